"""The local AWS of a rehearsal: what it pretends for one deployment is in no other's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.aws.cloud import Cloud
from generator.deploy.place import local

IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:v1"


def repositories(cloud: Cloud) -> list[str]:
    return [each["repositoryName"] for each in cloud.client("ecr").describe_repositories()["repositories"]]


@pytest.mark.slow
def test_a_pretended_repository_goes_before_the_stack_that_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with local("us-east-1", [IMAGE]) as cloud:
        assert repositories(cloud) == ["web"]
    with local("us-east-1") as cloud:
        assert repositories(cloud) == ["web"], "who only looks changes nothing"
    with local("us-east-1", []) as cloud:
        assert repositories(cloud) == []
