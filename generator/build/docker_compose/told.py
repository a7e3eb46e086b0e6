"""What became of each place of a compose file, and a service of app.yaml as it grows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What became of one place of the file: ``+`` carried over, ``-`` not, ``!`` carried over and to be looked at."""

    path: Path_
    sign: str
    words: str

    def __str__(self) -> str:
        return f"{self.sign} {'.'.join(self.path)}: {self.words}"


@dataclass
class Made:
    """A service of app.yaml as it grows."""

    key: str
    settings: dict[str, Any] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def say(self, sign: str, words: str, *path: str) -> None:
        """Say what became of a place below the service."""
        self.told.append(Told(("services", self.key, *path), sign, words))
