"""The database itself: connections, schema, transactions, sealing, and the journal beside it."""
