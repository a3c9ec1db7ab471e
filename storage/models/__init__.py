"""The tables, one a file, and which changes they allow."""
