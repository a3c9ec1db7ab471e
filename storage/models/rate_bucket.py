"""The rate limits that all replicas share."""

from sqlalchemy import Column, Float
from sqlmodel import Field, SQLModel


class Bucket(SQLModel, table=True):
    """A rate limit shared by all replicas: the generic cell rate algorithm in one number."""

    __tablename__ = "buckets"

    scope: str = Field(primary_key=True, max_length=64)
    full_at: float = Field(sa_column=Column(Float(53), nullable=False))
    """Unix seconds at which the bucket will be empty again."""
