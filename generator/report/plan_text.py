"""The plan of a deployment as people read it in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.changes.change import STACK, Change, Difference
from generator.changes.loss import Loss
from generator.changes.plan import Plan
from generator.report.plan_words import (
    REVISED,
    about,
    interruption_hint,
    opens,
    provider_hint,
    provider_warning,
    short,
    summary,
    what_is_lost,
)
from generator.report.style import Style

# How many resources that are new, or gone, are named one by one for a nested stack.
NAMED = 6
_SIGNS = {"add": "+", "modify": "~", "replace": "±", "remove": "-", "import": "<"}


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


def _ending(loss: Loss) -> str:
    if loss.stays:
        return "changes"
    return "is removed" if loss.change.action == "remove" else "is replaced"
