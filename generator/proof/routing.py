"""Is every rule of a listener reached, and will Elastic Load Balancing take it?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.ecs.balancers import LISTENER
from generator.ecs.listener_rules import HOST, PATH, ListenerRule
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Resource
from generator.text.requests import Names
from generator.text.wildcards import ANY, Undecided, covers, meet

VALUES, WILDCARDS = 5, 6
"""What one rule may have. Elastic Load Balancing guide, "Quotas for your Application Load Balancers", read 2026-11: 5
of either; accounts of before 2020 have 6 wildcards (AWS's comment in pull request 32 of
awsdocs/elb-application-load-balancers-user-guide), so that 6 are not certainly refused."""


def unreached(context: Context, group: Resource, task: str) -> Worded | None:
    """Give the fault for which no request comes to a target group, though a rule or a listener names it."""
    forwarders = context.balancers.forwarders(group)
    if not forwarders or context.balancers.stray or not context.graph.closed(group):
        return None
    faults = [_unreached(context, each, task) for each in forwarders]
    return None if None in faults else faults[0]


def _unreached(context: Context, forwarder: Resource, task: str) -> Worded | None:
    rules = context.listener_rules
    if forwarder.type == LISTENER:
        takers = rules.takers(Names(), rules.by_listener.get(forwarder.path, ()))
        if not takers or not all(each.forwards for each in takers):
            return None
        what = f"the default action of {forwarder} is never reached: {_named(takers)} every request before it, so "
        what += f"clients never get to {task}"
        fix = f"a rule of its own for {task}, tried before {takers[0].resource}"
        return Worded("ECS146", forwarder, ("DefaultActions",), what, fix, (task,))
    rule = rules.of(forwarder)
    takers = _takers(context, rule) if rule else ()
    if rule is None or not takers or not all(each.forwards for each in takers):
        return None
    what = f"{rule} is never reached: {_named(takers)} every request that it names, so clients never get to {task}"
    return Worded("ECS146", rule.resource, ("Priority",), what, _earlier(rule, takers), (task,))


def _takers(context: Context, rule: ListenerRule) -> tuple[ListenerRule, ...]:
    """Give who takes all requests of a rule; nobody when they all do the same with them."""
    takers = context.listener_rules.takers(rule.most, context.listener_rules.before(rule))
    return () if all(rule.leads_where(each) for each in takers) else takers


def _named(takers: tuple[ListenerRule, ...]) -> str:
    first = ", ".join(map(str, takers[:3])) + (f" and {len(takers) - 3} more" if len(takers) > 3 else "")
    return f"{first} take{'s' if len(takers) == 1 else ''}"


def _earlier(rule: ListenerRule, takers: tuple[ListenerRule, ...]) -> str:
    number = min(each.priority or 1 for each in takers)
    if number > 1:
        return f"Priority of {rule.resource}: less than {number}; or Conditions that name requests of its own"
    return f"Priority of {rule.resource}: less than that of {takers[0].resource}, which must be raised"


def routing_faults(context: Context) -> Iterator[Worded]:
    """Give what never happens though a rule says it, and the rules that are refused."""
    told = {fault.resource.path for fault in _told(context)}
    for listener, rules in context.listener_rules.by_listener.items():
        yield from _same_priority(rules)
        for rule in rules:
            yield from _too_much(rule)
            if rule.resource.path not in told:
                yield from _vain(context, rule)
                yield from _hidden_host(context, listener, rule)


def _told(context: Context) -> Iterator[Worded]:
    """Give what the matrix says of rules already."""
    for task in context.tasks:
        for target in context.balancers.targets(task):
            if target.group and (fault := unreached(context, target.group, task.name)):
                yield fault


def _vain(context: Context, rule: ListenerRule) -> Iterator[Worded]:
    if takers := _takers(context, rule):
        what = f"{rule} is never reached: {_named(takers)} every request that it names"
        yield Worded("WCS146", rule.resource, ("Priority",), what, _earlier(rule, takers))
        return
    most = rule.most
    before = context.listener_rules.before(rule)
    for field in (PATH, HOST):
        condition = rule.of(field)
        if condition is None or len(condition.values) < 2 or not condition.listed:
            continue
        for steps, text in condition.values:
            if text is None:
                continue
            names = Names(most.hosts, (text,)) if field == PATH else Names((text.lower(),), most.paths)
            takers = context.listener_rules.takers(names, before)
            if takers and not all(rule.leads_where(each) for each in takers):
                what = f"{text} of {rule} is never matched: {_named(takers)} every such request before"
                yield Worded("WCS146", rule.resource, steps, what, _earlier(rule, takers))


def _hidden_host(context: Context, listener: str, rule: ListenerRule) -> Iterator[Worded]:
    """Find a rule for any host that gets nothing at any host that the listener's rules name.

    Where the default action sends requests on, there is a host beside those that are named, and this may be for that.
    """
    fields = [each.field for each in rule.conditions or ()]
    if fields != [PATH] or not _ends_here(context, listener):
        return
    rules = context.listener_rules.by_listener[listener]
    if any(each.surely in (Names(paths=("/*",)), Names()) for each in rules):
        return  # somebody takes whatever host there is
    hosts = [each for each in rules if each.of(HOST)]
    named = sorted({host for each in hosts for host in each.most.hosts})
    if not named or ANY in named or not rule.forwards:
        return
    before = context.listener_rules.before(rule)
    for path in rule.most.paths:
        every = [context.listener_rules.takers(Names((host,), (path,)), before) for host in named]
        takers = tuple(dict.fromkeys(each for found in every for each in found))
        if not all(every) or any(rule.leads_where(each) for each in takers) or not _wider(takers, path):
            continue
        shown = ", ".join(named[:3]) + (" ..." if len(named) > 3 else "")
        what = f"requests for {path} at {shown} never come to {rule}: {_named(takers)} them before, and no rule of the "
        what += "listener names another host"
        fix = f"Priority of {rule.resource}: less than {min(each.priority or 1 for each in takers)}; or a condition "
        fix += "host-header, if it is for another host"
        condition = rule.of(PATH)
        steps = next((way for way, text in condition.values if text == path), ("Conditions",)) if condition else ()
        yield Worded("WCS147", rule.resource, steps, what, fix)
        return


def _wider(takers: tuple[ListenerRule, ...], path: str) -> bool:
    """Tell whether what takes a path was written for more than that: to serve one path differently is usual."""
    try:
        return any(
            meet(each, path) and covers(each, path) and not covers(path, each)
            for taker in takers
            for each in taker.most.paths
        )
    except Undecided:
        return False


def _ends_here(context: Context, listener: str) -> bool:
    """Tell whether the default action answers by itself, so that only rules lead anywhere."""
    found = next((each for each in context.graph.of_type(LISTENER) if each.path == listener), None)
    if found is None:
        return False
    kinds = [literal(found.get("DefaultActions", index, "Type")) for index, _ in items(found.get("DefaultActions"))]
    return kinds == ["fixed-response"]


def _same_priority(rules: list[ListenerRule]) -> Iterator[Worded]:
    """Elastic Load Balancing API reference, CreateRule, PriorityInUse, read 2026-11."""
    ranked = [each for each in rules if each.priority is not None and each.resource.exists is Truth.YES]
    for one, other in pairwise(sorted(ranked, key=lambda each: (each.priority or 0, each.resource.path))):
        if one.priority == other.priority:
            taken = {each.priority for each in ranked}
            free = next(number for number in range(other.priority or 1, 50002) if number not in taken)
            what = f"{other.resource} has the priority {other.priority} that {one.resource} has on the same listener: "
            what += f"Priority '{other.priority}' is currently in use, and the rule is not created"
            yield Worded("ECS147", other.resource, ("Priority",), what, f"Priority: {free}")


def _too_much(rule: ListenerRule) -> Iterator[Worded]:
    """Awsdocs and users agree on the message: A rule can only have '5' condition values."""
    values = [text for each in rule.conditions or () for _, text in each.values]
    wild = sum((text or "").count(letter) for text in values for letter in "*?")
    if len(values) > VALUES:
        what = f"{rule.resource} has {len(values)} condition values: A rule can only have '{VALUES}' condition values, "
        what += "and it is not created"
    elif wild > WILDCARDS:
        what = f"{rule.resource} has {wild} wildcards in its conditions and may have {VALUES}, so it is not created"
    else:
        return
    fix = "divide its Conditions between two rules with the same Actions"
    yield Worded("ECS148", rule.resource, ("Conditions",), what, fix)
