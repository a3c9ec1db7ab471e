"""Builds the parts of one process, runs them, and ends them in order."""
