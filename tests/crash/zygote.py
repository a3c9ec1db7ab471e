"""A warm process that has imported everything and forks lives of the program."""

import ctypes
import gc
import os
import signal
from collections.abc import Mapping
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from sqlalchemy import Engine

from tests.crash.life import Life, live
from tests.crash.shared import Shared

_PR_SET_PDEATHSIG = 1


class Zygote:
    """The parent's side. Make it while no loop or thread runs. `engines` are by address."""

    def __init__(self, shared: Shared, engines: Mapping[str, Engine]) -> None:
        self._line, theirs = Pipe()
        self._shared = shared
        gc.collect()
        gc.freeze()  # else every fork copies the memory that the collector touches
        if os.fork() == 0:
            self._line.close()
            _serve(theirs, shared, engines)
        theirs.close()

    def start(self, life: Life) -> int:
        """Fork a life; return its process id."""
        self._shared.pulses[life.slot].begins()
        self._line.send(life)
        pid: int = self._line.recv()
        return pid

    def close(self) -> None:
        """End the zygote and everything it has forked."""
        self._line.close()
        os.wait()


def _serve(line: "Connection[int, Life]", shared: Shared, engines: Mapping[str, Engine]) -> None:
    _die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel removes ended children
    while True:
        try:
            life = line.recv()
        except EOFError:
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            _die_with_parent()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            line.close()
            live(shared, life, engines[life.url])
        line.send(pid)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
