"""Logical ids for what was read, and references between it in the place of ids, so that the graph connects it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from generator.live.facts import Facts
from generator.live.made import NAMED, Made

_WORD = re.compile(r"[A-Za-z0-9]+")
_UNIQUE = re.compile(
    r"^(arn:|[a-z]+-[0-9a-f]{8,}$|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|/|[\w-]+\.[\w.-]+\.[\w.-]+$)"
)
"""What means the same wherever it stands: ARNs, ids, paths, names of hosts."""
LONGEST = 200


def logical_ids(made: Sequence[Made], called: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Choose a logical id for each, by type and id: what its stack calls it, or its name and kind.

    Where that is the same for two, the service that the kind is of, and then a digest of the id, tell them apart.
    """
    wanted: dict[tuple[str, str], str] = {}
    for each in made:
        stack = called.get((each.type, each.id))
        wanted[(each.type, each.id)] = stack.replace("/", "") if stack else _from_name(each)
    wanted = _apart(wanted, lambda key, name: name + key[0].split("::")[1])
    return _apart(wanted, lambda key, name: name + hashlib.sha256(key[1].encode()).hexdigest()[:8])


def _apart(
    wanted: Mapping[tuple[str, str], str], other: Callable[[tuple[str, str], str], str]
) -> dict[tuple[str, str], str]:
    counted = Counter(wanted.values())
    return {key: name if counted[name] == 1 else other(key, name) for key, name in wanted.items()}


def _from_name(each: Made) -> str:
    kind = each.type.rpartition("::")[2]
    name = camel(each.name or each.id)[:LONGEST]
    return name if name.lower().endswith(kind.lower()) else name + kind


def camel(text: str) -> str:
    """Make one alphanumeric word of a name or id."""
    return "".join(word[:1].upper() + word[1:] for word in _WORD.findall(text)) or "Unnamed"


def linked(made: Iterable[Made], names: Mapping[tuple[str, str], str], facts: Facts) -> dict[str, Any]:
    """Make the template's Resources: ids of what was read become references to it."""
    known = list(made)
    links = _Links(known, names, facts)
    resources: dict[str, Any] = {}
    for each in sorted(known, key=lambda one: names[(one.type, one.id)]):
        logical = names[(each.type, each.id)]
        resource: dict[str, Any] = {"Type": each.type}
        if each.id != logical:
            resource["Metadata"] = {"live": each.id, **each.metadata}
        resource["Properties"] = links.value(each.properties, logical)
        resources[logical] = resource
    return resources


class _Links:
    def __init__(self, made: Iterable[Made], names: Mapping[tuple[str, str], str], facts: Facts) -> None:
        self.exact: dict[str, tuple[str, str]] = {}
        self.named: dict[tuple[str, str], tuple[str, str]] = {}
        self.facts = facts
        for each in made:
            logical = names[(each.type, each.id)]
            for text, attribute in each.gives.items():
                if not text:
                    continue
                self.named.setdefault((each.type, text), (logical, attribute))
                if _UNIQUE.match(text):
                    self.exact.setdefault(text, (logical, attribute))
        inside = [text for text in self.exact if text.startswith("arn:") or "." in text]
        found = "|".join(map(re.escape, sorted(inside, key=len, reverse=True)))
        account = re.escape(facts.account) if re.fullmatch(r"\d{12}", facts.account) else "(?!)"
        region = rf"(?<!\w){re.escape(facts.region)}(?!\w)" if facts.region else "(?!)"
        self.pattern = re.compile(
            rf"(?P<id>(?<![\w.-])(?:{found or '(?!)'})(?![\w/-]))|(?P<account>(?<!\d){account}(?!\d))"
            rf"|(?P<region>{region})"
            rf"|(?P<partition>(?<![\w:])arn:{re.escape(facts.partition)}(?=:(?!iam::aws:)))"
        )

    def value(self, value: Any, own: str) -> Any:
        match value:
            case Mapping() if NAMED in value:
                kind, name = value[NAMED]
                link = self.named.get((kind, name))
                return _reference(*link) if link else self.value(name, own)
            case Mapping():
                return {str(key): self.value(each, own) for key, each in value.items()}
            case list() | tuple():
                return [self.value(each, own) for each in value]
            case str():
                return self._text(value, own)
            case bool() | int() | float():
                return value
        return str(value)  # a time, a decimal

    def _text(self, text: str, own: str) -> Any:
        link = self.exact.get(text)
        if link and link[0] != own:
            return _reference(*link)
        if not self.pattern.search(text):
            return text
        made, at = "", 0
        for match in self.pattern.finditer(text):
            made += text[at : match.start()].replace("${", "${!")
            made += self._piece(match, own)
            at = match.end()
        made += text[at:].replace("${", "${!")
        return {"Fn::Sub": made} if made != text else text

    def _piece(self, match: re.Match[str], own: str) -> str:
        if match["account"]:
            return "${AWS::AccountId}"
        if match["region"]:
            return "${AWS::Region}"
        if match["partition"]:
            return "arn:${AWS::Partition}"
        logical, attribute = self.exact[match["id"]]
        if logical == own:
            return match["id"]
        return f"${{{logical}}}" if attribute == "Ref" else f"${{{logical}.{attribute}}}"


def _reference(logical: str, attribute: str) -> dict[str, Any]:
    return {"Ref": logical} if attribute == "Ref" else {"Fn::GetAtt": [logical, attribute]}
