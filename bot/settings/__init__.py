"""The settings: one class, the reading and checking of its values, and the places of files."""
