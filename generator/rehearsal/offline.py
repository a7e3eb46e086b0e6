"""The process of the local AWS reaches this machine's loopback and nothing else."""

from __future__ import annotations

import os
import sys

LOOPBACK = "127.0.0.1"
_ADDRESSED = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
_NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_PROGRAMS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"}


class OutOfReach(PermissionError):
    """The local AWS wanted to reach something outside this process."""


def stay_offline() -> None:
    """Refuse every connection, name look-up and program from here on. Nothing in the process can undo it."""
    for name in [name for name in os.environ if name.upper().startswith("AWS_")]:
        del os.environ[name]
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _ADDRESSED:
        address = arguments[1]
        if address is not None and not (isinstance(address, tuple) and address[0] in (LOOPBACK, "localhost")):
            raise OutOfReach(f"{event} {address!r}: the local AWS stays on {LOOPBACK}")
    elif event in _NAMED:
        if arguments[0] not in (LOOPBACK, "localhost", None, ""):
            raise OutOfReach(f"{event} {arguments[0]!r}: the local AWS asks no name server")
    elif event in _PROGRAMS:
        raise OutOfReach(f"{event}: the local AWS starts no program")
