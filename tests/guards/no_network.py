"""Refuses the network to the Python process that installs it.

An audit hook sees every socket, also those made in C, and cannot be taken out again. What it raises is no Exception, so
no error boundary of the code under test can swallow it. Sockets between processes of this machine (AF_UNIX) are free.

Not reached: processes that are not Python, and Python processes started with -I, -E or without our PYTHONPATH.
"""

import sys

LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
USES = frozenset({"socket.__new__", "socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"})


class NetworkRefused(BaseException):
    """The code under test tried to open a network socket or to look up a host."""


def install() -> None:
    """Refuse from now on, until the process ends."""
    sys.addaudithook(_refuse)


def _refuse(event: str, details: tuple[object, ...]) -> None:
    if event in LOOKUPS or (event in USES and _is_internet(event, details)):
        raise NetworkRefused(f"a test must not use the network: {event}{details[1:]}")


def _is_internet(event: str, details: tuple[object, ...]) -> bool:
    import _socket  # noqa: PLC0415 - loaded by now; importing it at the top would slow every process down

    family = details[1] if event == "socket.__new__" else getattr(details[0], "family", None)
    return family in (_socket.AF_INET, _socket.AF_INET6)
