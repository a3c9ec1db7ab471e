"""What we remember, and which changes to it are allowed."""
