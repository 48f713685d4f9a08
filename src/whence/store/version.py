"""Which version of the tables this code writes, and where a record says which it has."""

HEAD = "0002"  # the newest step in `store.migrations.versions`; versions are numbers and compare as words
VERSION_TABLE = "record_version"
