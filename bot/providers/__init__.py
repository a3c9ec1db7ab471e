"""The companies that pay out: a client each, and the gateway between their words and ours."""
