"""Judge the local AWS by the change sets that localstack recorded of AWS: the same two templates, one after the other.

FOLDER is localstack's ``tests/aws/services/cloudformation``. The templates stand in the tests beside the recordings;
what a test does besides, with Python, is not followed. Of each resource of the update: the action, whether it is
replaced, and what its events say; and how both operations end.
"""

from __future__ import annotations

import ast
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from generator.rehearsal.server import running
from tests.judges.compared import Compared, Outcome, compare, not_applicable
from tests.judges.snapshots import CREATED, PLAIN, STACK, UPDATED, Answer, Recorded, recordings
from tests.judges.unittests import Reader, Unreadable
from tests.rehearsal.account import Account

_PATIENCE = 30.0
"""How long an operation may take, in seconds."""


class _Update(Reader):
    """Follows a test up to where it gives two templates, and their parameters, to be deployed one after the other."""

    def __init__(self) -> None:
        unique = dict.fromkeys(("long_uid", "short_uid"), lambda: "unique")
        super().__init__("", unique, {})
        self.given: list[Any] = []

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            match statement:
                case ast.Assign(targets=[target], value=value):
                    self.names[ast.unparse(target)] = self.of(value)
                case ast.Expr(ast.Call(ast.Attribute(attr="add_transformer"), [ast.Call(_, [ast.Name(name), to])])):
                    self.names[name] = self.of(to)
                case ast.Expr(ast.Call(ast.Name("capture_update_process"), [_, *given], keywords)):
                    named = {each.arg: self.of(each.value) for each in keywords}
                    two = [self.of(each) for each in given] + [named[key] for key in ("t1", "t2") if key in named]
                    self.given = [*two[:2], named.get("p1", {}), named.get("p2", {})]
                    return
                case ast.Expr(ast.Constant()) | ast.Expr(ast.Call(ast.Attribute(attr="add_transformer"))):
                    pass
                case _:
                    raise Unreadable(ast.unparse(statement))


def judge(folder: Path) -> Iterator[Compared]:
    """Deploy what can be read, in one local AWS."""
    readable = []
    for recorded in recordings(folder):
        if UPDATED not in recorded.answers:
            yield not_applicable(recorded.name, "records no update of a template")
        elif not (given := _given(recorded)):
            yield not_applicable(recorded.name, "makes its templates in a way that is not followed")
        else:
            readable.append((recorded, given))
    if not readable:
        return
    with tempfile.TemporaryDirectory() as state, running(Path(state), pace=0) as local:
        account = Account(local)
        for number, (recorded, given) in enumerate(readable):
            yield from _deployed(account, recorded, f"judged-{number}", given)


def _given(recorded: Recorded) -> list[Any]:
    """The two templates and their parameters, or nothing where the test cannot be read."""
    path = recorded.file.with_name(recorded.file.name.removesuffix(".snapshot.json") + ".py")
    wanted = recorded.test.rpartition("::")[2]
    if "[" in wanted or not path.exists():
        return []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == wanted:
            reader = _Update()
            try:
                reader.block(node.body)
            except (Unreadable, KeyError, IndexError, TypeError, ValueError):
                return []
            return reader.given if all(isinstance(each, dict) for each in reader.given) else []
    return []


def _deployed(account: Account, recorded: Recorded, stack: str, given: list[Any]) -> Iterator[Compared]:
    first, second, *parameters = given
    try:
        made = _change_set(account, stack, "CREATE", first, parameters[0])
        yield _listed(f"{recorded.name}, creation", recorded.answers[CREATED], made)
        yield compare(f"{recorded.name}, creation ends", "CREATE_COMPLETE", _executed(account, stack))
        made = _change_set(account, stack, "UPDATE", second, parameters[1])
        theirs = recorded.answers.get(PLAIN) or recorded.answers[UPDATED]
        yield from _changes(f"{recorded.name}, update", theirs, made)
        ended = recorded.answers[STACK]["StackStatus"]
        yield compare(f"{recorded.name}, update ends", ended, _executed(account, stack))
    except (ClientError, BotoCoreError) as error:
        yield Compared(f"{recorded.name}", Outcome.DIFFER, f"AWS takes it, ours says {error}")
    finally:
        account.cloudformation.delete_stack(StackName=stack)


def _change_set(account: Account, stack: str, kind: str, template: Answer, parameters: Mapping[str, str]) -> Answer:
    given = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
    capabilities = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
    asked = {"TemplateBody": json.dumps(template), "Parameters": given, "Capabilities": capabilities}
    named = {"StackName": stack, "ChangeSetName": "judged"}
    account.cloudformation.create_change_set(**named, **asked, ChangeSetType=kind)
    until = time.monotonic() + _PATIENCE
    while True:
        answer: Answer = account.cloudformation.describe_change_set(**named)
        if answer["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS") or time.monotonic() > until:
            return answer
        time.sleep(0.05)


def _executed(account: Account, stack: str) -> str:
    account.cloudformation.execute_change_set(StackName=stack, ChangeSetName="judged")
    until = time.monotonic() + _PATIENCE
    while True:
        status = str(account.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])
        if (not status.endswith("_IN_PROGRESS") or "REVIEW" in status) or time.monotonic() > until:
            return status
        time.sleep(0.05)


def _told(answer: Answer) -> dict[str, tuple[str, str]]:
    changes = [entry["ResourceChange"] for entry in answer.get("Changes") or ()]
    return {
        change["LogicalResourceId"]: (
            change["Action"],
            change.get("Replacement", "") if change["Action"] == "Modify" else "",
        )
        for change in changes
    }


def _listed(name: str, theirs: Answer, ours: Answer) -> Compared:
    return compare(name, _told(theirs), _told(ours), ours.get("StatusReason", ""))


def _changes(name: str, theirs: Answer, ours: Answer) -> Iterator[Compared]:
    told, answered = _told(theirs), _told(ours)
    for resource in sorted({*told, *answered}):
        yield compare(f"{name}: {resource}", told.get(resource, ("none", "")), answered.get(resource, ("none", "")))
    if not told and not answered:
        yield compare(name, theirs["Status"], ours["Status"])
