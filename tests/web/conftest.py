"""A PostgreSQL server for the tests of the pages: the fixtures of `places`."""

from places import cluster, postgres  # noqa: F401 (fixtures)
