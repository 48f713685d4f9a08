"""Everything that Whence raises on purpose.

    WhenceError
    ├── UsageError            the call does not make sense (exit status 2)
    ├── InputError            a path or stream cannot be read at all
    ├── ConfigurationError    settings, ontology or directory files are wrong
    ├── GazetteerError        the place index cannot be built or opened
    ├── ModelError            a model file is missing, altered or does not run
    ├── NotFoundError         no event, claim or report has that id
    └── RecordError           the record file cannot be used
        ├── NewerRecordError      written by a later version of Whence
        ├── ReadOnlyRecordError   may not be written
        ├── RecordFullError       the disk is full
        ├── BusyRecordError       another process is loading it
        └── AwayRecordError       its server does not answer

A bad *report* raises nothing: it becomes an `Issue` in the record and the run goes on.
"""


class WhenceError(Exception):
    """Base of all errors; the message says what, where, why and what to do."""


class UsageError(WhenceError):
    """The call does not make sense."""


class InputError(WhenceError):
    """A path or stream cannot be read at all."""


class ConfigurationError(WhenceError):
    """Settings, ontology or directory files are wrong."""


class GazetteerError(WhenceError):
    """The place index cannot be built or opened."""


class ModelError(WhenceError):
    """A model file is missing, altered or does not run."""


class NotFoundError(WhenceError):
    """No event, claim or report has that id."""


class RecordError(WhenceError):
    """The record file cannot be used."""


class NewerRecordError(RecordError):
    """The record was written by a later version of Whence."""


class ReadOnlyRecordError(RecordError):
    """The record may not be written."""


class RecordFullError(RecordError):
    """The disk that holds the record is full."""


class BusyRecordError(RecordError):
    """Another process is loading the record."""


class AwayRecordError(RecordError):
    """The server that holds the record does not answer."""
