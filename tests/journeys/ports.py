"""Ports of this machine that nobody uses."""

import socket


def free_port() -> int:
    """Return a port on loopback that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
