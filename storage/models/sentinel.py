"""What proves the data keys."""

from sqlmodel import Field, SQLModel

from storage.models.columns import sealed


class Sentinel(SQLModel, table=True):
    """A known text sealed with the data keys: opening it proves that the keys are right."""

    __tablename__ = "sentinel"

    sentinel_id: int = Field(default=1, primary_key=True)
    box_sealed: bytes = Field(sa_column=sealed())
