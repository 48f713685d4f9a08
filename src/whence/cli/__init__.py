"""The command line: one file per verb, each a thin door to the library."""

from whence.cli.app import main

__all__ = ["main"]
