"""The words of a plan that a terminal and a pull request share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from generator.changes.change import Change
from generator.changes.interruption import Interruption
from generator.changes.loss import Loss
from generator.changes.notices import Notice
from generator.changes.plan import Plan
from generator.changes.providers import ProviderInUse

# A replacement that keeps the old one as it is: every change of a task definition is a new revision.
REVISED = {"AWS::ECS::TaskDefinition": "new revision"}


def summary(changes: Sequence[Change]) -> str:
    """Count what happens, in a sentence without its end."""
    counts = Counter(word(change) for change in changes)
    order = ("add", "modify", "new revision", "replace", "possibly replace", "remove", "import")
    said = [_counted(counts[kind], kind) for kind in order if counts[kind]]
    return ", ".join(said) or "nothing to change"


def _counted(count: int, kind: str) -> str:
    if kind == "new revision":
        return f"{count} {kind}{'' if count == 1 else 's'}"
    return f"{count} to {kind}"


def word(change: Change) -> str:
    """Say in a word what happens to a resource."""
    if change.action != "replace":
        return change.action
    return REVISED.get(change.type, "possibly replace" if change.possible else "replace")


def short(before: str | None, after: str | None, room: int) -> tuple[str, str]:
    """Write two values in so much room each: where both begin alike and do not fit, from where they differ."""
    texts = ["(none)" if value is None else " ".join(value.split()) for value in (before, after)]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    longest = max(map(len, texts))
    start = texts[0].rfind("/", 0, same) + 1
    if longest - start + 3 > room:
        tag = texts[0].rfind(":", 0, same) + 1
        start = tag if tag > start and longest - tag + 3 <= room else max(start, same - room // 3)
    if longest > room and start > 3:
        texts = [f"...{text[start:]}" for text in texts]
    first, second = (text if len(text) <= room else f"{text[: room - 3]}..." for text in texts)
    return first, second


def about(notice: Notice) -> str:
    """One sentence of CloudFormation, with what it is about."""
    return f"{notice.path}: {notice.what}" if notice.path else notice.what


def what_is_lost(loss: Loss) -> str:
    """Say what becomes of what a resource holds."""
    if loss.stays:
        return f"{loss.what} is generated anew, and what was set from the old one keeps that"
    if loss.change.kept == "Retain":
        return f"it stays, outside of the stack, with {loss.what}"
    return f"{loss.what}: a snapshot is left" if loss.change.kept == "Snapshot" else f"{loss.what} would be lost"


def opens(plan: Plan) -> list[tuple[str, str]]:
    """What lets in or allows more than before, by resource."""
    widened = [(each.change.name, each.what) for each in plan.widenings]
    return [*widened, *((each.path, each.what) for each in plan.openings)]


def interruption_hint(each: Interruption) -> str:
    """What to do about it, and the word that allows it."""
    return f"{each.hint}; to do it all the same: --allow-interruption" if each.refused else each.hint


def provider_warning(held: ProviderInUse) -> str:
    """Say why the cluster cannot give up the capacity provider in this deployment."""
    services = ", ".join(service.name for service in held.services)
    return (
        f"the cluster gives up the capacity provider {held.provider} before the tasks of {services} have left it; "
        "ECS refuses to remove a provider that tasks use, and the deployment would be rolled back"
    )


def provider_hint(held: ProviderInUse) -> str:
    """Say how the services leave the provider in one deployment, and the cluster in the next."""
    return (
        f"add {held.provider} to cluster.capacity_providers in app.yaml, build again and deploy that; "
        "remove it in the deployment after"
    )
