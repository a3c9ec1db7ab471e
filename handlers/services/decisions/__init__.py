"""Deciding what another person asked for, and carrying it out in the same transaction."""
