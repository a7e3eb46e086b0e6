"""Words of shells and of programs that RUN instructions and health checks use."""

from __future__ import annotations

from functools import cache

from generator.awsdata.load import Table, Words

_WORDS = Table("commands.yaml", "words", Words)
TABLES = (_WORDS,)


@cache
def builtins() -> frozenset[str]:
    """Commands that every POSIX shell has built in."""
    return frozenset(_WORDS.entries["builtins"].words)


@cache
def quiet() -> frozenset[str]:
    """Commands that put no program into PATH by themselves."""
    return frozenset(_WORDS.entries["quiet"].words)


@cache
def busybox_wget_refuses() -> frozenset[str]:
    """Long options of GNU wget that make BusyBox's give up at once."""
    return frozenset(_WORDS.entries["busybox_wget_refuses"].words)
