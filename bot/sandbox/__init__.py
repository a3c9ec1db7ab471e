"""Stand-ins for development: they share no code with what they stand in for."""
