"""Engines of RDS, and whether they refuse connections without TLS."""

from __future__ import annotations

from dataclasses import dataclass

from generator.awsdata.load import Fact, Table

Version = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Engine(Fact):
    """An engine, the ``parameter`` that enforces TLS, and its default by version."""

    parameter: str
    off_up_to: str
    on_from: str

    def enforces_tls(self, version: Version) -> bool | None:
        """Tell whether TLS is enforced by default; None where the documentation does not say.

        ``version`` has to be written out as far as ``comparable`` asks for.
        """
        off, on = _numbers(self.off_up_to), _numbers(self.on_from)
        least = version[: len(off)]
        return True if least >= on else False if least <= off else None

    def comparable(self, version: Version) -> bool:
        """Tell whether a version is written far enough to be compared."""
        return len(version) >= len(_numbers(self.off_up_to))


_ENGINES = Table("databases.yaml", "engines", Engine)
TABLES = (_ENGINES,)


def engine(name: str) -> Engine | None:
    """Look an engine up by the name that RDS has for it; None when it is not on record."""
    return _ENGINES.entries.get(name)


def _numbers(version: str) -> Version:
    return tuple(int(number) for number in version.split("."))
