"""Hosts of private registries, and references to images in them."""

from __future__ import annotations

import pytest

from generator.awsdata.ecr import EcrImage, Registry, ecr_image, plain_host, registry
from generator.awsdata.regions import domains

ACCOUNT = "111122223333"


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        (f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com", True),
        (f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com.cn", True),
        (f"{ACCOUNT}.dkr.ecr.eu-west-1.c2s.ic.gov", True),
        (f"{ACCOUNT}.dkr.ecr-fips.eu-west-1.amazonaws.com", False),
        (f"{ACCOUNT}.dkr-ecr.eu-west-1.on.aws", False),
        (f"{ACCOUNT}.dkr-ecr-fips.eu-west-1.on.aws", False),
        (f"{ACCOUNT}.dkr-ecr.eu-west-1.on.amazonwebservices.com.cn", False),
    ],
)
def test_a_registry_in_each_form(host: str, plain: bool) -> None:
    assert registry(host) == Registry(ACCOUNT, "eu-west-1", plain)


@pytest.mark.parametrize(
    "host",
    [
        "public.ecr.aws",
        "docker.io",
        f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com.example.org",
        f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonawsXcom",
        f"{ACCOUNT}.dkr-ecr.eu-west-1.amazonaws.com",
        f"1{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com",
    ],
)
def test_what_is_no_private_registry(host: str) -> None:
    assert registry(host) is None
    assert ecr_image(f"{host}/web:v1") is None


@pytest.mark.parametrize("domain", sorted(domains()))
def test_a_host_that_is_named_is_read_back(domain: str) -> None:
    assert registry(plain_host(ACCOUNT, "us-east-1", domain)) == Registry(ACCOUNT, "us-east-1", plain=True)


@pytest.mark.parametrize(
    ("rest", "repository", "tag", "digest"),
    [
        ("web", "web", "", ""),
        ("team/web:v1", "team/web", "v1", ""),
        ("web@sha256:ab", "web", "", "sha256:ab"),
        ("web:v1@sha256:ab", "web", "v1", "sha256:ab"),
    ],
)
def test_an_image_is_taken_apart(rest: str, repository: str, tag: str, digest: str) -> None:
    own = Registry(ACCOUNT, "eu-west-1", plain=True)
    host = plain_host(ACCOUNT, "eu-west-1", "amazonaws.com")
    assert ecr_image(f"{host}/{rest}") == EcrImage(own, repository, tag, digest)


def test_no_repository_is_no_image() -> None:
    assert ecr_image(f"{plain_host(ACCOUNT, 'eu-west-1', 'amazonaws.com')}/:v1") is None
