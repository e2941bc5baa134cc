"""Every table of the first release, and the triggers that SQLite needs (written by tools/first_migration.py).

A trigger belongs to its table: whatever makes the table anew (Alembic's `batch_alter_table`) must make them again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_tables"
down_revision = None
branch_labels = None
depends_on = None

TRIGGERS = (
    """
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END
""",
    """
CREATE TRIGGER audit_checkpoint_no_replacement BEFORE INSERT ON audit_checkpoint
WHEN EXISTS (SELECT 1 FROM audit_checkpoint AS other WHERE other.id = NEW.id OR (other.incarnation = NEW.incarnation AND other.size = NEW.size))
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END
""",
    """
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END
""",
    """
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
""",
    """
CREATE TRIGGER audit_event_no_replacement BEFORE INSERT ON audit_event
WHEN EXISTS (SELECT 1 FROM audit_event AS other WHERE other.id = NEW.id OR other.uuid = NEW.uuid)
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
""",
    """
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
""",
    """
CREATE TRIGGER audit_incarnation_no_delete BEFORE DELETE ON audit_incarnation
BEGIN SELECT RAISE(ABORT, 'audit_incarnation is append-only'); END
""",
    """
CREATE TRIGGER audit_incarnation_no_replacement BEFORE INSERT ON audit_incarnation
WHEN EXISTS (SELECT 1 FROM audit_incarnation AS other WHERE other.number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'audit_incarnation is append-only'); END
""",
    """
CREATE TRIGGER audit_incarnation_no_update BEFORE UPDATE ON audit_incarnation
BEGIN SELECT RAISE(ABORT, 'audit_incarnation is append-only'); END
""",
    """
CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END
""",
    """
CREATE TRIGGER audit_seal_no_replacement BEFORE INSERT ON audit_seal
WHEN EXISTS (SELECT 1 FROM audit_seal AS other WHERE other.number = NEW.number OR other.event_id = NEW.event_id)
BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END
""",
    """
CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal
BEGIN SELECT RAISE(ABORT, 'audit_seal is append-only'); END
""",
    """
CREATE TRIGGER occupation_no_overlap_insert BEFORE INSERT ON occupation
WHEN EXISTS (
    SELECT 1 FROM occupation AS other
    WHERE other.space_id = NEW.space_id AND other.id IS NOT NEW.id
      AND other."start" < NEW."end" AND other."end" > NEW."start"
)
BEGIN SELECT RAISE(ABORT, 'space already taken'); END
""",
    """
CREATE TRIGGER occupation_no_overlap_update BEFORE UPDATE ON occupation
WHEN EXISTS (
    SELECT 1 FROM occupation AS other
    WHERE other.space_id = NEW.space_id AND other.id IS NOT NEW.id
      AND other."start" < NEW."end" AND other."end" > NEW."start"
)
BEGIN SELECT RAISE(ABORT, 'space already taken'); END
""",
)


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("link_digest", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("sent", sa.DateTime(), nullable=False),
        sa.Column("erased", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_application_link_digest")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
        sa.UniqueConstraint("uuid", name=op.f("uq_application_uuid")),
    )
    op.create_index(op.f("ix_application_email"), "application", ["email"], unique=False)
    op.create_table(
        "audit_event",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("uuid", name=op.f("uq_audit_event_uuid")),
    )
    op.create_index("ix_audit_event_actor_at", "audit_event", ["actor", "at"], unique=False)
    op.create_index("ix_audit_event_actor_event_at", "audit_event", ["actor", "event", "at"], unique=False)
    op.create_index("ix_audit_event_at", "audit_event", ["at"], unique=False)
    op.create_index("ix_audit_event_event_at", "audit_event", ["event", "at"], unique=False)
    op.create_index("ix_audit_event_subject_at", "audit_event", ["subject", "at"], unique=False)
    op.create_table(
        "audit_incarnation",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_incarnation")),
    )
    op.create_table(
        "audit_witness",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.Column("appointed", sa.DateTime(), nullable=False),
        sa.Column("reached", sa.DateTime(), nullable=True),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_audit_witness")),
    )
    op.create_table(
        "briefing",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
        sa.UniqueConstraint("uuid", name=op.f("uq_briefing_uuid")),
    )
    op.create_table(
        "council_number",
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_council_number_uuid")),
        sa.UniqueConstraint("who", name=op.f("uq_council_number_who")),
    )
    op.create_table(
        "deputy",
        sa.Column("senior", sa.Uuid(), nullable=False),
        sa.Column("deputy", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
        sa.UniqueConstraint("uuid", name=op.f("uq_deputy_uuid")),
    )
    op.create_index(op.f("ix_deputy_deputy"), "deputy", ["deputy"], unique=False)
    op.create_table(
        "failed_sign_ins",
        sa.Column("email_digest", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.Column("wait_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("email_digest", name=op.f("pk_failed_sign_ins")),
    )
    op.create_index(op.f("ix_failed_sign_ins_last"), "failed_sign_ins", ["last"], unique=False)
    op.create_table(
        "form_done",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", "digest", name=op.f("pk_form_done")),
    )
    op.create_table(
        "links_sent",
        sa.Column("email_digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("email_digest", name=op.f("pk_links_sent")),
    )
    op.create_table(
        "mail",
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=True),
        sa.Column("returned", sa.DateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("settled", sa.DateTime(), nullable=True),
        sa.Column("attachment_name", sa.String(), nullable=True),
        sa.Column("attachment", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("uuid", name=op.f("uq_mail_uuid")),
    )
    op.create_index(op.f("ix_mail_about"), "mail", ["about"], unique=False)
    op.create_index(op.f("ix_mail_returned"), "mail", ["returned"], unique=False)
    op.create_table(
        "named_address",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_address")),
        sa.UniqueConstraint("office", name=op.f("uq_named_address_office")),
        sa.UniqueConstraint("uuid", name=op.f("uq_named_address_uuid")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_state"), "outbox", ["state"], unique=False)
    op.create_table(
        "private_venue",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("ward", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_private_venue")),
        sa.UniqueConstraint("uuid", name=op.f("uq_private_venue_uuid")),
    )
    op.create_index(op.f("ix_private_venue_kind"), "private_venue", ["kind"], unique=False)
    op.create_index(op.f("ix_private_venue_name"), "private_venue", ["name"], unique=False)
    op.create_index(op.f("ix_private_venue_ward"), "private_venue", ["ward"], unique=False)
    op.create_table(
        "screened_name",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("matcher_version", sa.String(), nullable=False),
        sa.Column("matches", sa.Integer(), nullable=False),
        sa.Column("screened", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screened_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_screened_name_uuid")),
    )
    op.create_index("ix_screened_name_subject_version", "screened_name", ["subject", "subject_version"], unique=False)
    op.create_table(
        "seating_assessment",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("choices", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("table_version", sa.String(), nullable=False),
        sa.Column("assessed", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_assessment")),
        sa.UniqueConstraint("subject", "subject_version", name=op.f("uq_seating_assessment_subject_subject_version")),
        sa.UniqueConstraint("uuid", name=op.f("uq_seating_assessment_uuid")),
    )
    op.create_index(op.f("ix_seating_assessment_series"), "seating_assessment", ["series"], unique=False)
    op.create_index(op.f("ix_seating_assessment_subject"), "seating_assessment", ["subject"], unique=False)
    op.create_table(
        "terms_of_hire",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("published", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_terms_of_hire")),
    )
    op.create_table(
        "user",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("temporary_until", sa.DateTime(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("uuid", name=op.f("uq_user_uuid")),
    )
    op.create_table(
        "venue",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("opens", sa.String(), nullable=False),
        sa.Column("closes", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("name", name=op.f("uq_venue_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_venue_uuid")),
    )
    op.create_table(
        "watchlist_entry",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("erased", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watchlist_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_watchlist_entry_key")),
        sa.UniqueConstraint("uuid", name=op.f("uq_watchlist_entry_uuid")),
    )
    op.create_table(
        "watchlist_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_watchlist_version")),
    )
    op.create_table(
        "application_version",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_version_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_version")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_application_version_application_id_number")),
        sa.UniqueConstraint("uuid", name=op.f("uq_application_version_uuid")),
    )
    op.create_index(
        op.f("ix_application_version_application_id"), "application_version", ["application_id"], unique=False
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incarnation", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incarnation"], ["audit_incarnation.number"], name=op.f("fk_audit_checkpoint_incarnation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_checkpoint")),
        sa.UniqueConstraint("incarnation", "size", name=op.f("uq_audit_checkpoint_incarnation_size")),
    )
    op.create_table(
        "audit_personal_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_audit_personal_value_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_personal_value")),
    )
    op.create_index(op.f("ix_audit_personal_value_event_id"), "audit_personal_value", ["event_id"], unique=False)
    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_audit_seal_event_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_seal_event_id")),
    )
    op.create_table(
        "briefing_attendance",
        sa.Column("briefing_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["briefing_id"], ["briefing.id"], name=op.f("fk_briefing_attendance_briefing_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["private_venue.id"], name=op.f("fk_briefing_attendance_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_attendance")),
        sa.UniqueConstraint("briefing_id", "venue_id", name=op.f("uq_briefing_attendance_briefing_id_venue_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_briefing_attendance_uuid")),
    )
    op.create_index(op.f("ix_briefing_attendance_venue_id"), "briefing_attendance", ["venue_id"], unique=False)
    op.create_table(
        "case",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("checked_version", sa.Integer(), nullable=False),
        sa.Column("checked_list", sa.Integer(), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("event_start", sa.DateTime(), nullable=False),
        sa.Column("nation", sa.String(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("reopened", sa.DateTime(), nullable=True),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("state_since", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_case_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("application_id", name=op.f("uq_case_application_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_case_uuid")),
    )
    op.create_index(op.f("ix_case_decide_by"), "case", ["decide_by"], unique=False)
    op.create_index(op.f("ix_case_state"), "case", ["state"], unique=False)
    op.create_table(
        "draft",
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("sent_application_id", sa.Integer(), nullable=True),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_draft_application_id")),
        sa.ForeignKeyConstraint(["sent_application_id"], ["application.id"], name=op.f("fk_draft_sent_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("uuid", name=op.f("uq_draft_uuid")),
    )
    op.create_index(op.f("ix_draft_visit"), "draft", ["visit"], unique=False)
    op.create_table(
        "further_link",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_further_link_application_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_further_link")),
    )
    op.create_index(op.f("ix_further_link_application_id"), "further_link", ["application_id"], unique=False)
    op.create_table(
        "match",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("affiliation", sa.String(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("entry_version", sa.Integer(), nullable=False),
        sa.Column("matched_name", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("settles", sa.String(), nullable=False),
        sa.Column("raised", sa.DateTime(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("verdict_reason", sa.String(), nullable=False),
        sa.Column("verdict_by", sa.Uuid(), nullable=True),
        sa.Column("verdict_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["watchlist_entry.id"], name=op.f("fk_match_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("uuid", name=op.f("uq_match_uuid")),
    )
    op.create_index(op.f("ix_match_entry_id"), "match", ["entry_id"], unique=False)
    op.create_index(op.f("ix_match_subject"), "match", ["subject"], unique=False)
    op.create_table(
        "seating_finding",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("exception", sa.String(), nullable=False),
        sa.Column("conclusion_reason", sa.String(), nullable=False),
        sa.Column("concluded_by", sa.Uuid(), nullable=True),
        sa.Column("concluded_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["seating_assessment.id"], name=op.f("fk_seating_finding_assessment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_finding")),
        sa.UniqueConstraint("uuid", name=op.f("uq_seating_finding_uuid")),
    )
    op.create_index(op.f("ix_seating_finding_assessment_id"), "seating_finding", ["assessment_id"], unique=False)
    op.create_table(
        "signed_in_visit",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_signed_in_visit_user_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_signed_in_visit")),
    )
    op.create_index(op.f("ix_signed_in_visit_user_id"), "signed_in_visit", ["user_id"], unique=False)
    op.create_table(
        "space",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_space_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
        sa.UniqueConstraint("uuid", name=op.f("uq_space_uuid")),
        sa.UniqueConstraint("venue_id", "name", name=op.f("uq_space_venue_id_name")),
    )
    op.create_index(op.f("ix_space_venue_id"), "space", ["venue_id"], unique=False)
    op.create_table(
        "training",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("held", sa.Date(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_training_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sa.UniqueConstraint("uuid", name=op.f("uq_training_uuid")),
    )
    op.create_index(op.f("ix_training_user_id"), "training", ["user_id"], unique=False)
    op.create_table(
        "venue_contact",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("prefers", sa.String(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["private_venue.id"], name=op.f("fk_venue_contact_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_contact")),
        sa.UniqueConstraint("uuid", name=op.f("uq_venue_contact_uuid")),
    )
    op.create_index(op.f("ix_venue_contact_venue_id"), "venue_contact", ["venue_id"], unique=False)
    op.create_table(
        "venue_follow_up",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("done", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["private_venue.id"], name=op.f("fk_venue_follow_up_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_follow_up")),
        sa.UniqueConstraint("uuid", name=op.f("uq_venue_follow_up_uuid")),
    )
    op.create_index(op.f("ix_venue_follow_up_venue_id"), "venue_follow_up", ["venue_id"], unique=False)
    op.create_table(
        "after_event",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("held", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("concerns", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_after_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_after_event")),
        sa.UniqueConstraint("case_id", name=op.f("uq_after_event_case_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_after_event_uuid")),
    )
    op.create_table(
        "approach",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_approach_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approach")),
        sa.UniqueConstraint("uuid", name=op.f("uq_approach_uuid")),
    )
    op.create_index(op.f("ix_approach_case_id"), "approach", ["case_id"], unique=False)
    op.create_table(
        "balancing",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("article_9", sa.String(), nullable=False),
        sa.Column("article_10", sa.String(), nullable=False),
        sa.Column("article_11", sa.String(), nullable=False),
        sa.Column("article_14", sa.String(), nullable=False),
        sa.Column("equality_act", sa.String(), nullable=False),
        sa.Column("legal_advice", sa.String(), nullable=False),
        sa.Column("ladder", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_balancing_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balancing")),
        sa.UniqueConstraint("uuid", name=op.f("uq_balancing_uuid")),
    )
    op.create_index(op.f("ix_balancing_case_id"), "balancing", ["case_id"], unique=False)
    op.create_table(
        "clock_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_clock_step_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_step")),
        sa.UniqueConstraint("case_id", "step", "decide_by", name=op.f("uq_clock_step_case_id_step_decide_by")),
    )
    op.create_table(
        "decision",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("internal", sa.String(), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("weighed", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("booked", sa.JSON(), nullable=False),
        sa.Column("offered_times", sa.JSON(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("as_deputy", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_decision_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("uuid", name=op.f("uq_decision_uuid")),
    )
    op.create_index(op.f("ix_decision_case_id"), "decision", ["case_id"], unique=False)
    op.create_table(
        "due_diligence",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("answered", sa.String(), nullable=False),
        sa.Column("handling", sa.String(), nullable=False),
        sa.Column("not_found", sa.String(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("marking", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_due_diligence_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_diligence")),
        sa.UniqueConstraint("uuid", name=op.f("uq_due_diligence_uuid")),
    )
    op.create_index(op.f("ix_due_diligence_case_id"), "due_diligence", ["case_id"], unique=False)
    op.create_table(
        "election_meeting",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("order", sa.String(), nullable=False),
        sa.Column("costs", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_election_meeting_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_meeting")),
        sa.UniqueConstraint("uuid", name=op.f("uq_election_meeting_uuid")),
    )
    op.create_index(op.f("ix_election_meeting_case_id"), "election_meeting", ["case_id"], unique=False)
    op.create_table(
        "equality_assessment",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("eliminate", sa.String(), nullable=False),
        sa.Column("advance", sa.String(), nullable=False),
        sa.Column("relations", sa.String(), nullable=False),
        sa.Column("affected", sa.String(), nullable=False),
        sa.Column("less_intrusive", sa.String(), nullable=False),
        sa.Column("proportionality", sa.String(), nullable=False),
        sa.Column("legal_advice", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_equality_assessment_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_assessment")),
        sa.UniqueConstraint("uuid", name=op.f("uq_equality_assessment_uuid")),
    )
    op.create_index(op.f("ix_equality_assessment_case_id"), "equality_assessment", ["case_id"], unique=False)
    op.create_table(
        "hold",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_hold_application_id")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_hold_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("application_id", name=op.f("uq_hold_application_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_hold_uuid")),
    )
    op.create_index(op.f("ix_hold_space_id"), "hold", ["space_id"], unique=False)
    op.create_table(
        "interest",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn", sa.DateTime(), nullable=True),
        sa.Column("why_withdrawn", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_interest_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
        sa.UniqueConstraint("uuid", name=op.f("uq_interest_uuid")),
    )
    op.create_index(op.f("ix_interest_case_id"), "interest", ["case_id"], unique=False)
    op.create_table(
        "layout",
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_layout_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout")),
        sa.UniqueConstraint("space_id", "name", name=op.f("uq_layout_space_id_name")),
        sa.UniqueConstraint("uuid", name=op.f("uq_layout_uuid")),
    )
    op.create_index(op.f("ix_layout_space_id"), "layout", ["space_id"], unique=False)
    op.create_table(
        "minded_notice",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("intends", sa.String(), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("relied_on", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("urgent", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_minded_notice_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minded_notice")),
        sa.UniqueConstraint("uuid", name=op.f("uq_minded_notice_uuid")),
    )
    op.create_index(op.f("ix_minded_notice_case_id"), "minded_notice", ["case_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_note_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("uuid", name=op.f("uq_note_uuid")),
    )
    op.create_index(op.f("ix_note_case_id"), "note", ["case_id"], unique=False)
    op.create_table(
        "override",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ratify_by", sa.Date(), nullable=False),
        sa.Column("ratified_by", sa.Uuid(), nullable=True),
        sa.Column("ratified", sa.DateTime(), nullable=True),
        sa.Column("why_ratified", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_override_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override")),
        sa.UniqueConstraint("uuid", name=op.f("uq_override_uuid")),
    )
    op.create_index(op.f("ix_override_case_id"), "override", ["case_id"], unique=False)
    op.create_table(
        "pack_sending",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("link_digest", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=False),
        sa.Column("acknowledged", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["venue_contact.id"], name=op.f("fk_pack_sending_contact_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_sending")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_pack_sending_link_digest")),
        sa.UniqueConstraint("uuid", name=op.f("uq_pack_sending_uuid")),
    )
    op.create_index(op.f("ix_pack_sending_contact_id"), "pack_sending", ["contact_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_question_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("uuid", name=op.f("uq_question_uuid")),
    )
    op.create_index(op.f("ix_question_case_id"), "question", ["case_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("facts_found", sa.String(), nullable=False),
        sa.Column("concerns", sa.String(), nullable=False),
        sa.Column("in_favour", sa.String(), nullable=False),
        sa.Column("expression", sa.String(), nullable=False),
        sa.Column("equality", sa.String(), nullable=False),
        sa.Column("less_intrusive", sa.String(), nullable=False),
        sa.Column("proportionality", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("internal", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_recommendation_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_recommendation_uuid")),
    )
    op.create_index(op.f("ix_recommendation_case_id"), "recommendation", ["case_id"], unique=False)
    op.create_table(
        "space_part",
        sa.Column("whole_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["part_id"], ["space.id"], name=op.f("fk_space_part_part_id")),
        sa.ForeignKeyConstraint(["whole_id"], ["space.id"], name=op.f("fk_space_part_whole_id")),
        sa.PrimaryKeyConstraint("whole_id", "part_id", name=op.f("pk_space_part")),
    )
    op.create_table(
        "venue_conversation",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["venue_contact.id"], name=op.f("fk_venue_conversation_contact_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["private_venue.id"], name=op.f("fk_venue_conversation_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_conversation")),
        sa.UniqueConstraint("uuid", name=op.f("uq_venue_conversation_uuid")),
    )
    op.create_index(op.f("ix_venue_conversation_venue_id"), "venue_conversation", ["venue_id"], unique=False)
    op.create_table(
        "cancel_proposal",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("approaches", sa.JSON(), nullable=False),
        sa.Column("legal_advice", sa.String(), nullable=False),
        sa.Column("likely_loss", sa.String(), nullable=False),
        sa.Column("alternatives", sa.String(), nullable=False),
        sa.Column("ended", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_cancel_proposal_case_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["minded_notice.id"], name=op.f("fk_cancel_proposal_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancel_proposal")),
        sa.UniqueConstraint("uuid", name=op.f("uq_cancel_proposal_uuid")),
    )
    op.create_index(op.f("ix_cancel_proposal_case_id"), "cancel_proposal", ["case_id"], unique=False)
    op.create_table(
        "condition",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("shown_by", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("marked", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_condition_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_condition_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_condition")),
        sa.UniqueConstraint("uuid", name=op.f("uq_condition_uuid")),
    )
    op.create_index(op.f("ix_condition_case_id"), "condition", ["case_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made", sa.DateTime(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_notice_decision_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_notice_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_notice_decision_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_notice_uuid")),
    )
    op.create_table(
        "occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.CheckConstraint('"start" < "end"', name=op.f("ck_occupation_runs_forward")),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_occupation_hold_id")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_occupation_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupation")),
    )
    op.create_index(op.f("ix_occupation_hold_id"), "occupation", ["hold_id"], unique=False)
    op.create_index("ix_occupation_space_start", "occupation", ["space_id", "start"], unique=False)
    op.create_table(
        "review",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_review_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_review_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_review_decision_id")),
        sa.UniqueConstraint("uuid", name=op.f("uq_review_uuid")),
    )
    op.create_index(op.f("ix_review_case_id"), "review", ["case_id"], unique=False)
    op.create_table(
        "speaker_link",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["minded_notice.id"], name=op.f("fk_speaker_link_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_speaker_link_digest")),
        sa.UniqueConstraint("uuid", name=op.f("uq_speaker_link_uuid")),
    )
    op.create_index(op.f("ix_speaker_link_notice_id"), "speaker_link", ["notice_id"], unique=False)
    op.create_table(
        "minded_answer",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("more_to_come", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("guard_salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["speaker_link.id"], name=op.f("fk_minded_answer_link_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["minded_notice.id"], name=op.f("fk_minded_answer_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minded_answer")),
        sa.UniqueConstraint("uuid", name=op.f("uq_minded_answer_uuid")),
    )
    op.create_index(op.f("ix_minded_answer_notice_id"), "minded_answer", ["notice_id"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)
