"""The changes of a set and of its nested sets, flattened to one list of resources with a path each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.changes.leaves import leaves

STACK = "AWS::CloudFormation::Stack"
# What stands in a change set for values that are not known before it is executed, and that mostly do not change
# (github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/759 and 2113, read 2026-11).
_NOT_KNOWN_YET = ("{{changeSet:KNOWN_AFTER_APPLY}}", "{{IntrinsicFunction:")
Answer = Mapping[str, Any]
# How many differences inside of one property are told one by one.
SHOWN = 8


@dataclass(frozen=True)
class Described:
    """One change set as DescribeChangeSet answers, all pages of it, and those of its nested stacks by logical id.

    ``lost`` holds, by logical id, the resources of nested stacks that go away as a whole, their paths beginning with
    that id: no change set lists them.
    """

    changes: Sequence[Answer]
    nested: Mapping[str, Described] = field(default_factory=dict)
    lost: Mapping[str, Sequence[Change]] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One property that changes. ``before`` and ``after`` are texts as CloudFormation gives them, else None.

    ``certain`` is False when the new value is only known once other resources have changed.
    """

    path: str
    before: str | None = None
    after: str | None = None
    recreates: bool = False
    certain: bool = True


@dataclass(frozen=True)
class Change:
    """What happens to one resource.

    ``path`` leads from the root to it by logical ids (``("Database", "Instance")``); ``action`` is ``add``, ``modify``,
    ``replace``, ``remove`` or ``import``. ``possible`` marks a replacement that depends on values which are not known
    yet, and mostly does not happen. ``kept`` says that the resource itself stays when the stack lets go of it
    (``Retain``) or leaves a ``Snapshot``.
    """

    path: tuple[str, ...]
    type: str
    action: str
    physical_id: str = ""
    possible: bool = False
    kept: str = ""
    differences: tuple[Difference, ...] = ()
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The path as ``--allow`` takes it: ``Database/Instance``."""
        return "/".join(self.path)

    @property
    def ends(self) -> bool:
        """Whether the resource as it is now certainly goes away."""
        return self.action == "remove" or (self.action == "replace" and not self.possible)


def flatten(described: Described, path: tuple[str, ...] = ()) -> list[Change]:
    """Every resource that changes, nested ones behind the stack they stand in.

    A nested stack that merely contains changes is not a change itself. One that CloudFormation touches without any
    change inside does not appear.
    """
    return list(_flatten(described, path))


def _flatten(described: Described, path: tuple[str, ...]) -> Iterator[Change]:
    for entry in described.changes:
        answer = entry.get("ResourceChange") or {}
        change = _change(answer, path)
        if change.type != STACK:
            yield change
            continue
        name = change.path[-1]
        if change.action in ("add", "remove") or (change.action == "replace" and not change.possible):
            yield change
        if name in described.nested:
            yield from _flatten(described.nested[name], change.path)
        for loss in described.lost.get(name, ()):
            whole = "Retain" if change.kept == "Retain" else loss.kept
            yield replace(loss, path=(*path, *loss.path), kept=whole)


def _change(answer: Answer, path: tuple[str, ...]) -> Change:
    details = [detail for detail in answer.get("Details") or () if isinstance(detail, Mapping)]
    before, after = _context(answer.get("BeforeContext")), _context(answer.get("AfterContext"))
    differences = tuple(differing for detail in details for differing in _valued(_difference(detail), before, after))
    action, replacement = str(answer.get("Action", "")).lower(), str(answer.get("Replacement", "False"))
    possible = False
    if action in ("modify", "syncwithactual") and replacement != "False":
        recreating = [difference for difference in differences if difference.recreates]
        possible = replacement == "Conditional" or (
            bool(recreating) and not any(difference.certain for difference in recreating)
        )
        action = "replace"
    policy = str(answer.get("PolicyAction", ""))
    return Change(
        (*path, str(answer.get("LogicalResourceId", "?"))),
        str(answer.get("ResourceType", "?")),
        {"dynamic": "modify", "syncwithactual": "modify"}.get(action, action),
        str(answer.get("PhysicalResourceId", "")),
        possible or action == "dynamic",
        {"Retain": "Retain", "ReplaceAndRetain": "Retain"}.get(policy, "Snapshot" if "Snapshot" in policy else ""),
        differences,
        before,
        after,
    )


def _difference(detail: Answer) -> Difference:
    target = detail.get("Target") or {}
    name, path = target.get("Name", ""), str(target.get("Path", "")).strip("/").replace("/", ".")
    path = path.removeprefix("Properties.") or str(name) or str(target.get("Attribute", ""))
    before, after = target.get("BeforeValue"), target.get("AfterValue")
    # Evaluation Static: the new value is known from the template. Dynamic: from a resource that changes too. A value
    # that comes from another nested stack counts as Static, and only its text tells that it is not known.
    later = isinstance(after, str) and any(mark in after for mark in _NOT_KNOWN_YET)
    certain = detail.get("Evaluation") != "Dynamic" and not later
    recreates = target.get("RequiresRecreation", "Never") != "Never"
    return Difference(path, before, None if later else after, recreates, certain)


def _valued(difference: Difference, before: Answer, after: Answer) -> list[Difference]:
    """Say in detail how a property changes that is merely named, from what the whole resource was and will be."""
    name = difference.path
    told = difference.before is not None or difference.after is not None or not difference.certain
    if told or not (name in before and name in after):
        return [difference]
    differing = leaves(name, before[name], after[name])
    if not 0 < len(differing) <= SHOWN or any(mark in str(will) for _, _, will in differing for mark in _NOT_KNOWN_YET):
        return [difference]
    return [replace(difference, path=path, before=was, after=will) for path, was, will in differing]


def _context(text: Any) -> Mapping[str, Any]:
    """Read BeforeContext or AfterContext: a JSON text with the resource's properties, as far as they are known."""
    try:
        content = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    properties = content.get("Properties", content) if isinstance(content, dict) else {}
    return properties if isinstance(properties, dict) else {}
