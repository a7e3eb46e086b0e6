"""A statement that allows what a role lacks, in the policy where the author writes such statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import yaml

from generator.lint.fix.render import rendered
from generator.lint.fix.source import Lost, Source
from generator.remedy import Allow, Named

_MOST_WAYS = 4
"""More names than these, for one thing that is allowed, are a question for a person."""
_PLAIN_STATEMENT = frozenset({"Sid", "Effect", "Action", "Resource"})
Place = tuple[str | int, ...]


def allowing(remedy: Allow, place: Place, stack: str, source: Source) -> Iterator[Source]:
    """Allow actions on exactly one thing: in the statement that is about it, in one more, or in one more policy.

    ``place`` is that of a policy document, or of a role that has none. What the proof says of each decides.
    """
    for target in _targets(remedy, stack, source):
        if len(place) > 2 and source.has(*place, "Statement"):
            yield from _in_statement(remedy, target, (*place, "Statement"), source)
            statement = {"Effect": "Allow", "Action": _one_or_all(remedy.actions), "Resource": target}
            try:
                yield source.add((*place, "Statement"), statement)
                continue
            except Lost:
                pass  # The Statement is a mapping, or an alias: somebody's work.
        if source.has(*place[:2], "Type") and source.node(*place[:2], "Type").value == "AWS::IAM::Role":
            yield source.add((*place[:2], "Properties", "Policies"), _policy(remedy, target))


def _targets(remedy: Allow, stack: str, source: Source) -> Iterator[Any]:
    """The thing in terms of the template: by a resource of its own, or by the parameters that hand it in."""
    ways: list[Sequence[str]] = []
    for piece in remedy.target:
        ways.append([piece] if isinstance(piece, str) else list(_names(piece, stack, source))[:_MOST_WAYS])
    for names in product(*ways):
        yield _expression(remedy.target, names)


def _names(named: Named, stack: str, source: Source) -> Iterator[str]:
    """How a template names something: ``Secret``, ``Key.Arn``, ``AWS::Region``, ``SecretArn``."""
    own = named.resource.removeprefix(f"{stack}/") if stack else named.resource
    if own.startswith("AWS::"):
        yield own
        return
    if own and source.has("Resources", own):
        yield own if named.attribute == "Ref" else f"{own}.{named.attribute}"
    yield from (name for name in named.ways if source.has("Parameters", name))


def _expression(target: Sequence[str | Named], names: Sequence[str]) -> Any:
    if len(target) == 1 and isinstance(target[0], Named):
        name, _, attribute = names[0].partition(".")
        return {"Fn::GetAtt": [name, attribute]} if attribute else {"Ref": name}
    if all(isinstance(piece, str) for piece in target):
        return "".join(names)
    parts = zip(target, names, strict=True)
    return {"Fn::Sub": "".join(name if isinstance(piece, str) else f"${{{name}}}" for piece, name in parts)}


def _in_statement(remedy: Allow, target: Any, place: Place, source: Source) -> Iterator[Source]:
    """Add the actions to each statement that allows something on the same thing, and on no other."""
    node = source.node(*place)
    places = [(*place, index) for index in range(len(node.value))] if isinstance(node, yaml.SequenceNode) else [place]
    wanted = rendered(target, source.as_json)
    for each in places:
        keys = source.keys(*each)
        if not {"Effect", "Action", "Resource"} <= set(keys) <= _PLAIN_STATEMENT:
            continue
        if source.node(*each, "Effect").value != "Allow" or _written(source, (*each, "Resource")) != _bare(wanted):
            continue
        try:
            edited = source
            for action in remedy.actions:
                edited = edited.add((*each, "Action"), action)
            yield edited
        except Lost:
            continue


def _written(source: Source, place: Place) -> str:
    node = source.node(*place)
    if isinstance(node, yaml.SequenceNode) and len(node.value) == 1:
        node = node.value[0]
    return _bare(source.text[node.start_mark.index : node.end_mark.index])


def _bare(text: str) -> str:
    return " ".join(text.replace("'", "").replace('"', "").split())


def _one_or_all(actions: tuple[str, ...]) -> Any:
    return actions[0] if len(actions) == 1 else list(actions)


def _policy(remedy: Allow, target: Any) -> Any:
    """An inline policy of one statement, named after the API that it opens."""
    statement = {"Effect": "Allow", "Action": _one_or_all(remedy.actions), "Resource": target}
    return {
        "PolicyName": remedy.actions[0].partition(":")[0],
        "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]},
    }
