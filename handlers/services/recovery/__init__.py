"""What is done after older data, a clock that jumped, or an older program."""
