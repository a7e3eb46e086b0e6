"""What messages mean: each with the entry of the catalogue that explains it, and the words that stand as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue import Entry, find
from generator.catalogue.cli_command import command
from generator.diagnosis.messages import Message

MOST = 3
"""Messages that stand as evidence beside one cause."""
LONGEST = 400
"""Characters of a message; of a longer one, such as a log, only the part is quoted that tells the cause."""
OF_A_LOG = 240
"""Characters that are quoted of a log: what follows there is another matter."""


@dataclass(frozen=True)
class Reading:
    """One message, and the entry of the catalogue that explains it."""

    message: Message
    entry: Entry
    region: str = ""
    quote: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What one cause is made of: the same, said of the same resource."""
        return self.entry.id, self.message.task, self.message.resource


def readings_of(said: Iterable[Message]) -> Iterator[Reading]:
    """The best entry for each message, and further ones that say why rather than that."""
    for message in said:
        found = find(message.text)
        for number, match in enumerate(found):
            if number == 0 or not match.entry.yields:
                yield Reading(message, match.entry, match.region, match.quote)


def evidence_of(readings: Iterable[Reading]) -> tuple[str, ...]:
    lines = []
    for reading in readings:
        message = reading.message
        text = " ".join(message.text.split())
        often = f" ({message.times} times)" if message.times > 1 else ""
        told = text if len(text) <= LONGEST else reading.quote
        lines.append(f"{message.said_by}{often}: {told[:OF_A_LOG] if message.lines else told}")
    return tuple(dict.fromkeys(lines))[:MOST]


def looked_up_by(reading: Reading | None, region: str) -> str:
    """The command that shows it in the account."""
    if reading is None or not reading.entry.checks:
        return ""
    text = command(reading.entry.checks[0])
    text = filled(text, reading)
    region = reading.region or region
    return text + (f" --region {region}" if region else "")


def filled(text: str, reading: Reading) -> str:
    """What an entry leaves open, with the names that are known here."""
    for name, value in reading.message.names:
        text = text.replace(f"<{name}>", value)
    return text
