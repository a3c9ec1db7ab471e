"""An order from its request to its end."""
