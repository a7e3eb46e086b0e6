"""Do the calls that the code of tasks makes at AWS get through: the way, the endpoint's policy, the role, the keys?

What code calls, no template says. What the environment names and the role allows, it certainly may; what only one of
them says is taken for less: then tasks may serve without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.awsdata.apis import listed
from generator.awsdata.services import endpoint_of
from generator.ecs.arns import field_of, region
from generator.ecs.environment import all_variables
from generator.ecs.stores.told_resources import Told, told_resources
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Cause, Truth, all_of, every, no, unknown, yes
from generator.needs.apis.api_permissions import Allowed, ApiNotAllowed, asked_of_keys, told_allowed
from generator.needs.apis.api_policies import ApiPolicyPerhapsBlocks, policies_let_through
from generator.needs.apis.grants import Grant, Grants, grants
from generator.needs.apis.half_granted import half_granted
from generator.needs.calls import Wanted
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.no_path import NoPath
from generator.needs.row import Need
from generator.stack import Absent, Listing, Literal, shown

_REGION = 3
LESSON = 31


@dataclass(frozen=True)
class ApiUnreachable(Fault):
    """Tasks are told of a resource, and may use it, and do not get to its API. ``cause`` is what is in the way."""

    service: str
    variable: str
    told: str
    cause: Fault


@dataclass(frozen=True)
class ApiPerhapsUnreachable(Fault):
    """A task role allows calls of an API that tasks do not get to. ``cause`` is what is in the way."""

    service: str
    role: str
    cause: Fault


_PERHAPS = (ApiPerhapsUnreachable, ApiPolicyPerhapsBlocks, ApiNotAllowed)


@dataclass(frozen=True)
class _Asked:
    """What is known of one task: its role, what that allows, what its variables name, and what other rows told."""

    context: Context
    task: Task
    granted: Grants
    told: dict[str, tuple[Told, ...]]
    elsewhere: tuple[Cause, ...]

    @property
    def has_way(self) -> bool:
        """Whether the network that it calls from is its own, and told."""
        return self.task.awsvpc is Truth.YES and not isinstance(self.task.subnets, Absent)


def api_needs(context: Context, task: Task, want: Wanted, elsewhere: Iterable[Cause]) -> Iterator[tuple[Need, Answer]]:
    """A row for each service that the code of a task may call; ``elsewhere`` is what other rows found wrong.

    What fails only if the code calls it makes no row a no: the row is not known, and has it among its doubts.
    """
    for need, answer in _rows(context, task, want, elsewhere):
        yield need, _in_doubt(need, answer)


def _in_doubt(need: Need, answer: Answer) -> Answer:
    """Take for doubts what only the role, or only the variables, tell of."""
    doubts = tuple(cause for cause in answer.causes if isinstance(cause, _PERHAPS))
    certain = tuple(cause for cause in answer.causes if not isinstance(cause, _PERHAPS))
    if not doubts or certain:
        return replace(answer, causes=certain, doubts=doubts)
    service = need.name.partition(" ")[2]
    because = f"calls of {service} fail, if the code makes any (see the warnings of lesson {LESSON})"
    return Answer(Truth.UNKNOWN, (because,), doubts=doubts)


def _rows(context: Context, task: Task, want: Wanted, elsewhere: Iterable[Cause]) -> Iterator[tuple[Need, Answer]]:
    asked = _Asked(context, task, _granted(context, task), _told(task), tuple(elsewhere))
    injected = {secret.api for _, secret in want.secrets}
    open_ends: dict[tuple[str, ...], list[str]] = {}
    for service in sorted({*asked.granted.of, *asked.told}):
        mine = asked.granted.of.get(service, ())
        if service not in asked.told and (service in injected or _asked_elsewhere(service, mine)):
            continue
        answers = list(_answers(asked, service, mine))
        answer = all_of(answers)
        if answers and answer.verdict is Truth.UNKNOWN and service not in asked.told:
            open_ends.setdefault(answer.because, []).append(service)
        elif answers:
            yield Need(f"api {service}", LESSON, _why(asked, service)), answer
    yield from _not_known(open_ends, _anything(asked))


def _not_known(open_ends: dict[tuple[str, ...], list[str]], anything: str) -> Iterator[tuple[Need, Answer]]:
    """A row for one service that is not decided and that only the role tells of; one for all where they are many."""
    services = [service for each in open_ends.values() for service in each]
    if len(services) == 1 and not anything:
        (because,) = open_ends
        yield Need(f"api {services[0]}", LESSON, "the task role allows it"), unknown(*because)
    elif services or anything:
        doubts = [anything] if anything else []
        doubts += [f"{', '.join(each)}: {reason}" for because, each in open_ends.items() for reason in because[:1]]
        yield (
            Need("api *", LESSON, "the task role allows it, so that the code of the tasks may call it"),
            unknown(*doubts),
        )


def _granted(context: Context, task: Task) -> Grants:
    value = task.role("TaskRoleArn")
    if isinstance(value, Absent):
        return Grants({}, (), ())
    role = context.permissions.roles.resource(value)
    if role is None:
        return Grants({}, (), (f"the role ({shown(value)}) is not created in these templates",))
    return grants(context.permissions.roles, role)


def _told(task: Task) -> dict[str, tuple[Told, ...]]:
    found: dict[str, list[Told]] = {}
    for told in told_resources(task):
        found.setdefault(told.service, []).append(told)
    return {service: tuple(each) for service, each in found.items()}


def _asked_elsewhere(service: str, mine: tuple[Grant, ...]) -> bool:
    if service in listed("asked elsewhere"):
        return True
    by_others = listed("on behalf of others")
    return bool(mine) and all(grant.action in by_others for grant in mine)


def _why(asked: _Asked, service: str) -> str:
    if told := asked.told.get(service):
        return f"the variable {told[0].variable.name} names something that is called there"
    return "the task role allows it, so that the code of the tasks may call it"


def _anything(asked: _Asked) -> str:
    """Why any API may be called; empty where that makes no difference."""
    if asked.granted.everything:
        return f"{asked.granted.everything[0]} is for any service, and what the code calls is not known here"
    if asked.granted.hidden and asked.has_way and _without_internet(asked):
        return f"what else the code calls is not known, and only endpoints lead anywhere: {asked.granted.hidden[0]}"
    return ""


def _without_internet(asked: _Asked) -> bool:
    ways, task = asked.context.ways, asked.task
    found = [ways.out(subnet, task.public_address).verdict for _, subnet in items(task.subnets)]
    return bool(found) and every(found) is Truth.NO


def _answers(asked: _Asked, service: str, mine: tuple[Grant, ...]) -> Iterator[Answer]:
    told = asked.told.get(service, ())
    may: list[Allowed] = []
    for each in told:
        found = told_allowed(asked.context, asked.task, each, asked.granted)
        may.append(found)
        yield _somebody_else(asked.task, found.answer)
        yield from asked_of_keys(asked.context, asked.task, found)
    for answer in half_granted(asked.context, asked.task, service, asked.granted):
        yield _somebody_else(asked.task, answer)
    if not asked.has_way:
        return
    apis = _endpoints(service, may, mine)
    yield _path(asked, service, may, apis)
    for api in apis:
        yield from policies_let_through(asked.context, asked.task, api, service, may, mine)


def _endpoints(service: str, may: list[Allowed], mine: tuple[Grant, ...]) -> tuple[str, ...]:
    """The endpoints that carry what is called: of what tasks certainly may, or else of what the role names."""
    calls = [call for each in may for call in each.calls] or [grant.action for grant in mine]
    names = {call.partition(":")[2] for call in calls} or {""}
    found = {api for name in names if (api := endpoint_of(f"{service}:{name}")) is not None}
    return tuple(sorted(found))


def _somebody_else(task: Task, answer: Answer) -> Answer:
    """Take back a no about a task role where the program may be somebody else."""
    if answer.verdict is not Truth.NO:
        return answer
    names = {variable.name for variable in all_variables(task)}
    names |= {
        name.text
        for container in task.containers
        for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom")
        if isinstance(name, Literal)
    }
    if given := sorted(names.intersection(listed("own credentials"))):
        return unknown(f"{given[0]} may make the program somebody else than its task role")
    return answer


def _path(asked: _Asked, service: str, may: list[Allowed], apis: tuple[str, ...]) -> Answer:
    task = asked.task
    if abroad := [each.told for each in may if _is_abroad(task, each.told)]:
        if _surely_out(asked):
            return yes(f"{task.name} has a way to the internet, and by that to other Regions")
        return unknown(f"{abroad[0]} is in another Region, to which endpoints do not lead by the name of its API")
    ways = {api: asked.context.paths.api(task, api) for api in apis or (service,)}
    answer = all_of(ways.values())
    if answer.verdict is not Truth.NO:
        return answer
    if open_ := [api for api, way in ways.items() if way.verdict is not Truth.NO]:
        return unknown(f"tasks get to {', '.join(open_)}, and other calls of {service} go elsewhere")
    if not apis:
        return unknown(f"tasks have no way to the internet, and which endpoint carries {service} is not on record")
    certain = next((each for each in may if each.calls), None)
    return all_of(no(_fault(asked, service, certain, cause)) for cause in answer.causes)


def _fault(asked: _Asked, service: str, certain: Allowed | None, cause: Cause) -> Cause:
    """What is in the way of calls; as it is, where it keeps tasks from starting as well."""
    if not isinstance(cause, Fault) or cause in asked.elsewhere or _is_told(asked, cause):
        return cause
    place = (cause.resource, cause.steps, (asked.task.name,), service)
    if certain is not None:
        return ApiUnreachable(*place, certain.told.variable.name, str(certain.told), cause)
    value = asked.task.role("TaskRoleArn")
    role = asked.context.permissions.roles.resource(value)
    return ApiPerhapsUnreachable(*place, str(role or shown(value)), cause)


def _is_told(asked: _Asked, cause: Fault) -> bool:
    """Whether the very place is wrong for what tasks need to start, whichever API that is about."""
    if isinstance(cause, NoPath):
        return False
    place = (type(cause), cause.resource, cause.steps)
    return any(isinstance(each, Fault) and (type(each), each.resource, each.steps) == place for each in asked.elsewhere)


def _is_abroad(task: Task, told: Told) -> bool:
    named, own = field_of(told.arn, _REGION), region(task.graph)
    return isinstance(named, Literal) and isinstance(own, Literal) and named != own


def _surely_out(asked: _Asked) -> bool:
    subnets = asked.task.subnets
    if not isinstance(subnets, Listing) or not subnets.items:
        return False
    ways = (asked.context.ways.out(each, asked.task.public_address).verdict for each in subnets.items)
    return every(ways) is Truth.YES
