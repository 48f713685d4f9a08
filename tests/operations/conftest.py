"""The fixtures of `places`, and the values of the store's tests."""

import sys
from pathlib import Path

from places import at, bare, cluster, new, postgres, postgres_data  # noqa: F401 (fixtures)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "store"))
