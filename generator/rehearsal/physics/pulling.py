"""What ECS says of an image that it cannot pull."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnosis.bundle import Row
from generator.rehearsal.physics.ending import FAILED_TO_START, Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.shared import NETWORK, PUBLIC, denied, is_public
from generator.rehearsal.physics.stages import Stage


def manifest(row: Row, facts: Facts) -> Iterator[Ending]:
    image = str(facts.container(row.need)["image"])
    host, _, path = image.partition("/")
    name, _, tag = path.partition("@")[0].partition(":")
    head = f'failed to do request: Head "https://{host}/v2/{name}/manifests/{tag or "latest"}": dial tcp'
    lead = "CannotPullContainerError: pull image manifest has been retried 5 time(s): "
    lead += f"failed to resolve ref {image}: {head}"
    if row.need.startswith("image of "):
        resource = f"arn:aws:ecr:{facts.region}:{facts.account}:repository/{name}"
        begin = (
            "CannotPullContainerError: The task can\u2019t pull the image. Check that the role has the permissions "
            f"to pull images from the registry. Error response from daemon: pull access denied for {image}, "
            "repository does not exist or may require 'docker login': denied: "
        )
        for words in denied(row, facts, "ecr:BatchGetImage", resource):
            yield from _pulled(Stage.MANIFEST, row, facts, begin + words.removeprefix("AccessDeniedException: "))
        return
    at = PUBLIC if is_public(row) else facts.address
    yield from _pulled(
        Stage.MANIFEST, row, facts, f"{lead} {at}:443: i/o timeout", f"{lead}: lookup {host}: no such host"
    )
    yield from _pulled(
        Stage.MANIFEST,
        row,
        facts,
        "CannotPullContainerError: The task can\u2019t pull the image. Check your network configuration. Error "
        f"response from daemon: Get https://{host}/v2/: net/http: request canceled while waiting for connection "
        "(Client.Timeout exceeded while awaiting headers)",
    )


def layer(row: Row, facts: Facts) -> Iterator[Ending]:
    image = str(facts.container(row.need)["image"])
    bucket = f"https://prod-{facts.region}-starport-layer-bucket.s3.{facts.region}.amazonaws.com/0a1b"
    begin = (
        f"CannotPullContainerError: The task cannot pull {image} from the registry. There is a connection issue "
        f"between the task and the registry. {NETWORK} : failed to copy: httpReadSeeker: failed open: "
        f'failed to do request: Get "{bucket}": dial tcp'
    )
    yield from _pulled(
        Stage.LAYER,
        row,
        facts,
        f"{begin} 52.217.1.1:443: i/o timeout",
        f"{begin}: lookup {bucket.split('/')[2]}: no such host",
        "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: "
        f"unexpected status code {bucket}: 403 Forbidden",
    )


def _pulled(stage: Stage, row: Row, facts: Facts, *reasons: str) -> Iterator[Ending]:
    name = str(facts.container(row.need)["name"])
    for reason in reasons:
        yield Ending(stage, row.need, reason, FAILED_TO_START, name, reason)
