"""Every query there is, one file a table; functions on one unit of work."""
