"""The plan of a deployment as people read it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from generator.changes.change import STACK, Change, Difference
from generator.changes.interruption import Interruption
from generator.changes.loss import Loss
from generator.changes.notices import Notice
from generator.changes.plan import Plan
from generator.changes.providers import ProviderInUse
from generator.report.style import Style

# How many resources that are new, or gone, are named one by one for a nested stack.
NAMED = 6
_SIGNS = {"add": "+", "modify": "~", "replace": "±", "remove": "-", "import": "<"}
# A replacement that keeps the old one as it is: every change of a task definition is a new revision.
REVISED = {"AWS::ECS::TaskDefinition": "new revision"}


def plan_text(plan: Plan, style: Style) -> str:
    """Write the plan: changes by nested stack, then what restarts, what opens, and what would be lost."""
    return "".join(f"{line}\n" for line in _lines(plan, style))


def _lines(plan: Plan, style: Style) -> Iterator[str]:
    yield ""
    yield f"  {style.bold(plan.stack)}  {plan.kind} in {plan.region}, account {plan.account}"
    yield ""
    groups: dict[str, list[Change]] = {}
    for change in plan.changes:
        own = change.type == STACK and change.action != "modify"
        groups.setdefault("/".join(change.path if own else change.path[:-1]), []).append(change)
    for name, changes in groups.items():
        yield from _group(name, changes, style)
    yield f"  {summary(plan.changes)}"
    for service in plan.restarts:
        yield f"  {style.yellow('restarts')}  {service.name}: its tasks are replaced in one deployment"
    for outage in plan.outages:
        yield f"  {style.yellow('stops')}     {outage.change.name}: {outage.what}"
    for name, what in opens(plan):
        yield f"  {style.yellow('opens')}     {name}: {what}"
    for held in plan.providers_in_use:
        yield f"  {style.yellow('warning')}   {held.cluster.name}: {provider_warning(held)}"
        yield f"            {provider_hint(held)}"
    for stuck in plan.taken:
        yield f"  {style.yellow('warning')}   {stuck.change.name} {stuck.what}"
        yield f"            {stuck.hint}"
    for notice in plan.notices:
        word = style.yellow("warning") if notice.warns else style.dim("hook   ")
        yield f"  {word}   {about(notice)}"
    for loss in plan.losses:
        word = style.yellow("allowed") if loss.allowed else style.red("refused")
        yield f"  {word}   {loss.change.name} {_ending(loss)}: {what_is_lost(loss)}"
    for loss in plan.unallowed:
        yield f"            to do it all the same: --allow {loss.change.name}"
    for each in plan.interruptions:
        word = style.red("refused") if each.refused else style.yellow("allowed" if each.allowed else "warning")
        yield f"  {word}   {each.what}"
        yield f"            {interruption_hint(each)}"
    if plan.monthly:
        yield f"  {style.bold('costs')}     {plan.monthly.what}"
    for fault in plan.faults:
        yield f"  {style.red('refused')}   {fault.what}"
        yield f"            {fault.hint}"
    yield ""


def opens(plan: Plan) -> list[tuple[str, str]]:
    """What lets in or allows more than before, by resource."""
    widened = [(each.change.name, each.what) for each in plan.widenings]
    return [*widened, *((each.path, each.what) for each in plan.openings)]


def interruption_hint(each: Interruption) -> str:
    """What to do about it, and the word that allows it."""
    return f"{each.hint}; to do it all the same: --allow-interruption" if each.refused else each.hint


def about(notice: Notice) -> str:
    """One sentence of CloudFormation, with what it is about."""
    return f"{notice.path}: {notice.what}" if notice.path else notice.what


def _group(name: str, changes: Sequence[Change], style: Style) -> Iterator[str]:
    whole = next((change for change in changes if change.type == STACK and change.name == name), None)
    inside = [change for change in changes if change is not whole]
    verb = (
        {"add": "new stack", "remove": "stack is removed", "replace": "stack is replaced"}.get(whole.action, "")
        if whole
        else ""
    )
    yield f"  {style.bold(name or '(root)')}{f'  {style.dim(verb)}' if verb else ''}"
    for action in ("replace", "modify", "import", "add", "remove"):
        alike = [change for change in inside if change.action == action]
        if action in ("add", "remove") and len(alike) > NAMED:
            types = Counter(change.type.removeprefix("AWS::") for change in alike)
            names = ", ".join(f"{count} {type_}" if count > 1 else type_ for type_, count in sorted(types.items()))
            yield from _wrapped(f"    {_sign(action, style)} {len(alike)} resources: ", names, style)
            continue
        for change in alike:
            yield from _change(change, style)
    yield ""


def _change(change: Change, style: Style) -> Iterator[str]:
    word = REVISED.get(change.type, "replaced") if change.action == "replace" else ""
    if change.possible and change.action == "replace":
        word = "replaced only if a value that is not known yet changes, which it mostly does not"
    type_ = style.dim(change.type.removeprefix("AWS::"))
    painted = style.red(word) if word == "replaced" else word
    yield f"    {_sign(change.action, style)} {change.path[-1]}  {type_}{f'  {painted}' if word else ''}"
    for difference in change.differences:
        yield f"        {difference_line(difference, style)}"


def difference_line(difference: Difference, style: Style) -> str:
    """Write one property with what it was and will be, as far as that is known."""
    arrow = "→" if style.signs else "->"
    room = max((style.width - len(difference.path) - 16) // 2, 12)
    if not difference.certain and difference.after is None:
        return f"{difference.path}{style.dim('  (known once other resources have changed)')}"
    if difference.before is None and difference.after is None:
        return difference.path
    before, after = short(difference.before, difference.after, room)
    return f"{difference.path}: {before} {arrow} {after}"


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


def _wrapped(head: str, words: str, style: Style) -> Iterator[str]:
    line = head
    for word in words.split(", "):
        if len(line) + len(word) > style.width and line.strip():
            yield line.rstrip()
            line = " " * 8
        line += f"{word}, "
    yield line.rstrip(", ")


def _sign(action: str, style: Style) -> str:
    sign = _SIGNS[action] if style.signs or action != "replace" else "!"
    paint = {"add": style.green, "remove": style.red, "replace": style.yellow}.get(action, style.yellow)
    return paint(sign)


def summary(changes: Sequence[Change]) -> str:
    """Count what happens, in a sentence without its end."""
    counts = Counter(word(change) for change in changes)
    order = ("add", "modify", "new revision", "replace", "possibly replace", "remove", "import")
    said = [f"{counts[kind]} {kind if kind == 'new revision' else f'to {kind}'}" for kind in order if counts[kind]]
    return ", ".join(said) or "nothing to change"


def word(change: Change) -> str:
    """Say in a word what happens to a resource."""
    if change.action != "replace":
        return change.action
    return REVISED.get(change.type, "possibly replace" if change.possible else "replace")


def _ending(loss: Loss) -> str:
    if loss.stays:
        return "changes"
    return "is removed" if loss.change.action == "remove" else "is replaced"


def what_is_lost(loss: Loss) -> str:
    """Say what becomes of what a resource holds."""
    if loss.stays:
        return f"{loss.what} is generated anew, and what was set from the old one keeps that"
    if loss.change.kept == "Retain":
        return f"it stays, outside of the stack, with {loss.what}"
    return f"{loss.what}: a snapshot is left" if loss.change.kept == "Snapshot" else f"{loss.what} would be lost"


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
