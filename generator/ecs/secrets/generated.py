"""What a secret that is made up may be made of: its characters, and how many."""

from __future__ import annotations

import string
from dataclasses import dataclass

from generator.ecs.tasks import flag
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Mapping, Resource

_KEY = "GenerateSecretString"
_LENGTH = 32
_SETS = {
    "ExcludeLowercase": string.ascii_lowercase,
    "ExcludeUppercase": string.ascii_uppercase,
    "ExcludeNumbers": string.digits,
    "ExcludePunctuation": string.punctuation,
}


@dataclass(frozen=True)
class Generated:
    """A random text: ``drawn`` from these characters, ``length`` of them."""

    drawn: frozenset[str]
    length: int

    def share_with(self, refused: str) -> float:
        """The share of such texts that hold one of some characters."""
        wrong = self.drawn & set(refused)
        return 1 - (1 - len(wrong) / len(self.drawn)) ** self.length if self.drawn else 0


def generated(secret: Resource) -> Generated | None:
    """What a secret is made of; None when it is not made up, or how is not known.

    Source: Secrets Manager API Reference, GetRandomPassword (32 characters unless told otherwise, punctuation, no
    space); read 2026-11.
    """
    recipe, left_out, size = secret.get(_KEY), secret.get(_KEY, "ExcludeCharacters"), secret.get(_KEY, "PasswordLength")
    flags = {name: flag(secret.get(_KEY, name)) for name in (*_SETS, "IncludeSpace")}
    length = _LENGTH if isinstance(size, Absent) else number(size)
    excluded = "" if isinstance(left_out, Absent) else literal(left_out)
    if not isinstance(recipe, Mapping) or recipe.rest or Truth.UNKNOWN in flags.values():
        return None
    if not length or excluded is None:
        return None
    drawn = {letter for name, letters in _SETS.items() if flags[name] is Truth.NO for letter in letters}
    drawn |= {" "} if flags["IncludeSpace"] is Truth.YES else set()
    return Generated(frozenset(drawn - set(excluded)), length)
