"""The settings: one class, how its values are read and checked, and where files lie."""
