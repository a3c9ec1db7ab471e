"""What `python -m bot doctor` says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """The outcome of one look: well, or what to do."""

    name: str
    well: bool
    says: str
    """Nothing where there is nothing to say."""
