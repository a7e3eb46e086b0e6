"""Judge ``changes`` by change sets and events that localstack recorded of AWS: what was foretold, and what happened.

Of each resource: the action that we read out of the change set against what its events say became of it, and the
properties that we say differ against what AWS's own contexts before and after hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.changes.change import Change, Described, flatten
from generator.changes.completed import completed
from generator.changes.leaves import leaves
from tests.judges.compared import Compared, compare, not_applicable
from tests.judges.snapshots import CREATED, EVENTS, PLAIN, UPDATED, Answer, Recorded, entries, happened, recordings


def judge(folder: Path) -> Iterator[Compared]:
    """Every resource of every recorded change set."""
    for recorded in recordings(folder):
        described = [(name, answer) for name, answer in recorded.answers.items() if _is_set(answer)]
        if not described:
            yield not_applicable(recorded.name, "records no change set")
        for name, answer in described:
            yield from _set(recorded, name, answer)


def _is_set(answer: object) -> bool:
    return isinstance(answer, dict) and isinstance(answer.get("Changes"), list) and "ChangeSetName" in answer


def _set(recorded: Recorded, name: str, answer: Answer) -> Iterator[Compared]:
    plain = recorded.answers.get(PLAIN) if name == UPDATED else None
    told = entries(answer)
    if plain:
        told = list(completed(told, entries(plain)))
    changes = {change.path[-1]: change for change in flatten(Described(told))}
    events = recorded.answers.get(EVENTS)
    where = f"{recorded.name}, {name}"
    if name == CREATED:
        added = sorted(change for change in changes if changes[change].action == "add")
        yield compare(
            f"{where}: creation", sorted(entry["ResourceChange"]["LogicalResourceId"] for entry in told), added
        )
        return
    if name == UPDATED and isinstance(events, dict):
        for resource, about in events.items():
            if resource != "Stack" and not resource.startswith("<stack") and isinstance(about, list):
                yield _foretold(f"{where}: {resource}", changes.get(resource), happened(about))
    for change in changes.values():
        if change.before and change.after and change.action in ("modify", "replace"):
            yield _differences(f"{where}: {change.name}, properties", change)


def _foretold(name: str, change: Change | None, fact: str) -> Compared:
    if change is None:
        return compare(name, fact, "", "no change is told")
    if change.action in ("add", "remove"):
        return compare(name, "" if fact in ("", "modify") else fact, "", f"told {change.action}")
    if fact and change.possible:
        return compare(name, fact, fact if fact == "modify" else None, "a replacement is only possible")
    if not fact:
        sure = any(difference.certain for difference in change.differences)
        return compare(name, fact, change.action if sure else None, f"told {change.action}, which did not happen")
    return compare(name, fact, change.action)


def _differences(name: str, change: Change) -> Compared:
    """The properties that differ, each by its path, as far as both sides are known."""
    names = {**change.before, **change.after}
    theirs = {
        path: (was, will)
        for key in names
        for path, was, will in leaves(key, change.before.get(key), change.after.get(key))
    }
    ours = {each.path: (each.before, each.after) for each in change.differences if each.path.split(".")[0] in names}
    sure = {each.path for each in change.differences if each.certain}
    missing = [path for path in theirs if not any(_within(path, told) for told in ours)]
    wrong = [path for path in sure & ours.keys() & theirs.keys() if ours[path] != theirs[path]]
    extra = [path for path in sure if path in names and not any(_within(other, path) for other in theirs)]
    if not (missing or wrong or extra):
        return compare(name, "", "" if sure or not theirs else None, "every new value is known only later")
    about = {path: (theirs.get(path), ours.get(path)) for path in [*missing, *wrong, *extra]}
    return compare(name, "the same differences", f"missing {missing}, wrong {wrong}, extra {extra}", str(about))


def _within(path: str, told: str) -> bool:
    return path == told or path.startswith(f"{told}.") or told.startswith(f"{path}.")
