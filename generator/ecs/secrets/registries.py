"""Where an image is pulled from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal as Word

from generator.awsdata.ecr import between_account_and_region, ecr_image
from generator.ecs.arns import account, arn, join, region, settled
from generator.ecs.own_account import within_account
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Pseudo, Reference, Resource, Text, Value

Kind = Word["ecr", "public", "unknown"]


@dataclass(frozen=True)
class Origin:
    """Where an image comes from: a private ECR (with the ARN of its repository, if known), elsewhere, or unknown."""

    kind: Kind
    repository: Value | None = None
    region: Value | None = None
    name: Value | None = None
    """The name of the repository, as far as it is known."""
    resource: Resource | None = None
    """The repository, if it is created in these templates."""


def origin(graph: Graph, image: Value) -> Origin:
    """Tell where an image is pulled from."""
    if isinstance(image, Text) and isinstance(image.parts[0], Reference):
        repository = graph.target(image.parts[0], "AWS::ECR::Repository")
        if repository is not None:
            arn_of, name = settled(graph, Reference(repository.path, "Arn")), repository.get("RepositoryName")
            return Origin("ecr", arn_of, region(graph), None if isinstance(name, Absent) else name, repository)
    match settled(graph, image):
        case Literal(text):
            return _literal_origin(graph, text)
        case Text(pieces):
            return _text_origin(graph, pieces)
        case _:
            return Origin("unknown")


def _literal_origin(graph: Graph, text: str) -> Origin:
    image = ecr_image(text)
    if image is None:
        return Origin("unknown" if between_account_and_region() in text else "public")
    if not image.registry.plain:  # Which endpoints serve its other hosts is not known.
        return Origin("unknown")
    owner, image_region = Literal(image.registry.account), Literal(image.registry.region)
    repository = arn(graph, "ecr", "repository/", image.repository, other_region=image_region, other_account=owner)
    name = Literal(image.repository)
    return Origin("ecr", repository, image_region, name, _created(graph, repository, name, image_region))


def _text_origin(graph: Graph, pieces: tuple[Value, ...]) -> Origin:
    """Read ``<account>.dkr.ecr.<region>.<suffix>/<name>:<tag>`` with unknowns between the literal parts."""
    mark = between_account_and_region()
    at = next((i for i, piece in enumerate(pieces) if isinstance(piece, Literal) and mark in piece.text), None)
    if at is None:
        first = pieces[0]
        if isinstance(first, Literal) and re.match(r"[a-z0-9.-]+\.[a-z]+/|[a-z0-9-]+[:/]", first.text):
            return Origin("public")
        return Origin("unknown")
    host = pieces[at]
    assert isinstance(host, Literal)
    before, _, after = host.text.partition(mark)
    owner = join(*pieces[:at], before) if at or before else account(graph)
    rest: list[Value] = [Literal(after), *pieces[at + 1 :]] if after else list(pieces[at + 1 :])
    region_parts: list[Value] = []
    while rest:
        piece = rest.pop(0)
        if isinstance(piece, Literal) and "." in piece.text:  # a region has none in its name
            head, dot, tail = piece.text.partition(".")
            region_parts += [Literal(head)] if head else []
            rest.insert(0, Literal(dot + tail))
            break
        region_parts.append(piece)
    name = _repository_name(rest)
    image_region = join(*region_parts) if region_parts else region(graph)
    repository = (
        None if name is None else arn(graph, "ecr", "repository/", name, other_region=image_region, other_account=owner)
    )
    return Origin("ecr", repository, image_region, name, _created(graph, repository, name, image_region))


def _created(graph: Graph, repository: Value | None, name: Value | None, image_region: Value) -> Resource | None:
    """The repository of that name that these templates create, if it is one of their own account and Region."""
    if repository is None or image_region != region(graph) or within_account(graph, repository) is not Truth.YES:
        return None
    return graph.named("AWS::ECR::Repository", name)


def _repository_name(rest: list[Value]) -> Value | None:
    """The repository's name: what stands between the first slash and the tag."""
    name: list[Value] = []
    seen = False
    for piece in rest:
        if isinstance(piece, Literal):
            text = piece.text
            if not seen:
                _, slash, text = text.partition("/")
                seen = bool(slash)
                if not seen:
                    continue
            cut = re.search(r"[:@]", text)
            name.append(Literal(text[: cut.start()] if cut else text))
            if cut:
                return join(*name)
        elif seen:
            name.append(piece)
        elif not isinstance(piece, Pseudo):
            return None
    return join(*name) if seen and name else None
