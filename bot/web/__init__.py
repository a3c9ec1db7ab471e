"""What we serve over HTTP: callbacks, health and metrics."""
