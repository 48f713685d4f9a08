"""The archive: every answer that a report rests on, as it came, in WARC files that only grow."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from whence.watch.clock import iso
from whence.watch.fetch import Answer
from whence.watch.rows import Capture
from whence.watch.state import State

LARGEST = 1_000_000_000  # bytes of one file; the usual size of web archives
# How bytes travelled, not what they are; a reader of the archive would undo them once more.
_TRAVEL = frozenset(("transfer-encoding", "content-length"))


class Archive:
    """Files in a folder beside the record. What a killed call wrote and did not finish is cut off by the next."""

    def __init__(self, folder: Path, state: State, agent: str, largest: int = LARGEST) -> None:
        self.folder, self._state, self._agent, self._largest = folder, state, agent, largest

    def keep(self, answer: Answer, when: float, report_id: str | None) -> Capture:
        """Append an answer, on the disk when this returns; to be called inside a step of the state."""
        name, start = self._current()
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / name).open("r+b" if (self.folder / name).exists() else "w+b") as file:
            file.truncate(start)
            file.seek(start)
            writer = WARCWriter(file, gzip=True)
            if start == 0:
                writer.write_record(writer.create_warcinfo_record(name, {"software": self._agent}))
            offset = file.tell()
            _write(writer, answer, when)
            file.flush()
            os.fsync(file.fileno())
            end = file.tell()
        capture = Capture(
            address=answer.address, captured=iso(when), sha256=hashlib.sha256(answer.body).hexdigest(),
            report_id=report_id, file=name, offset=offset, length=end - offset,
        )  # fmt: skip
        self._state.put_capture(capture, end)
        return capture

    def _current(self) -> tuple[str, int]:
        files = self._state.archives()
        name = max(files, default="00001.warc.gz")
        length = files.get(name, 0)
        return (name, length) if length < self._largest else (f"{int(name[:5]) + 1:05}.warc.gz", 0)


def _write(writer: WARCWriter, answer: Answer, when: float) -> None:
    headers = [(f"X-Archive-{name}" if name.lower() in _TRAVEL else name, value) for name, value in answer.headers]
    record = writer.create_warc_record(
        answer.address,
        "response",
        payload=io.BytesIO(answer.raw),
        http_headers=StatusAndHeaders(f"{answer.status} OK", headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": iso(when).replace("+00:00", "Z"),
            "WARC-Payload-Digest": f"sha256:{hashlib.sha256(answer.raw).hexdigest()}",
        },
    )
    writer.write_record(record)
