"""Everything that a person reads: what is said, with which buttons, and in which words."""
