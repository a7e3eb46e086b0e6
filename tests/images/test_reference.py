"""References: registries, mirrors, tags and digests."""

from __future__ import annotations

import pytest

from generator.images.reference import Reference, parse

DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("text", "repository", "tag"),
    [
        ("node", "docker.io/library/node", "latest"),
        ("node:20-alpine", "docker.io/library/node", "20-alpine"),
        ("library/node:20", "docker.io/library/node", "20"),
        ("docker.io/node:20", "docker.io/library/node", "20"),
        ("docker.io/library/node:20", "docker.io/library/node", "20"),
        ("index.docker.io/library/node:20", "docker.io/library/node", "20"),
        ("grafana/grafana:11.2.0", "docker.io/grafana/grafana", "11.2.0"),
        ("public.ecr.aws/docker/library/node:20", "docker.io/library/node", "20"),
        ("public.ecr.aws/amazonlinux/amazonlinux:2023", "docker.io/library/amazonlinux", "2023"),
        ("public.ecr.aws/nginx/nginx:1.27", "docker.io/library/nginx", "1.27"),
        ("public.ecr.aws/nginx/nginx-unprivileged:1.27", "docker.io/nginxinc/nginx-unprivileged", "1.27"),
        ("mirror.gcr.io/library/node:20", "docker.io/library/node", "20"),
        ("mirror.gcr.io/node:20", "docker.io/library/node", "20"),
        ("arm64v8/alpine:3.20", "docker.io/library/alpine", "3.20"),
        ("redhat/ubi9-minimal:9.4", "registry.access.redhat.com/ubi9/ubi-minimal", "9.4"),
        ("registry.redhat.io/ubi9/ubi:9.4", "registry.access.redhat.com/ubi9/ubi", "9.4"),
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/node:20", "docker.io/library/node", "20"),
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/docker/library/node:20",
            "docker.io/library/node",
            "20",
        ),
        (
            "123456789012.dkr.ecr.us-east-1.amazonaws.com/node:20",
            "123456789012.dkr.ecr.us-east-1.amazonaws.com/node",
            "20",
        ),
        (f"node@{DIGEST}", "docker.io/library/node", ""),
        (f"node:20-alpine@{DIGEST}", "docker.io/library/node", "20-alpine"),
        ("localhost:5000/node:20", "localhost:5000/node", "20"),
        ("localhost/node", "localhost/node", "latest"),
        ("ghcr.io/a/b_c/d--e:v1", "ghcr.io/a/b_c/d--e", "v1"),
    ],
)
def test_reference_names_repository_and_tag(text: str, repository: str, tag: str) -> None:
    found = parse(text)
    assert found == Reference(repository, tag, DIGEST if DIGEST in text else "")


@pytest.mark.parametrize(
    "text", ["", ":", "node:", "UPPER/case", "a b", "node@sha256:12", "http://x/y", "-", "a" * 2000]
)
def test_reference_malformed_is_none(text: str) -> None:
    assert parse(text) is None
