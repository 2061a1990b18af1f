"""A headless Chromium, driven through its debugging pipe with the standard library alone.

Chromium reads commands of its DevTools protocol from descriptor 3 and answers on 4, each
message a JSON text that ends with a zero byte. That needs no port, no socket and no package.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), None)

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--no-proxy-server",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)
_PATIENCE = 90.0
"""Seconds that an answer may take; a machine that tests with many hands is slow."""

_TAKE_PLACES = (
    "import fcntl, os, sys\n"
    "high = [fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3]]\n"
    "for place, one in zip((3, 4), high):\n"
    "    os.dup2(one, place)\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)
"""Puts both ends of the pipes where Chromium looks for them, then becomes Chromium."""

_KEYS = {
    "Enter": (13, "\r"),
    "Tab": (9, ""),
    "Escape": (27, ""),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
    "Space": (32, " "),
}


class BrowserError(Exception):
    """The browser answered with an error, or not in time."""


class Browser:
    """A running Chromium."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._asked = 0
        self._unread = b""
        self.events: list[dict[str, Any]] = []

    def send(self, method: str, session: str | None = None, **given: Any) -> Any:
        """Asks one thing and waits for its answer; events that come before it are kept."""
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": given}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + _PATIENCE
        while True:
            found = self._next(end - time.monotonic())
            if found is None:
                raise BrowserError(f"no answer to {method}")
            if found.get("id") != self._asked:
                self.events.append(found)
            elif "error" in found:
                raise BrowserError(f"{method}: {found['error']['message']}")
            else:
                return found["result"]

    def wait(self, method: str, session: str) -> None:
        """Waits until an event has come; it may be among those kept."""
        end = time.monotonic() + _PATIENCE
        seen = 0
        while True:
            for one in self.events[seen:]:
                if one["method"] == method and one.get("sessionId") == session:
                    return
            seen = len(self.events)
            found = self._next(end - time.monotonic())
            if found is None:
                raise BrowserError(f"{method} did not happen")
            self.events.append(found)

    def _next(self, seconds: float) -> dict[str, Any] | None:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._back], [], [], max(seconds, 0))
            part = os.read(self._back, 1 << 20) if ready else b""
            if not part:
                return None
            self._unread += part
        text, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message

    @contextmanager
    def page(self, *, width: int = 1440, height: int = 900) -> Iterator["Page"]:
        """A new page in a window of that many pixels, closed afterwards."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(self, attached["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.send(f"{domain}.enable")
        page.size(width, height)
        try:
            yield page
        finally:
            self.send("Target.closeTarget", targetId=target)
            self.events.clear()


class Page:
    """One page, as a reader has it: with a keyboard, a mouse, a screen and a printer."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session

    def send(self, method: str, **given: Any) -> Any:
        """Asks one thing about this page."""
        return self._browser.send(method, self._session, **given)

    def open(self, address: str | Path) -> None:
        """Loads a file, or an address, to its end."""
        if isinstance(address, Path):
            address = address.resolve().as_uri()
        for each in ("about:blank", address):  # else a new fragment alone would load nothing
            self._browser.events.clear()
            self.send("Page.navigate", url=each)
            self._browser.wait("Page.loadEventFired", self._session)

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        done = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in done:
            raise BrowserError(done["exceptionDetails"]["exception"]["description"])
        return done["result"].get("value")

    def size(self, width: int, height: int, scale: float = 1) -> None:
        """Gives the window another size; scale 2 is a screen of twice as many dots."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=width < 500,
        )

    def prefer(self, *, scheme: str = "light", media: str = "") -> None:
        """The reader's colour scheme, and a medium such as `print`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", media=media, features=features)

    def still(self) -> None:
        """The reader asks that nothing moves."""
        features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
        self.send("Emulation.setEmulatedMedia", features=features)

    def without_scripts(self) -> None:
        """From the next load on, the page's own scripts do not run."""
        self.send("Emulation.setScriptExecutionDisabled", value=True)

    def type(self, text: str) -> None:
        """Types a text where the focus is."""
        self.send("Input.insertText", text=text)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Presses one key and lets it go."""
        code, text = _KEYS.get(key, (ord(key[0].upper()), key))
        name = " " if key == "Space" else key
        common = {"key": name, "windowsVirtualKeyCode": code, "modifiers": 8 * shift}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)
        self.run("new Promise((done) => setTimeout(done, 0))")

    def click(self, selector: str) -> None:
        """Clicks into the middle of the first element of a selector with the mouse."""
        x, y = self.run(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
            " one.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const box = one.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )
        self.run("new Promise((done) => setTimeout(done, 0))")

    def picture(self, *, whole: bool = False) -> bytes:
        """What is on the screen, or the whole page, as PNG."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])

    def paper(self) -> bytes:
        """The page as its reader would print it, as PDF on A4."""
        printed = self.send(
            "Page.printToPDF",
            paperWidth=8.27,
            paperHeight=11.69,
            printBackground=False,
            preferCSSPageSize=True,
        )
        return base64.b64decode(printed["data"])

    def requests(self) -> list[str]:
        """Every address that was asked for since the page was opened."""
        return [
            one["params"]["request"]["url"] for one in self._own("Network.requestWillBeSent")
        ]

    def complaints(self) -> list[str]:
        """Everything in the console, policy violations and dialogs among it."""
        told = [one["params"]["entry"]["text"] for one in self._own("Log.entryAdded")]
        told += [
            f"{one['params']['type']}: {one['params']['args']}"
            for one in self._own("Runtime.consoleAPICalled")
        ]
        told += [
            one["params"]["exceptionDetails"]["text"]
            for one in self._own("Runtime.exceptionThrown")
        ]
        told += ["a dialog" for _ in self._own("Page.javascriptDialogOpening")]
        return told

    def _own(self, method: str) -> Iterator[dict[str, Any]]:
        self.run("0")  # what was sent before is read by now
        for one in self._browser.events:
            if one["method"] == method and one.get("sessionId") == self._session:
                yield one


@contextmanager
def running() -> Iterator[Browser]:
    """A Chromium of one's own, with an empty profile, ended and cleaned away afterwards."""
    if CHROMIUM is None:
        raise BrowserError("there is no Chromium here")
    child_in, to = os.pipe()
    back, child_out = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [
                *(sys.executable, "-I", "-S", "-c", _TAKE_PLACES),
                *(str(child_in), str(child_out), CHROMIUM),
                *_FLAGS,
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            pass_fds=(child_in, child_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(child_in)
        os.close(child_out)
        browser = Browser(to, back)
        try:
            browser.send("Browser.getVersion")
            yield browser
            browser.send("Browser.close")
            process.wait(30)
        finally:
            process.kill()
            process.wait()
            os.close(to)
            os.close(back)
