"""An image tag that means another image tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from generator.checks.check import Check
from generator.ecs.tasks import Container
from generator.ecs.texts import Texts, whole
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Literal, Reference, Text, parts

_CONSEQUENCE = (
    ": tasks may start with another image although nothing changes here, and a rollback cannot bring the earlier one "
    "back"
)


class TagMoves(Check):
    id = "WCS151"
    lesson = 15
    title = "Image has the tag latest, or none"
    symptom = "None: what runs changes without a deployment of the stack, and a rollback brings back the same image"
    why = (
        "The template does not change when the tag is moved, so CloudFormation deploys nothing, and no revision of "
        "the task definition says which image it ran."
    )
    fix = "Write a version tag that never moves, or a digest."
    message = {
        "latest": "the image of {container} ({task}) has the tag latest" + _CONSEQUENCE,
        "none": "the image of {container} ({task}) has no tag, which means latest" + _CONSEQUENCE,
    }
    change = "Image: a version tag that never moves, or a digest"
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Image": (
            "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:latest'"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            for container in task.containers:
                tag = _tag(container)
                if tag not in ("", "latest"):
                    continue
                yield self.at(
                    container.definition,
                    *container.steps,
                    "Image",
                    tasks=(task.name,),
                    variant=tag or "none",
                    container=container.name,
                    task=task.name,
                )


def _tag(container: Container) -> str | None:
    """The tag that is written, empty for none; None when there is a digest, or each deployment can say which."""
    image = container.image
    if isinstance(image, Reference):
        return "" if image.attribute == "RepositoryUri" else None
    if not isinstance(image, Literal | Text):
        return None
    text = Texts().text(image)
    if any(step.origin for part in parts(image) for step in part.via):
        # The value of a parameter is in it, a Default for one: what counts is what stands after the last parameter.
        tail = _written_tail(container.written("Image"))
        text = tail if set("/:@") & set(tail) else ""
    name = text.rpartition("/")[2]
    if "@" in name or not name or not whole(name):
        # A tag after an unknown name is still a tag; an unknown end is not known.
        tail = name.rpartition(":")[2] if ":" in name and "@" not in name else ""
        return tail if tail and whole(tail) else None
    return name.partition(":")[2]


def _written_tail(node: object) -> str:
    """The end of a text that is written out, whatever functions make the rest of it."""
    match node:
        case str():
            return node
        case {"Fn::Sub": str(text) | [str(text), _]}:
            return text.rpartition("}")[2]
        case {"Fn::Join": [str(delimiter), [*items]]}:
            last = list(takewhile(lambda item: isinstance(item, str), reversed(items)))
            return delimiter.join(["", *reversed(last)] if len(last) < len(items) else reversed(last))
    return ""
