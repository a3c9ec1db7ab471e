"""What holds sending back: the switch, limits, the clock, the amount unit."""
