"""What programs in containers call of AWS: the CLI in a command, and agents that are known by their image."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.apis import callable_type
from generator.awsdata.callers import action_of_cli, actions_of_image
from generator.ecs.containers.cli_calls import CliCall, cli_calls
from generator.ecs.containers.commands import told
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal
from generator.stack import Resource

BUCKET, SECRET = "AWS::S3::Bucket", "AWS::SecretsManager::Secret"
_NAMED = (SECRET, "AWS::SQS::Queue", "AWS::SNS::Topic", "AWS::DynamoDB::Table")
"""Types on whose resource alone a call of the CLI is, where it names one."""


@dataclass(frozen=True)
class ProgramCall:
    """A call, where it is written in the container, and the resource that it is on, where that is created here."""

    container: Container
    steps: tuple[str | int, ...]
    written: str
    action: str
    on: Resource | None = None


def program_calls(task: Task) -> Iterator[ProgramCall]:
    """The calls that a task makes as its task role."""
    for container in task.containers:
        for call in cli_calls(container):
            on = next((found for each in call.named if (found := task.graph.resource(each.resource))), None)
            if call.service == "s3":
                yield from _of_s3(call, on)
            elif action := action_of_cli(call.service, call.operation):
                fits = on is not None and on.type in _NAMED
                known = callable_type(on.type) if on is not None else None
                same = known is not None and action.startswith(f"{known.service}:")
                fits = fits or (on is not None and on.type == BUCKET and action == "s3:ListBucket")
                yield ProgramCall(container, call.steps, call.written, action, on if fits and same else None)
        image = literal(container.image) or ""
        name = image.partition("@")[0].rpartition("/")[2].partition(":")[0]
        words = told(container)
        for action in actions_of_image(name, _files(words.words if words is not None else ())):
            yield ProgramCall(container, (*container.steps, "Image"), name, action)


def _files(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for each in words for word in (each, each.partition("=")[2]) if word)


def _of_s3(call: CliCall, on: Resource | None) -> Iterator[ProgramCall]:
    """What ``aws s3`` needs: to list the bucket, or to get and put its objects."""
    bucket = on if on is not None and on.type == BUCKET else None
    many = call.operation == "sync" or " --recursive" in call.arguments
    paths = [word for word in call.arguments.split() if not word.startswith("-")]
    lists = call.operation == "ls" or (many and call.operation in ("sync", "cp", "mv", "rm"))
    if lists and bucket is not None and any(word.startswith("s3://") for word in paths):
        yield ProgramCall(call.container, call.steps, call.written, "s3:ListBucket", bucket)
    if call.operation in ("cp", "sync", "mv") and len(paths) > 1 and bucket is not None:
        action = "s3:GetObject" if paths[0].startswith("s3://") else "s3:PutObject"
        yield ProgramCall(call.container, call.steps, call.written, action)
