"""Domain names as values: which lie within which, as far as they are written out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from generator.awsdata.regions import domain_of, regions
from generator.ecs.texts import whole
from generator.logic import Truth, every
from generator.stack import Literal, Pseudo, Text, Value

_SOME, _REGION = "\ue020", "\ue021"
_OPEN = "\ue022"
ANYTHING = "*"
"""What stands for one label that is not known, where a name is written by us; in a list of DNS Firewall, for all."""


@dataclass(frozen=True)
class Domain:
    """A domain name: its labels from the last one on, so that ``example.com`` is ``("com", "example")``."""

    labels: tuple[str, ...]
    open: bool = False
    """Whether more labels, which are not known, stand before these."""
    wildcard: bool = False
    """Whether ``*`` stands before these: every name below them, and not they themselves."""

    @property
    def depth(self) -> int:
        """How specific it is, in labels."""
        return len(self.labels)


def domain(value: Value, region: str = "") -> Domain:
    """Read a domain name off a value; ``region`` is what AWS::Region is, where that is known."""
    pieces = value.parts if isinstance(value, Text) else (value,)
    text = "".join(_text(piece, region) for piece in pieces).strip().rstrip(".").lower()
    if _OPEN in text:
        _, dot, text = text.rpartition(_OPEN)[2].partition(".")
        return Domain(_labels(text) if dot else (), open=True)
    if text == ANYTHING or text.startswith("*."):
        return Domain(_labels(text[2:]), wildcard=True)
    return Domain(_labels(text))


def host(name: str, region: str) -> Domain:
    """Make a name that tasks ask for of ``{region}``, the ``{domain}`` of its partition, and ``*``: any one label."""
    labels = _labels(name.format(region=region or _REGION, domain=domain_of(region) or "amazonaws.com"))
    return Domain(tuple(_SOME if label == ANYTHING else label for label in labels))


def below(zone: Domain, label: str) -> Domain:
    """The name that stands below a zone, after a label or several; of a text with marks, what is written out."""
    labels = label.lower().split(".")
    written = list(takewhile(whole, reversed(labels)))
    if zone.open:
        return zone
    return Domain((*zone.labels, *written), open=len(written) < len(labels))


def within(name: Domain, zone: Domain) -> Truth:
    """Tell whether a name is a zone's own, or lies below it."""
    verdict = every(map(_same_label, zone.labels, name.labels))
    if verdict is Truth.NO:
        return Truth.NO
    if zone.depth > name.depth or (zone.open and zone.depth == name.depth):
        return Truth.UNKNOWN if name.open else Truth.NO
    return Truth.UNKNOWN if zone.open else verdict


def matches(name: Domain, entry: Domain) -> Truth:
    """Tell whether a record, or an entry in a list of DNS Firewall, is for a name: it is the same, or a wildcard.

    Source: Route 53 Developer Guide, "DNS Firewall domain lists" and "Using an asterisk in names"; read 2026-11.
    """
    verdict = within(name, Domain(entry.labels, entry.open))
    if verdict is Truth.NO or name.open:
        return verdict
    if entry.wildcard:
        return verdict if name.depth > entry.depth else Truth.NO
    return verdict if entry.open or name.depth == entry.depth else Truth.NO


def equal(first: Domain, second: Domain) -> bool:
    """Tell whether two domains are certainly the same."""
    return first == second and not first.open and _SOME not in first.labels


def _labels(text: str) -> tuple[str, ...]:
    labels = reversed(text.split(".")) if text else ()
    return tuple(_SOME if _SOME in label or (_REGION in label and label != _REGION) else label for label in labels)


def _text(piece: Value, region: str) -> str:
    if isinstance(piece, Literal):
        return piece.text
    if isinstance(piece, Pseudo):
        # The names are judged for the partition aws, as everything is that no template tells otherwise.
        known = {"AWS::Region": region or _REGION, "AWS::AccountId": _SOME, "AWS::URLSuffix": "amazonaws.com"}
        return known.get(piece.name, _OPEN)
    return _OPEN


def _same_label(first: str, second: str) -> Truth:
    if first == second and first != _SOME:
        return Truth.YES
    if _SOME in (first, second):
        return Truth.UNKNOWN
    if _REGION in (first, second):
        other = second if first == _REGION else first
        return Truth.UNKNOWN if other in regions() else Truth.NO
    return Truth.NO
