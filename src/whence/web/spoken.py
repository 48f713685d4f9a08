"""What visitors are told of an error."""

from __future__ import annotations

from whence.errors import BusyRecordError, RecordError
from whence.store.place import Place, Server

AWAY = (
    "The server that holds the record does not answer, or refused. The pages show the last state that they read. "
    "Try again in a moment."
)
BUSY = "Another process is loading the record. Wait until it is done, then try again."


def spoken(error: Exception, record: Place) -> str:
    """Never where the record is, nor what its server says: that may hold hosts and users."""
    if isinstance(record, Server) and isinstance(error, RecordError):
        return BUSY if isinstance(error, BusyRecordError) else AWAY
    return str(error).replace(str(record), "the record")
