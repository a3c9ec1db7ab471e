"""The running machine: what starts, listens, sends and stops."""
