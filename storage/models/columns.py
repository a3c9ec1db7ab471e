"""The kinds of column in our tables, the same on both databases."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Enum,
    Index,
    Integer,
    LargeBinary,
    TypeDecorator,
    false,
    text,
)
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC time. SQLite has no time zones: there it is kept naive, in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: they are how an hour gets lost."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back aware UTC on both databases."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment(*, nullable: bool = False, index: bool = False) -> Column[datetime]:
    """Return a column for an aware UTC time."""
    return Column(Moment(), nullable=nullable, index=index)


def flag() -> Column[bool]:
    """Return a column that is false by default, also for a program that does not know it."""
    return Column(Boolean, nullable=False, server_default=false())


def choice(
    kind: type[StrEnum],
    *,
    name: str | None = None,
    nullable: bool = False,
    index: bool = False,
    primary_key: bool = False,
) -> Column[Any]:
    """Return a string-backed enum with a CHECK that is named after its type.

    A name of its own names the column and the CHECK: tables outlive what a class is called.
    """
    enum = Enum(
        kind,
        name=name or kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
    return Column(enum, name=name, nullable=nullable, index=index, primary_key=primary_key)


def telegram_id(
    *,
    name: str | None = None,
    primary_key: bool = False,
    nullable: bool = False,
    unique: bool = False,
) -> Column[int]:
    """Return a 64-bit column: Telegram's ids and rupiah do not fit PostgreSQL's INTEGER."""
    return Column(
        BigInteger,
        name=name,
        primary_key=primary_key,
        nullable=nullable,
        unique=unique,
        autoincrement=False,
    )


def serial(name: str | None = None) -> Column[int]:
    """Return an ever-growing key; SQLite only counts by itself in a plain INTEGER."""
    kind = BigInteger().with_variant(Integer, "sqlite")
    return Column(kind, name=name, primary_key=True, autoincrement=True)


def some(name: str, condition: str, *columns: str) -> Index:
    """Return an index of the rows that meet a condition: few, however many are kept."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def sealed(*, nullable: bool = False) -> Column[bytes]:
    """Return a column that only the vault can read."""
    return Column(LargeBinary, nullable=nullable)
