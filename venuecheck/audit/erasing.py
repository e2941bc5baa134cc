"""Erasing personal data, so that the record still verifies and a guess at what was there cannot be confirmed.

Whatever is typed, sent or uploaded is erased unless a table of columns says that it stays: a table that somebody adds is
erased with the rest, not forgotten. Salts go with the values. The event that tells of it holds the rows' new fingerprints.
"""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, UniqueConstraint, delete, inspect, select
from sqlalchemy.orm import Mapper

from venuecheck.audit.guarded import Guarded
from venuecheck.audit.models import AuditEvent, PersonalValue
from venuecheck.runtime.database import Base, Transaction

Kept = Mapping[str, frozenset[str]]
"""By a table's name, the columns of text that stay: codes and keys, which say nothing of anybody."""


def owned(tx: Transaction, roots: Iterable[Base]) -> list[Any]:
    """The rows, with every row that points at one of them, and at those in turn."""
    found: dict[tuple[str, Any], Any] = {}
    waiting = list(roots)
    while waiting:
        row = waiting.pop()
        name = (row.__tablename__, inspect(row).identity)
        if name not in found:
            found[name] = row
            waiting += _pointing_at(tx, row)
    return list(found.values())


def _pointing_at(tx: Transaction, row: Any) -> Iterable[Any]:
    table = inspect(type(row)).local_table
    for mapper in Base.registry.mappers:
        for column in mapper.local_table.columns:
            for key in column.foreign_keys:
                if key.column.table is table:
                    here = mapper.get_property_by_column(column).class_attribute
                    there = inspect(type(row)).get_property_by_column(key.column).key
                    yield from tx.scalars(select(mapper.class_).where(here == getattr(row, there)))


def blank(row: Any, kept: frozenset[str] = frozenset()) -> None:
    """Erase every column of a row that may hold words, but for those that are kept, and its salt. Where a column must differ
    from row to row, something random takes the words' place.
    """
    mapper: Mapper[Any] = inspect(type(row))
    for name, column in words_of(mapper).items():
        if name not in kept:
            setattr(row, name, _nothing(column, getattr(row, name)))
    if isinstance(row, Guarded):
        salt_anew(row)


def salt_anew(row: Guarded) -> None:
    """Erase the salt of a row with what it said, so that its earlier fingerprints confirm nothing."""
    row.guard_salt = secrets.token_bytes(16)


def words_of(mapper: Mapper[Any]) -> dict[str, Column[Any]]:
    """The columns of a table that may hold words, by their attribute: text, JSON and bytes, but for keys and salts."""
    pairs = [(attribute.key, attribute.columns[0]) for attribute in mapper.column_attrs]
    return {
        name: column
        for name, column in pairs
        if isinstance(column, Column)
        and isinstance(column.type, String | JSON | LargeBinary)
        and not (column.primary_key or column.foreign_keys or name == "guard_salt")
    }


def _nothing(column: Column[Any], before: Any) -> Any:
    if isinstance(column.type, JSON):
        return type(before)() if isinstance(before, dict | list) else None
    if _differs(column):
        return secrets.token_hex(32)
    if column.nullable:
        return None
    return b"" if isinstance(column.type, LargeBinary) else ""


def _differs(column: Column[Any]) -> bool:
    rules = [one for one in column.table.constraints if isinstance(one, UniqueConstraint)]
    return bool(column.unique) or any(column.name in rule.columns for rule in rules)


def erase_words(tx: Transaction, subjects: Iterable[str]) -> None:
    """Erase what people wrote beside the events about these subjects, salts and all."""
    told = select(AuditEvent.id).where(AuditEvent.subject.in_(list(subjects)))
    tx.execute(delete(PersonalValue).where(PersonalValue.event_id.in_(told)))
