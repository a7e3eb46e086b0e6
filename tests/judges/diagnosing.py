"""Judge diagnosis by the tests of aws/aws-cdk-cli: mocked events, stopped tasks and change sets, and what they lead to.

FOLDER is its ``packages/@aws-cdk/toolkit-lib/test/api/diagnosing``. Each ``test(...)`` is one case: the object literals
in it that are events of CloudFormation or answers of ECS become a bundle, and what it expects is the resource, the
message, or that nothing is the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.changes.reasons import Failure, reason
from generator.diagnosis.bundle import Bundle, Container, Hook, Service, ServiceEvent, StackEvent, Task
from generator.diagnosis.causes import Diagnosis
from generator.diagnosis.diagnose import diagnose
from generator.diagnosis.messages import Message
from tests.judges.compared import Compared, Outcome, compare, not_applicable

_TEST = re.compile(r"^\s*test\('((?:[^'\\]|\\.)*)'", re.M)
_EVENT = re.compile(r"\{[^{}]*\bLogicalResourceId:[^{}]*\}")
_VALIDATION = re.compile(r"\{[^{}]*\bvalidationStatusReason:[^{}]*\}", re.I)
_REASON = "validationstatusreason"
_PAIR = re.compile(r"(\w+): (?:'((?:[^'\\]|\\.)*)'|\"([^\"]*)\"|`([^`]*)`|ResourceStatus\.(\w+))")
_TASK = re.compile(r"stoppedReason: '([^']*)',\s*containers: \[(.*?)\]", re.S)
_SAID = re.compile(r"\bmessages?: (?:expect\.stringContaining\()?'((?:[^'\\]|\\.)*)'")
_TRACED = re.compile(r"tracedError\((\{[^{}]*\})?\)")
_TRACED_AS = {"logicalId": "MyBucket", "resourceType": "AWS::S3::Bucket", "message": "Access Denied"}
"""What their maker of errors takes where a test does not say."""
_MADE = re.compile(r"^ *function (\w+)\(.*?^ *\}$", re.M | re.S)
_EXPECTED = re.compile(r"expect\(")
_ARN = "arn:aws:ecs:us-east-1:111122223333:service/shop/web"
_TIME = "2026-11-24T12:00:{:02}+00:00"


def judge(folder: Path) -> Iterator[Compared]:
    """Replay each test of the files that mock answers of AWS."""
    for path in sorted(folder.rglob("*.test.ts")):
        text = path.read_text(encoding="utf-8")
        begins = [*_TEST.finditer(text)]
        for begin, end in zip(begins, [*(match.start() for match in begins[1:]), len(text)], strict=False):
            body = text[begin.end() : end]
            made = "".join(each[0] for each in _MADE.finditer(text) if f"{each[1]}()" in body)
            yield _case(f"{path.name}: {begin[1]}", made + body)


def _case(name: str, body: str) -> Compared:
    first = _EXPECTED.search(body)
    given, expected = (body[: first.start()], body[first.start() :]) if first else (body, "")
    traced = [{**_TRACED_AS, **dict(_pairs(literal or ""))} for literal in _TRACED.findall(given)]
    bundle, more = _bundle(given, traced), _change_sets(given)
    empty = not (bundle.stack_events or bundle.tasks or bundle.services or more)
    if empty and not ("'no-problem'" in expected and "mockCloudFormationClient" not in given):
        return not_applicable(name, "without an event, a task or a change set that failed: of their own machinery")
    found = diagnose(bundle, more)
    if "'no-problem'" in expected:
        return compare(name, "no problem", found.causes[0].what if found.causes else "no problem")
    wanted = [each[key] for each in traced for key in ("logicalId", "message")] or _wanted(expected)
    if not wanted and "type: 'problem'" in expected:
        return compare(name, "a problem", "a problem" if found.causes else "no problem")
    if not wanted:
        return not_applicable(name, "asks how their answer is shown, not what it is")
    parts = [part.rstrip(")") for words in wanted for part in words.split(" (at ")]
    missing = [words for words in parts if words not in _told(found)]
    if not missing:
        return Compared(name, Outcome.AGREE)
    return Compared(name, Outcome.DIFFER, f"not told: {missing}; ours {_told(found)[:200]!r}")


def _bundle(given: str, traced: list[dict[str, str]]) -> Bundle:
    """The evidence that a test mocks; literals are taken in the order in which they stand, oldest first."""
    events = [event for literal in _EVENT.findall(given) if (event := _event(dict(_pairs(literal))))]
    events += [event for told in traced if (event := _event(_as_event(told)))]
    tasks = tuple(_task(reason, containers) for reason, containers in _TASK.findall(given))
    said = re.findall(r"\{ message: '((?:[^'\\]|\\.)*)' \}", given) if "DescribeServicesCommand" in given else []
    service = Service(
        arn=_ARN,
        name="web",
        cluster="shop",
        events=tuple(
            ServiceEvent(id=str(number), time=_TIME.format(0), message=text) for number, text in enumerate(said)
        ),
    )
    numbered = (event.model_copy(update={"time": _TIME.format(number)}) for number, event in enumerate(events))
    services = (service,) if said or tasks else ()
    return Bundle(version="", written="", stack="shop", stack_events=tuple(numbered), services=services, tasks=tasks)


def _pairs(literal: str) -> Iterator[tuple[str, str]]:
    for name, *values in _PAIR.findall(literal):
        yield name, next(filter(None, values), "").replace("\\'", "'")


def _as_event(traced: dict[str, str]) -> dict[str, str]:
    """The event of a resource that their answer names as failed, and that our diagnosis has to tell again."""
    told = {"LogicalResourceId": traced["logicalId"], "ResourceType": traced["resourceType"]}
    return {**told, "ResourceStatus": "CREATE_FAILED", "ResourceStatusReason": traced["message"]}


def _event(told: dict[str, str]) -> StackEvent | None:
    if "ResourceStatus" not in told:
        return None
    words = ("HookType", "HookStatus", "HookStatusReason")
    name, status, reason = (told.get(word, "") for word in words)
    return StackEvent(
        time=_TIME.format(0),
        path="" if told.get("ResourceType") == "AWS::CloudFormation::Stack" else told["LogicalResourceId"],
        type=told.get("ResourceType", ""),
        status=told["ResourceStatus"],
        reason=told.get("ResourceStatusReason", ""),
        hook=Hook(name=name, status=status, reason=reason) if name else None,
    )


def _task(reason: str, containers: str) -> Task:
    made = []
    for literal in re.findall(r"\{[^{}]*\}", containers):
        told, code = dict(_pairs(literal)), re.search(r"exitCode: (\d+)", literal)
        exit_code = int(code[1]) if code else None
        made.append(Container(name=told.get("name", ""), reason=told.get("reason", ""), exit_code=exit_code))
    return Task(arn=f"{_ARN}/1", group="service:web", stopped_reason=reason, containers=tuple(made))


def _change_sets(given: str) -> list[Message]:
    """Why change sets failed: what deploy shows of them, and a person pastes."""
    if not re.search(r"\bStatus: (?:'FAILED'|ChangeSetStatus\.FAILED)", given):
        return []
    found = [{name.lower(): value for name, value in _pairs(literal)} for literal in _VALIDATION.findall(given)]
    events = [f"{told.get('validationpath') or told['logicalresourceid']}: {told[_REASON]}" for told in found]
    said = events or [value for name, value in _pairs(given) if name == "StatusReason"]
    failed = [text for text in said if reason(text).failure is not Failure.NO_CHANGE]
    return [Message(text, "AWS::CloudFormation::ChangeSet", in_full=True) for text in failed]


def _wanted(expected: str) -> list[str]:
    """The resource and the message that have to be told."""
    ids = re.findall(r"logicalId: '(\w+)'", expected)[:1]
    told = re.findall(r"'(?:Container \"\w+\"|Task stopped): ([^']*)'", expected)
    inside = re.findall(r"'Container \"\w+\": ([^']*)'", expected)
    told = inside or told
    said = [] if told else [text.replace("\\'", "'") for text in _SAID.findall(expected)]
    statuses = re.findall(r"statusReason: '([^']*)'", expected)
    listed = re.findall(r"messages\)\.toEqual\(\['([^']*)'\]", expected)
    return list(dict.fromkeys([*ids, *told, *said, *statuses, *listed]))


def _told(found: Diagnosis) -> str:
    told = (f"{cause.resource} {cause.what} {cause.fix} {' '.join(cause.evidence)}" for cause in found.causes)
    return " ".join([*told, *found.unknown])
