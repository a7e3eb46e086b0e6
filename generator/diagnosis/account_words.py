"""Words about an account in the place of words about templates: names, ids, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.live.template import Live

_ABOUT = {
    "ec2:DescribeSecurityGroups": r"(?<!target )(?<!log )\bgroups?\b|\bsg-",
    "ec2:DescribeSubnets": r"\bsubnets?\b",
    "ec2:DescribeRouteTables": r"\broutes?\b|\bway\b",
    "ec2:DescribeNetworkAcls": r"\bACLs?\b",
    "ec2:DescribeVpc": r"\bDNS\b|\bVPC\b",
    "ecs:DescribeTaskDefinition": r"\btask definition\b",
    "iam:": r"\broles?\b|\bpolic(y|ies)\b|\btrust|\ballows?\b",
    "kms:": r"\bkeys?\b",
    "secretsmanager:": r"\bsecret",
    "ssm:": r"\bparameter\b",
    "ecr:": r"\brepositor(y|ies)\b|\bimage\b",
    "elasticloadbalancing:": r"\blisteners?\b|\btarget groups?\b|\bLoadBalancer\b",
    "logs:": r"\blog groups?\b",
    "servicediscovery:": r"\bnamespaces?\b|\bCloud Map\b",
    "autoscaling:": r"\bhosts?\b|\binstances?\b|\bAuto Scaling\b",
}
"""What a reason speaks of that an action tells, by the beginning of the action."""
_READ = {
    "is not created in these templates": "was not read in the account",
    "are not created in these templates": "were not read in the account",
}


class Words:
    """Says what the proof of an account's template says as somebody would who looks at the account."""

    def __init__(self, live: Live) -> None:
        self.live = live
        paths = {**live.paths, **live.pseudo, **_READ}
        self.words = paths
        self.pattern = re.compile("|".join(map(_whole, sorted(paths, key=len, reverse=True))) or "(?!)")
        names = "|".join(map(re.escape, sorted(live.unread, key=len, reverse=True)))
        self.unread = re.compile(
            rf"(?P<place>\S+:\d+:\d+: )?\b(?P<name>{names or '(?!)'})\b(?P<why>: its TemplateURL [^;]*)?"
        )

    def __call__(self, text: str) -> str:
        """Put names of a stack, the account's own words, and what was not read into a text."""
        return self.unread.sub(self._not_read, self.pattern.sub(lambda match: self.words[match[0]], text))

    def because(self, reasons: tuple[str, ...]) -> tuple[str, ...]:
        """The reasons of a row that is unknown, and which list that was not read would have told."""
        told = tuple(map(self, reasons))
        text = "; ".join(told)
        missing = [each for each in self.live.refused if each not in text and _tells(each, text)]
        return (*told, f"not read: {', '.join(missing)}") if missing else told

    def groups_of(self, text: str) -> str:
        """Name the groups of a service where a text asks for one of them."""
        return _GROUP_OF.sub(lambda match: f"{match[0]}{self._groups(match[1])}", text)

    def _groups(self, service: str) -> str:
        resource = self.live.template["Resources"].get(service) or {}
        network = (resource.get("Properties") or {}).get("NetworkConfiguration") or {}
        ids = list(self._ids((network.get("AwsvpcConfiguration") or {}).get("SecurityGroups") or ()))
        return f" ({', '.join(ids)})" if ids else ""

    def _ids(self, groups: Iterable[object]) -> Iterator[str]:
        for each in groups:
            name = each.get("Ref", "") if isinstance(each, dict) else str(each)
            if (id_ := self.live.ids.get(name, name)).startswith("sg-"):
                yield id_

    def _not_read(self, match: re.Match[str]) -> str:
        return f"what {self.live.unread[match['name']]} would tell (it was not read)"


_GROUP_OF = re.compile(r"\ba group of (\w+)")


def _whole(text: str) -> str:
    return rf"\b{re.escape(text)}\b" if text[0].isalnum() else re.escape(text)


def _tells(action: str, text: str) -> bool:
    return any(action.startswith(name) and re.search(words, text) for name, words in _ABOUT.items())
