"""What an update does to each resource, as a change set would tell it, from the templates alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.awsdata.resources import resource_type
from generator.changes.change import STACK, Change, Difference
from generator.changes.loss import deletion_policy
from generator.comparison.plain import certain, differing, plain, references, text
from generator.comparison.replacement import recreation
from generator.logic import Truth
from generator.stack import Graph, Reference, Resource


@dataclass
class _Both:
    """A resource that is there before and after, and what of it is another then."""

    old: Resource
    new: Resource
    own: tuple[Difference, ...]
    drawn: tuple[Difference, ...] = ()
    """What changes because another resource is replaced."""
    references: tuple[tuple[str, Reference], ...] = field(default=())

    @property
    def differences(self) -> tuple[Difference, ...]:
        return (*self.own, *self.drawn)

    @property
    def replaced(self) -> bool:
        return any(difference.recreates for difference in self.differences)

    @property
    def surely(self) -> bool:
        """Whether it is certainly replaced."""
        always = (each for each in self.differences if each.recreates and each.certain)
        return any(recreation(self.new.type, each.path) == "always" for each in always)


def changes(old: Graph | None, new: Graph | None) -> list[Change]:
    """Every resource that an update from one set of templates to another adds, changes or removes.

    A resource that takes the id of one that is replaced changes with it. What conditions and parameters leave open is
    ``possible`` or not certain.
    """
    before, after = _existing(old), _existing(new)
    both = {path: _compared(before[path], after[path]) for path in before if _is_same(before, after, path)}
    _draw(both)
    surely = {path for path, each in both.items() if each.surely}
    made: list[Change] = []
    for path in dict.fromkeys((*before, *after)):
        if path in both:
            made += _changed(both[path], surely, after)
            continue
        if path in before:
            made.append(_whole(before[path], "remove", _kept(before[path], "DeletionPolicy"), before))
        if path in after:
            made.append(_whole(after[path], "add", "", after))
    return made


def _existing(graph: Graph | None) -> dict[str, Resource]:
    return {each.path: each for each in graph.resources if each.exists is not Truth.NO} if graph else {}


def _is_same(before: Mapping[str, Resource], after: Mapping[str, Resource], path: str) -> bool:
    return path in after and before[path].type == after[path].type


def _compared(old: Resource, new: Resource) -> _Both:
    found = []
    for path, was, is_ in differing("", old.get(), new.get()):
        again = recreation(new.type, path) != "never"
        found.append(Difference(path, text(was), text(is_), again, certain(was, is_)))
    for name in ("DeletionPolicy", "UpdateReplacePolicy"):
        was_, will = (str(each.body.get(name, "")) or None for each in (old, new))
        if was_ != will:
            found.append(Difference(name, was_, will))
    return _Both(old, new, tuple(found), references=tuple(references("", new.get())))


def _draw(both: Mapping[str, _Both]) -> None:
    """Follow certain replacements to whatever takes the ids of what is replaced, until nothing is added."""
    replaced: set[str] = set()
    while True:
        found = {path for path, each in both.items() if each.surely}
        if found == replaced:
            return
        replaced = found
        for each in both.values():
            told = {difference.path for difference in each.own}
            each.drawn = tuple(
                Difference(
                    path,
                    recreates=recreation(each.new.type, path) != "never",
                    certain=_is_new(both[reference.resource].new, reference.attribute),
                )
                for path, reference in dict(each.references).items()
                if reference.resource in replaced and path not in told and not _stays(both, reference)
            )


def _is_new(resource: Resource, attribute: str) -> bool:
    """Whether an attribute of a resource that is made anew is certainly another."""
    known = resource_type(resource.type)
    if attribute == "Ref":
        return known.ref in ("id", "arn", "url")
    return attribute in known.same_as_ref or bool(known.arn and known.arn.attribute == attribute)


def _stays(both: Mapping[str, _Both], reference: Reference) -> bool:
    """Whether an attribute repeats a property, which stays as it is."""
    resource = both[reference.resource]
    known = resource_type(resource.new.type)
    name = known.repeated if reference.attribute == "Ref" else known.echoes.get(reference.attribute, "")
    if not name:
        return False
    will = resource.new.get(name)
    return plain(will) is not None and will == resource.old.get(name)


def _changed(each: _Both, surely: set[str], after: Mapping[str, Resource]) -> Iterator[Change]:
    nested = each.new.type == STACK and any(path.startswith(f"{each.new.path}/") for path in after)
    perhaps = Truth.UNKNOWN in (each.old.exists, each.new.exists) and each.old.exists is not each.new.exists
    if nested or not (each.differences or perhaps):
        return
    action = "replace" if each.replaced else "modify"
    yield Change(
        tuple(each.new.path.split("/")),
        each.new.type,
        action,
        possible=(each.replaced and not each.surely) or perhaps,
        kept=_kept(each.new, "UpdateReplacePolicy") if each.replaced else "",
        differences=each.differences,
        before=plain(each.old.get()) or {},
        after=plain(each.new.get(), surely) or {},
    )


def _whole(resource: Resource, action: str, kept: str, among: Mapping[str, Resource]) -> Change:
    above = resource.path.split("/")[:-1]
    stacks = [among[path] for place in range(len(above)) if (path := "/".join(above[: place + 1])) in among]
    retained = action == "remove" and any(_kept(stack, "DeletionPolicy") == "Retain" for stack in stacks)
    content = plain(resource.get()) or {}
    return Change(
        tuple(resource.path.split("/")),
        resource.type,
        action,
        possible=resource.exists is Truth.UNKNOWN,
        kept="Retain" if retained else kept,
        before=content if action == "remove" else {},
        after=content if action == "add" else {},
    )


def _kept(resource: Resource, policy: str) -> str:
    """What is kept of a resource that its stack lets go of: ``Retain``, ``Snapshot``, or nothing."""
    if policy == "DeletionPolicy":
        word = deletion_policy(resource.type, resource.body)
    else:
        word = str(resource.body.get(policy, "Delete"))
    return word if word in ("Retain", "Snapshot") else ""
