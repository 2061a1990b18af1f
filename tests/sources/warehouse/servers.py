"""Real servers for a while: PostgreSQL on a free port, Spark with two workers behind Connect."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

PASSWORD = "s3cret/@:%?&"
"""The owner's password, with the signs that addresses give a meaning."""

_UNPRIVILEGED = "nobody"
_START_SECONDS = 90


class NotHereError(Exception):
    """The programs of a server are not on this machine; why."""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _programs() -> Path:
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    places = [Path(on_path).parent] if on_path else known
    if not places:
        raise NotHereError("PostgreSQL's initdb is not here")
    return places[0]


@contextmanager
def postgres_server() -> Iterator[str]:
    """A new PostgreSQL whose owner has `PASSWORD`; its address without that."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="kpitrack-postgres-"))
    user = _UNPRIVILEGED if os.getuid() == 0 else None
    try:
        (folder / "password").write_text(PASSWORD)
        if user:
            for one in (folder, folder / "password"):
                shutil.chown(one, user)
        port = _free_port()

        def run(name: str, *arguments: str) -> None:
            with (folder / f"{name}.txt").open("a") as told:
                subprocess.run(
                    [programs / name, "-D", folder / "data", *arguments],
                    user=user,
                    cwd=folder,
                    check=True,
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=told,
                )

        secure = ("-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
        run("initdb", "-U", "owner", *secure, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-k {folder} -h 127.0.0.1 -p {port} -F"
        run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://owner@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _spark_home() -> Path:
    found = find_spec("pyspark")
    beside = Path(found.origin).parent if found and found.origin else Path()
    home = Path(os.environ.get("SPARK_HOME", beside))
    if not (home / "bin" / "spark-submit").exists():
        raise NotHereError("Spark itself is not here: SPARK_HOME names no folder with it")
    if shutil.which("java") is None:
        raise NotHereError("Spark needs Java, which is not here")
    return home


@contextmanager
def spark_server(folder: Path) -> Iterator[str]:
    """A Spark cluster of a master and two workers, each a process; its Connect address."""
    home, port = _spark_home(), _free_port()
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.warehouse.dir": str(folder / "tables"),
        "spark.ui.enabled": "false",
    }
    server = "org.apache.spark.sql.connect.service.SparkConnectServer"
    command = [home / "bin" / "spark-submit", "--class", server]
    command += ["--master", "local-cluster[2,1,1024]", "--name", "kpitrack"]
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(
            [*command, "spark-internal"],
            cwd=folder,
            env={**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_for(port, running)
        yield f"sc://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=60)


def _wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and running.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    raise NotHereError("Spark did not start")
