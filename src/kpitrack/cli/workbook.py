"""A workbook of all there is: the status for people, and the tracker to be read back."""

import datetime as dt
import io
from tempfile import TemporaryDirectory

from kpitrack.errors import InputError, Mistake
from kpitrack.model.tracker import Tracker
from kpitrack.render.sheet import Manner
from kpitrack.sources.exchange.records import Records
from kpitrack.views.status import StatusView


def workbook_bytes(
    view: StatusView, tracker: Tracker, manner: Manner, records: Records | None = None
) -> bytes:
    """The bytes of an .xlsx file; the same view and records give the same ones.

    Without records it holds the status alone. Rows go through temporary files, so that
    memory does not grow with them. Raises InputError where the extra is missing, and for
    what no workbook holds.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        fix = "pip install 'kpitrack[excel]'"
        mistake = Mistake("a format that needs no extra", "an Excel workbook", fix)
        raise InputError([mistake]) from None
    from kpitrack.render.workbook.status import write_status_sheet
    from kpitrack.sources.exchange.workbook import write_data_sheets

    content = io.BytesIO()
    with TemporaryDirectory(prefix="kpitrack-") as folder:
        book = Workbook(content, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": dt.datetime.combine(view.as_of, dt.time())})
        write_status_sheet(book, view, tracker, manner)
        if records is not None:
            write_data_sheets(book, records)
        book.close()
    return content.getvalue()
