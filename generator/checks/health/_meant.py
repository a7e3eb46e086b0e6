"""What a health check command says that cannot run as it stands: its words as they are meant."""

from __future__ import annotations

from collections.abc import Sequence

from generator.ecs.containers.health_checks import WORDS
from generator.remedy import Words

OPERATORS = ("||", "&&", "|", ";")
_SHELL = frozenset("\"'\\$`*?()<>&~#")
"""What a shell reads as something else than itself."""


def led(words: Sequence[object]) -> Words | None:
    """Words without CMD or CMD-SHELL in front: the one for several words, the other for one text."""
    texts = tuple(each for each in words if isinstance(each, str))
    if len(texts) != len(words) or not texts:
        return None
    slip = texts[0].upper().replace(" ", "-").replace("_", "-")
    if slip in WORDS:
        return Words(texts, (slip, *texts[1:])) if len(texts) > 1 else None
    if len(texts) == 1:
        return Words(texts, ("CMD-SHELL", *texts))
    return None if set(OPERATORS) & set(texts) or " " in texts[0] else Words(texts, ("CMD", *texts))


def shelled(texts: Sequence[str]) -> Words | None:
    """Words behind CMD that need a shell, as one text behind CMD-SHELL."""
    first, *rest = texts
    if len(rest) == 1:
        return Words(tuple(texts), ("CMD-SHELL", *rest))
    # A blank in a word was there for one argument, unless the word is a command of its own: the one behind an operator.
    doubtful = any(
        (" " in word and (at == 0 or rest[at - 1] not in OPERATORS)) or (word not in OPERATORS and _SHELL & set(word))
        for at, word in enumerate(rest)
    )
    return None if doubtful or not first else Words(tuple(texts), ("CMD-SHELL", " ".join(rest)))


def unshelled(texts: Sequence[str]) -> Words | None:
    """Words behind CMD-SHELL that are a program and its arguments."""
    if " " in texts[1]:
        return None
    if set(OPERATORS) & set(texts):
        return shelled(texts)
    return Words(tuple(texts), ("CMD", *texts[1:]))
