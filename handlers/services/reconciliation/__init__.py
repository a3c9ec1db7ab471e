"""Faspay's statement held against our orders."""
