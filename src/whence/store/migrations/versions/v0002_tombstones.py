"""What is left of a report that was erased: its id and hash, when, by whom and why."""

from alembic import op

from whence.store.migrations.notation import columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One table more; nothing that is there changes."""
    op.create_table(
        "tombstones", *columns("tombstones", "report_id text key, sha256 text, when text, who text, reason text")
    )
