"""Do the hosts of a task have the attributes that its placement constraints ask for?

Sources: ECS Developer Guide, "Define which container instances Amazon ECS uses for tasks", and "Create expressions to
define container instances for Amazon ECS tasks" (attribute:, ==, !=, =~, !~, in, !in, exists, !exists); agent
configuration, ECS_INSTANCE_ATTRIBUTES; not looked up, 2026-11. What the agent itself registers begins with
ecs.capability. or com.amazonaws.ecs.capability.: amazon-ecs-agent, agent/app/agent_capability.go, read 2026-11.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.awsdata.instance_types import architecture
from generator.ecs.hosts.hosts import Hosts
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, unknown
from generator.needs.hosts.host_room import NoRoomOnHosts
from generator.stack import Absent, Call, Resource, shown

KEY = "PlacementConstraints"
_CLAUSE = re.compile(
    r"\(?\s*attribute:([\w.-]+)\s*(==|equals|!=|not_equals|=~|matches|!~|not_matches|!?in|!?exists)\s*(.*?)\s*\)?",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"ECS_INSTANCE_ATTRIBUTES\s*=\s*[\"']?(\{[^\n}]*\})")


def constraints(task: Task) -> Iterator[tuple[Resource, tuple[str | int, ...], str | None]]:
    """The expressions that a task asks of its hosts, None for one that is not known, each with its place."""
    for holder in (task.definition, task.service):
        for at, _ in items(holder.get(KEY)) if holder else ():
            assert holder is not None
            if literal(holder.get(KEY, at, "Type")) != "distinctInstance":
                yield holder, (KEY, at, "Expression"), literal(holder.get(KEY, at, "Expression"))
        if holder is not None and not isinstance(holder.get(KEY), Absent) and not list(items(holder.get(KEY))):
            yield holder, (KEY,), None


def placed(task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Say where hosts do not have what is asked for, or may not."""
    yield from _apart(task)
    for holder, steps, expression in constraints(task):
        told = expression or shown(holder.get(*steps))
        verdict = _meets(hosts, expression) if expression else Truth.UNKNOWN
        if verdict is Truth.NO:
            words = (f"they are placed where {told}", "no instance of it is so")
            yield no(NoRoomOnHosts(holder, steps, (task.name,), "constraint", str(hosts), *words))
        elif verdict is Truth.UNKNOWN:
            yield unknown(f"whether instances of {hosts} are such that {told} is not known here")


def _apart(task: Task) -> Iterator[Answer]:
    """Say where ECS may not take that each task is on an instance of its own."""
    service = task.service
    for at, _ in items(service.get(KEY)) if service else ():
        assert service is not None
        if literal(service.get(KEY, at, "Type")) == "distinctInstance":
            if not isinstance(service.get(KEY, at, "Expression"), Absent):
                yield unknown(f"distinctInstance of {service} has an Expression, and takes none")
            if literal(service.get("SchedulingStrategy")) == "DAEMON":
                yield unknown(f"{service} is a DAEMON with distinctInstance, and whether ECS takes that is not known")


def unplaced(task: Task) -> Iterator[Answer]:
    """Say of a task whose hosts have no row that its constraints are not decided."""
    for holder, steps, expression in constraints(task):
        told = expression or shown(holder.get(*steps))
        yield unknown(f"whether any host of {task.name} is such that {told} is not known here")


def _meets(hosts: Hosts, expression: str) -> Truth:
    """Whether all hosts are so; no where none is."""
    clauses = re.split(r"\s+(?:and|&&)\s+", expression.strip(), flags=re.IGNORECASE)
    read = [_CLAUSE.fullmatch(clause) for clause in clauses]
    answers = [_clause(hosts, *match.groups()) if match else Truth.UNKNOWN for match in read]
    if Truth.NO in answers and not re.search(r"\b(or|not)\b|\|\|", expression):
        return Truth.NO
    return Truth.YES if all(each is Truth.YES for each in answers) else Truth.UNKNOWN


def _clause(hosts: Hosts, name: str, sign: str, value: str) -> Truth:
    have = _values(hosts, name)
    if have is None:
        return Truth.UNKNOWN
    sign, wanted = sign.lower(), value.strip().strip("'\"")
    listed = [each.strip().strip("'\"") for each in value.strip("[]() ").split(",")]
    negated = sign.startswith(("!", "not"))
    test = sign.lstrip("!").removeprefix("not_")
    answers = set()
    for own in have:
        if test in ("exists",):
            fits = own is not None
        elif test in ("in",):
            fits = own in listed
        elif test in ("=~", "~", "matches"):
            if own is not None and _part_matches(wanted, own):
                return Truth.UNKNOWN
            fits = own is not None and _matches(wanted, own)
        else:
            fits = own == wanted
        answers.add(fits is not negated)
    return Truth.UNKNOWN if len(answers) != 1 else Truth.YES if answers == {True} else Truth.NO


def _part_matches(pattern: str, own: str) -> bool:
    """Whether a pattern fits a part of a text only, or is none that is read here: what ECS makes of it is not known."""
    try:
        return re.fullmatch(pattern, own) is None and re.search(pattern, own) is not None
    except re.error:
        return True


def _matches(pattern: str, own: str) -> bool:
    return re.fullmatch(pattern, own) is not None


def _values(hosts: Hosts, name: str) -> list[str | None] | None:
    """What the instances may have for an attribute, None among them for nothing; None when it is not known."""
    types = [literal(value) for value in hosts.types]
    if name == "ecs.instance-type":
        return None if not types or None in types else types
    if name == "ecs.cpu-architecture":
        known = [architecture(each or "").lower() for each in types]
        return None if not known or "" in known else list(known)
    if name == "ecs.os-type":
        windows = {Truth.YES: "windows", Truth.NO: "linux"}.get(hosts.image.windows)
        return [windows] if windows else None
    if name.startswith(("ecs.", "com.amazonaws.")):
        return None
    written = hosts.get("UserData")
    inner = written.arguments[0] if isinstance(written, Call) and written.arguments else written
    if isinstance(inner, Absent):
        return [None]
    text = hosts.texts.text(inner)
    if hosts.user_data.doubt or "put-attributes" in text:
        return None
    found = _GIVEN.findall(text)
    if not found:
        return None if "ECS_INSTANCE_ATTRIBUTES" in text or hosts.image.bottlerocket else [None]
    try:
        given = json.loads(found[-1].replace('\\"', '"'))
    except ValueError:
        return None
    return [str(given[name])] if name in given else [None]
