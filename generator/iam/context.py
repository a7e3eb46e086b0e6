"""The request context: what each condition key holds, or that it is absent, or that nobody can know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from generator.iam.text import Text, Unknown, read_text


@dataclass(frozen=True)
class Absent:
    """The request has no such key."""


ABSENT: Final = Absent()


@dataclass(frozen=True)
class Perhaps:
    """The request has no such key, or has it with this value: which of both is not known."""

    value: object


Seen = tuple[Text | Unknown, ...]
"""The values of a key, Unknown for one that cannot be seen. An empty tuple counts as an absent key."""


class Context:
    """The keys of a request, whatever case they are written in.

    A key maps to a value, to a list of values (of a multivalued key), to ABSENT, to Perhaps a value, or to Unknown:
    then even its presence is not known. A key that is not listed is unknown; a context that lists all its keys says so
    with ``closed``.
    Source: IAM User Guide, "Condition" (key names are not case-sensitive).
    """

    def __init__(self, values: Mapping[str, object] | None = None, closed: bool = False) -> None:
        self._values = {key.casefold(): value for key, value in (values or {}).items()}
        self._rest: Absent | Unknown = ABSENT if closed else Unknown("not among the known keys of the request")

    def may_be_absent(self, key: str) -> bool:
        """Whether it is open that the request has a key whose value is known."""
        return isinstance(self._values.get(key.casefold()), Perhaps)

    def look(self, key: str) -> Seen | Absent | Unknown:
        """The values of a key, or why there are none. One that may be absent is looked at as if it were not."""
        value = self._values.get(key.casefold(), self._rest)
        value = value.value if isinstance(value, Perhaps) else value
        if isinstance(value, Absent | Unknown):
            return value
        if isinstance(value, list | tuple):
            return tuple(_seen(listed) for listed in value)
        single = _seen(value)
        return single if isinstance(single, Unknown) else (single,)

    def with_defaults(self, values: Mapping[str, object]) -> Context:
        """The same context, with keys added that it does not list yet."""
        context = Context()
        context._values = {key.casefold(): value for key, value in values.items()} | self._values
        context._rest = self._rest
        return context


def as_context(context: Context | Mapping[str, object]) -> Context:
    return context if isinstance(context, Context) else Context(context)


def _seen(value: object) -> Text | Unknown:
    read = read_text(value)
    return Unknown("a value that cannot be seen") if read is None else read
