"""${message}: say here what changes and why.

`batch_alter_table` makes the table anew on SQLite and SILENTLY DROPS ITS TRIGGERS, those against double booking and those
that keep the record append-only among them. After it, create them again; `tests/runtime/test_schema.py` compares.

The file's name and the id are the same: 0007_add_speaker_topic.
"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
