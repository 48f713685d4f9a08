"""`docs/cli.md`, out of the commands' own help."""

from __future__ import annotations

from typer.testing import CliRunner

from whence.cli.app import VERBS, build, named

_TOP = """# Command line

This page is made from `whence --help` and the help of each verb (`python -m whence.cli.reference > docs/cli.md`); a
test checks that it is current. `--json` gives JSON on standard output; ids may be cut to any beginning that is unique.
"""


def reference() -> str:
    """The page."""
    parts = [_TOP, _section("whence", [])]
    parts += [_section(f"whence {named(verb)}", [named(verb)]) for verb in VERBS]
    return "\n".join(parts)


def _section(title: str, arguments: list[str]) -> str:
    # The runner fixes the width, so that the page does not depend on who makes it.
    result = CliRunner().invoke(build(), [*arguments, "--help"], prog_name="whence", env={"WHENCE_RECORD": ""})
    text = "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(reference())
