"""Which edits could mend a finding: read off what it says to change, for the checks that say it to the letter.

Whether one of them does is decided by the proof (``generator.lint.fix.mend``), so the first that is right is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.finding import Finding
from generator.lint.fix.source import Lost, Source

Edit = Callable[[Finding, Source], Iterator[Source]]

_VALUE = re.compile(r"(?:(?P<name>[\w.-]+): )?(?P<value>!Ref [\w:]+|!GetAtt \w+\.\w+|[\w./-]+)(?:[;,] .*)?")
_OUT = re.compile(r"(?:(?P<name>\w+): leave it out|leave (?P<other>\w+) out)\b.*")
_ADD = re.compile(r"(?P<name>\w+): add (?P<what>\w+(?:, \w+)*)(?:;.*)?")
_WAITS = re.compile(r"DependsOn of (?P<of>[\w/]+): add (?P<what>[\w/]+(?:, [\w/]+)*)")
_RULE = re.compile(
    r"add an (?P<way>ingress|egress) rule: IpProtocol (?P<protocol>tcp|udp), "
    r"FromPort (?P<low>\d+), ToPort (?P<high>\d+)"
    r"(?:, (?:SourceSecurityGroupId|DestinationSecurityGroupId): (?P<group>.+)|, to that group or prefix list)"
)
_ENDPOINT = re.compile(
    r"add an AWS::EC2::VPCEndpoint: VpcEndpointType Interface, ServiceName \S+<region>\.(?P<api>\S+),"
)
_PART = re.compile(r"\w+: (?P<new>[\w-]+=[\w-]+) in place of (?P<old>[\w-]+=[\w-]+)(?:[;,] .*)?")
_ATTRIBUTES = frozenset({"DeletionPolicy", "UpdateReplacePolicy"})
_NAMES = ("Name", "Key")
_GROUP = "AWS::EC2::SecurityGroup"
MOST_GROUPS = 8
"""More candidates than these are a question for a person."""


def _value(text: str) -> object:
    kind, _, rest = text.partition(" ")
    if kind == "!Ref":
        return {"Ref": rest}
    if kind == "!GetAtt":
        return {"Fn::GetAtt": rest.split(".")}
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isdigit() and not text.startswith("0") else text


def _set(finding: Finding, source: Source) -> Iterator[Source]:
    """Write the value that is named at the property that the finding is about, or that part of its text."""
    if part := _PART.fullmatch(finding.fix):
        yield source.exchange(finding.path, part["old"], part["new"])
        return
    said = _VALUE.fullmatch(finding.fix)
    if not said:
        return
    name, value = said["name"], _value(said["value"])
    path = finding.path
    own = ("Resources", finding.resource)
    if name in _ATTRIBUTES:
        yield source.set((*own, name), value)
    elif path[-1] == "Value" and name != "Value":
        # One of a list of names and values: that it is the one which is named has to be seen.
        if any(source.has(*path[:-1], key) and source.node(*path[:-1], key).value == name for key in _NAMES):
            yield source.set(path, value)
    elif not name or path[-1] == name:
        yield source.set(path, value)
    elif len(path) > 3 and source.has(*path[:-1], name):
        yield source.set((*path[:-1], name), value)
    elif len(path) <= 2:
        yield source.set((*own, "Properties", name), value)
    else:
        yield source.set((*path, name), value)


def _leave_out(finding: Finding, source: Source) -> Iterator[Source]:
    """Take the property away."""
    said = _OUT.fullmatch(finding.fix)
    if said:
        name = said["name"] or said["other"]
        yield source.remove(finding.path if finding.path[-1] == name else (*finding.path, name))


def _add(finding: Finding, source: Source) -> Iterator[Source]:
    """Name resources of the same template in a list of the resource."""
    said = _ADD.fullmatch(finding.fix)
    if said:
        for name in said["what"].split(", "):
            if not source.has("Resources", name):
                return
            source = source.add(("Resources", finding.resource, "Properties", said["name"]), {"Ref": name})
        yield source


def _wait(finding: Finding, source: Source) -> Iterator[Source]:
    """Let a resource wait for others of its template."""
    said = _WAITS.match(finding.fix)
    if said:
        of = said["of"].rpartition("/")[2]
        for name in said["what"].split(", "):
            name = name.rpartition("/")[2]
            if not source.has("Resources", name):
                return
            source = source.add(("Resources", of, "DependsOn"), name)
        yield source


def _rule(finding: Finding, source: Source) -> Iterator[Source]:
    """Add a rule from or to the group that is named, or that group of the template which makes the proof hold."""
    said = _RULE.match(finding.fix)
    if not said:
        return
    way, other = ("Ingress", "Source") if said["way"] == "ingress" else ("Egress", "Destination")
    groups = source.names(_GROUP)
    if said["group"] in groups:
        groups = [said["group"]]
    groups = [name for name in groups if name != finding.resource]
    if len(groups) > MOST_GROUPS:
        return
    low, high = int(said["low"]), int(said["high"])
    for name in groups:
        peer = {"Fn::GetAtt": [name, "GroupId"]}
        rule = {
            "IpProtocol": said["protocol"],
            "FromPort": low,
            "ToPort": high,
            f"{other}SecurityGroupId": peer,
        }
        yield source.add(("Resources", finding.resource, "Properties", f"SecurityGroup{way}"), rule)


def _endpoint(finding: Finding, source: Source) -> Iterator[Source]:
    """Write an interface endpoint of the template once more, for the service that has none."""
    said = _ENDPOINT.match(finding.fix)
    if not said:
        return
    api = said["api"]
    name = "".join(part[:1].upper() + part[1:] for part in re.split(r"[.-]", api)) + "Endpoint"
    if source.has("Resources", name):
        return
    for model in source.names("AWS::EC2::VPCEndpoint"):
        service = source.text[_span(source, model)]
        named = re.search(r"com\.amazonaws\.\$\{AWS::Region\}(\.[\w.-]+)", service)
        if named and service.count(named[1]) == 1:
            try:
                yield source.copy_entry(model, name, named[0], named[0].removesuffix(named[1]) + "." + api)
            except Lost:
                continue


def _span(source: Source, name: str) -> slice:
    node = source.node("Resources", name)
    return slice(node.start_mark.index, node.end_mark.index)


_BY: Mapping[Edit, str] = {
    _set: """ECS023 ECS024 ECS039 ECS060 ECS061 ECS082 ECS095 ECS099 ECS100 ECS130 ECS140 ECS141 ECS147 ECS181 ECS196
        ECS197 ECS203 ECS228 ECS230 ECS248 ECS256 ECS257 ECS277 ECS362 WCS091 WCS164 WCS166 WCS296 WCS364""",
    _leave_out: "ECS139 ECS182 ECS201 ECS226 ECS234 ECS251 WCS024 WCS131 WCS132",
    _add: "ECS011 ECS030",
    _wait: """ECS120 ECS121 ECS183 WCS120 WCS121 WCS122 WCS123 WCS136 WCS270 WCS271 WCS282 WCS324""",
    _rule: "ECS040 ECS041 ECS050 ECS083 ECS093 ECS101 ECS103 ECS232 ECS260 ECS268 ECS323 ECS330",
    _endpoint: "ECS010 ECS020",
}
EDITS: Mapping[str, Edit] = {rule: edit for edit, rules in _BY.items() for rule in rules.split()}
"""By the id of the check; the others ask for a decision."""


def edits(finding: Finding, source: Source) -> Iterator[Source]:
    """The edits that could mend a finding, the likeliest first; none where its place cannot be edited."""
    edit = EDITS.get(finding.rule)
    if edit is None:
        return
    try:
        yield from (each for each in edit(finding, source) if each.text != source.text)
    except Lost:
        return
