"""Libraries that only some verbs need, in extras of the package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from whence.errors import ConfigurationError


def need(what: str, modules: Sequence[str], extra: str) -> None:
    """Raise `ConfigurationError` where one of the modules is not installed; `what` begins the message."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise ConfigurationError(
            f"{what} {', '.join(missing)}, not installed here. Install them with: pip install 'whence[{extra}]'"
        )
