"""The fixtures of `places`, for each test of the store."""

from places import at, bare, cluster, new, nowhere, postgres, postgres_data  # noqa: F401 (fixtures)
