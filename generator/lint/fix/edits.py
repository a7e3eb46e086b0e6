"""Which edits of a text the remedy of a finding may mean there, the likeliest first.

Whether one of them mends is decided by the proof (``generator.lint.fix.mend``), so the first that is right is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml

from generator.finding import Finding
from generator.lint.fix.allowing import allowing
from generator.lint.fix.endpoints import copies, gateways
from generator.lint.fix.source import Lost, Source
from generator.lint.fix.trust import trusting
from generator.lint.fix.written import ending, words
from generator.remedy import (
    Add,
    AddEndpoint,
    AddGateway,
    AddRefs,
    Allow,
    Ending,
    Exchange,
    GetAtt,
    LeaveOut,
    OpenPort,
    Ref,
    Trust,
    WaitFor,
    Words,
    Write,
)

_ATTRIBUTES = frozenset({"DeletionPolicy", "UpdateReplacePolicy"})
_NAMES = ("Name", "Key")
_GROUP = "AWS::EC2::SecurityGroup"
MOST_GROUPS = 8
"""More candidates than these are a question for a person."""


def edits(finding: Finding, source: Source) -> Iterator[Source]:
    """The edits that could mend a finding; none where it has no remedy, or its place cannot be edited."""
    try:
        yield from (each for each in _edits(finding, source) if each.text != source.text)
    except Lost:
        return


def _edits(finding: Finding, source: Source) -> Iterator[Source]:
    match finding.remedy:
        case Write():
            yield from _write(finding, finding.remedy, source)
        case Exchange(old, new):
            yield source.exchange(_holding(finding.path, old, source), old, new)
        case LeaveOut(name):
            yield source.remove(finding.path if finding.path[-1] == name else (*finding.path, name))
        case AddRefs(name, resources):
            place = ("Resources", finding.resource, "Properties", name)
            yield _added(source, place, ({"Ref": each} for each in _own(finding, resources, source)))
        case WaitFor(resource, others):
            (waiting,) = _own(finding, (resource,), source)
            yield _added(source, ("Resources", waiting, "DependsOn"), _own(finding, others, source))
        case OpenPort():
            yield from _open(finding, finding.remedy, source)
        case AddEndpoint(api=api):
            yield from copies(api, source)
        case AddGateway(api=api):
            yield from gateways(api, source)
        case Add(name, value, resource):
            (owner,) = _own(finding, (resource,), source) if resource else (finding.resource,)
            yield source.add(("Resources", owner, "Properties", name), value)
        case Trust(service):
            yield from trusting(("Resources", finding.resource), service, source)
        case Ending(old, new):
            yield ending(finding.path, old, new, source)
        case Words(olds, news):
            yield words(finding.path[:-1], olds, news, source)
        case Allow():
            yield from allowing(finding.remedy, finding.path, finding.stack, source)


def _holding(path: tuple[str | int, ...], words: str, source: Source) -> tuple[str | int, ...]:
    """The place itself, or the one text of a list there that holds the words."""
    node = source.node(*path)
    if not isinstance(node, yaml.SequenceNode):
        return path
    found = [at for at, item in enumerate(node.value) if isinstance(item.value, str) and words in item.value]
    if len(found) != 1:
        raise Lost
    return (*path, found[0])


def _write(finding: Finding, remedy: Write, source: Source) -> Iterator[Source]:
    """Write the value at the property that the finding is about, or at one that it is said from."""
    name, value, path = remedy.name, _as_json(remedy.value), finding.path
    own = ("Resources", finding.resource)
    if name in _ATTRIBUTES:
        yield source.set((*own, name), value)
    elif path[-1] == "Value" and name != "Value":
        # One of a list of names and values: that it is the one which is named has to be seen.
        if any(source.has(*path[:-1], key) and source.node(*path[:-1], key).value == name for key in _NAMES):
            yield source.set(path, value)
    elif path[-1] == name:
        yield source.set(path, value)
    elif len(path) > 3 and (found := _near(path, name, source)):
        yield source.set(found, value)
    elif len(path) <= 2:
        yield source.set((*own, "Properties", name), value)
    else:
        yield source.set((*path, name), value)


def _near(path: tuple[str | int, ...], name: str, source: Source) -> tuple[str | int, ...] | None:
    """A property that stands beside a place, in it, or in what stands beside it."""
    around = path[:-1]
    mappings = (around, path, *((*around, key) for key in source.keys(*around)))
    return next(((*each, name) for each in mappings if source.has(*each, name)), None)


def _as_json(value: object) -> object:
    match value:
        case Ref(name):
            return {"Ref": name}
        case GetAtt(resource, attribute):
            return {"Fn::GetAtt": [resource, attribute]}
    return value


def _own(finding: Finding, paths: Iterable[str], source: Source) -> list[str]:
    """The logical ids of resources of the finding's own template; Lost is raised for one of another."""
    names = [path.removeprefix(f"{finding.stack}/") if finding.stack else path for path in paths]
    if not all(source.has("Resources", name) for name in names):
        raise Lost
    return names


def _added(source: Source, place: tuple[str, ...], values: Iterable[object]) -> Source:
    for value in values:
        source = source.add(place, value)
    return source


def _open(finding: Finding, remedy: OpenPort, source: Source) -> Iterator[Source]:
    """Add a rule from or to the group that is named, or that group of the template which makes the proof hold."""
    groups = source.names(_GROUP)
    if remedy.group in groups:
        groups = [remedy.group]
    groups = [name for name in groups if name != finding.resource]
    if len(groups) > MOST_GROUPS:
        return
    other = "Source" if remedy.way == "Ingress" else "Destination"
    for name in groups:
        rule = {
            "IpProtocol": remedy.protocol,
            "FromPort": remedy.port,
            "ToPort": remedy.port,
            f"{other}SecurityGroupId": {"Fn::GetAtt": [name, "GroupId"]},
        }
        yield source.add(("Resources", finding.resource, "Properties", f"SecurityGroup{remedy.way}"), rule)
