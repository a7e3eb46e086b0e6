"""What cannot be created during an update, because what it takes the place of is still there.

CloudFormation creates what replaces a resource, and whatever is new, before it deletes anything: what goes away goes in
the cleanup after the update ("Monitor the progress of a stack update", CloudFormation User Guide; "Why is my stack
stuck in UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", re:Post, which tells that nested stacks wait for their siblings; read
2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.awsdata.resources import resource_type
from generator.changes.change import Change

_ANOTHER_OF_ITS_NAME = ("AWS::ECS::TaskDefinition", "AWS::IAM::Policy")
"""Types of which a second one of the same name is made: a new revision, or the same policy once more."""


@dataclass(frozen=True)
class Taken:
    """A resource that cannot be created, what stands in its place, and what they share."""

    change: Change
    by: Change
    shares: tuple[str, ...]

    @property
    def retyped(self) -> bool:
        """Whether what stands in its place is the same logical id, of another type."""
        return self.by is not self.change and self.by.path == self.change.path

    @property
    def what(self) -> str:
        """What happens, in a sentence."""
        if self.retyped:
            return f"cannot become {self.change.type}: CloudFormation refuses another type for a logical id"
        shared = " and ".join(self.shares)
        if self.by is self.change:
            return (
                f"cannot be replaced: the new one has the {shared} of the old one, which is deleted only after it is "
                "created; CloudFormation refuses that, and rolls the update back"
            )
        return (
            f"cannot be created: {self.by.name} still has its {shared}, and is deleted only after the rest of the "
            "update; AWS refuses a second one, and the update is rolled back"
        )

    @property
    def hint(self) -> str:
        """What to do instead."""
        if self.retyped:
            return "give the new resource a logical id of its own"
        if self.by is self.change:
            return f"give it another {self.shares[-1]}, or leave as it was what forces the replacement"
        return f"keep the logical id {self.by.path[-1]}, or give it up in one deployment and create this in the next"


def taken(changes: Iterable[Change]) -> list[Taken]:
    """What an update certainly fails on because two would be there at once that cannot."""
    listed = list(changes)
    created = [change for change in listed if not change.possible and change.action in ("add", "replace")]
    going = [change for change in listed if not change.possible and change.action in ("remove", "replace")]
    by_place: dict[tuple[object, ...], Change] = {}
    for change in going:
        if place := _place(change.type, change.before):
            by_place.setdefault(tuple(place), change)
    removed = {change.path: change for change in going if change.action == "remove"}
    retyped = [Taken(change, removed[change.path], ()) for change in created if change.path in removed]
    return [*retyped, *_taken(created, by_place)]


def _taken(created: Iterable[Change], by_place: Mapping[tuple[object, ...], Change]) -> Iterator[Taken]:
    for change in created:
        place = _place(change.type, change.after)
        holder = by_place.get(tuple(place)) if place else None
        if holder is not None and (holder is change or holder.path != change.path):
            known = resource_type(change.type)
            yield Taken(change, holder, tuple(name for name in known.alone or (known.name,) if name in change.after))


def _place(kind: str, properties: Mapping[str, Any]) -> list[object]:
    """What no other resource of the type can have at the same time; empty where nothing is certain of it."""
    known = resource_type(kind)
    names = known.alone or ((known.name,) if known.name else ())
    if kind in _ANOTHER_OF_ITS_NAME or (known.name and known.name not in properties):
        return []
    if any(str(properties.get(name, "")).lower() != value.lower() for name, value in known.alone_where.items()):
        return []
    values = [str(properties.get(name, "")) for name in names]
    return [kind, *values] if any(values) else []
