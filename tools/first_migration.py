"""Writes migrations/versions/0001_first_tables.py anew from the models.

Only for the time before the first release: afterwards 0001 is never touched, and a change is a migration of its own.
"""

import subprocess
import sys
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from venuecheck import parts
from venuecheck.runtime.database import Base, Database, Moment
from venuecheck.runtime.settings import ROOT

FILE = ROOT / "migrations" / "versions" / "0001_first_tables.py"
HEADER = '''"""Every table of the first release, and the triggers that SQLite needs (written by tools/first_migration.py).

A trigger belongs to its table: whatever makes the table anew (Alembic's `batch_alter_table`) must make them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_tables"
down_revision = None
branch_labels = None
depends_on = None

TRIGGERS = (
{triggers}
)


def upgrade() -> None:
    {tables}
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)
'''


def _plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    # A migration must not change when our own types do.
    return "sa.DateTime()" if kind == "type" and isinstance(item, Moment) else False


def main() -> None:
    """Write the file and format it."""
    parts.guarded()  # importing every part makes every table known
    empty = create_engine("sqlite://")
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_item": _plain, "target_metadata": Base.metadata})
        steps = produce_migrations(context, Base.metadata).upgrade_ops
        assert steps is not None
        tables = render_python_code(steps, render_item=_plain, migration_context=context)
    whole = Database("sqlite://")
    with whole.engine.connect() as connection:
        Base.metadata.create_all(connection)
        triggers = connection.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")).all()
    tables = "\n".join(line for line in tables.splitlines() if "###" not in line).strip()
    written = (
        ",\n".join(
            f'    """\n{trigger.replace(" BEGIN SELECT", chr(10) + "BEGIN SELECT")}\n"""' for trigger in triggers
        )
        + ","
    )
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(HEADER.format(triggers=written, tables=tables), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(FILE)], check=True)


if __name__ == "__main__":
    main()
