"""Repositories of this account that images are pulled from, with their policies, and whether they have the tags."""

from __future__ import annotations

from collections.abc import Iterable

from generator.aws.live.reading import Reading
from generator.awsdata.ecr import ecr_image


def repositories(reading: Reading, images: Iterable[str]) -> None:
    """Keep repositories by the images that are pulled. What is not there, repository or tag, is noted as absent."""
    facts, seen = reading.facts, set[str]()
    for name in dict.fromkeys(images):
        image = ecr_image(name)
        if image is None or (image.registry.account, image.registry.region) != (facts.account, facts.region):
            continue
        if image.repository not in seen:
            seen.add(image.repository)
            _repository(reading, image.repository, name)
        path, digest = name.partition("@")[::2]
        tag = path.rpartition("/")[2].partition(":")[2]
        if image.repository in {each["repositoryName"] for each in facts.of("ecr:DescribeRepositories")}:
            wanted = {"imageDigest": digest} if digest else {"imageTag": tag or "latest"}
            told = reading.one("ecr", "describe_images", repositoryName=image.repository, imageIds=[wanted])
            if told is None and not reading.refused("ecr", "describe_images"):
                facts.absent[name] = "an image"


def _repository(reading: Reading, repository: str, image: str) -> None:
    answer = reading.one("ecr", "describe_repositories", repositoryNames=[repository])
    if answer is None:
        if not reading.refused("ecr", "describe_repositories"):
            reading.facts.absent[image] = "an image"
        return
    told = dict(answer["repositories"][0])
    policy = reading.one("ecr", "get_repository_policy", repositoryName=repository)
    if policy is not None:
        told["policyText"] = policy["policyText"]
    elif reading.refused("ecr", "get_repository_policy"):
        told["policyUnread"] = True
    reading.facts.add("ecr:DescribeRepositories", [told])
