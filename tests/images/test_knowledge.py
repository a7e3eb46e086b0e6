"""What is on record of images: what each entry says, and that none is out of reach."""

from __future__ import annotations

import pytest

from generator.awsdata.images import images, repositories
from generator.images.knowledge import image
from tests.with_each import with_each

# (base, reference, programs it holds, programs it lacks, programs nobody can speak of)
FACTS = [
    ("scratch", "scratch", "", "sh curl wget anything /bin/sh /app", ""),
    ("alpine", "alpine:3.20", "sh wget nc /bin/sh /usr/bin/wget grep", "curl bash node python3 /usr/bin/curl", "tini"),
    ("busybox", "busybox:1.36-musl", "sh wget nc /bin/wget", "curl node python3", "bash /usr/bin/wget"),
    ("debian", "debian:bookworm-slim", "sh bash perl /bin/bash /usr/bin/bash", "curl wget nc python3 node", "ps"),
    ("debian-old", "debian:bullseye-20240101", "sh bash /bin/bash", "curl wget python3", "/usr/bin/bash"),
    ("ubuntu", "ubuntu:24.04", "sh bash", "curl wget nc python3", "ip"),
    ("buildpack-curl", "buildpack-deps:bookworm-curl", "curl wget bash", "node", "ps"),
    ("buildpack-scm", "buildpack-deps:trixie-scm", "curl wget git ps", "node", "python3"),
    ("buildpack", "buildpack-deps:bookworm", "curl wget git", "node", "nc"),
    ("amazonlinux", "amazonlinux:2", "curl bash xargs /usr/bin/curl /bin/curl", "wget nc node", "python3"),
    ("amazonlinux-2023", "public.ecr.aws/amazonlinux/amazonlinux:2023", "curl python3", "wget nc find xargs", "python"),
    ("amazonlinux-minimal", "amazonlinux:2023-minimal", "curl sh", "wget node xargs", "python3"),
    ("lambda", "public.ecr.aws/lambda/python:3.12", "sh bash", "", "curl wget python3"),
    ("ubi", "registry.access.redhat.com/ubi9/ubi:9.4", "curl bash", "node nc", "wget python3"),
    ("ubi-minimal", "redhat/ubi9-minimal", "curl bash", "wget python3 node find", "tar"),
    ("ubi-micro", "registry.access.redhat.com/ubi9/ubi-micro:latest", "sh bash", "curl wget python3", "awk"),
    ("distroless", "gcr.io/distroless/static-debian12:nonroot", "", "sh curl /bin/sh bash tini", ""),
    ("distroless-node", "gcr.io/distroless/nodejs22-debian12", "/nodejs/bin/node", "sh curl node /bin/sh", ""),
    ("distroless-java", "gcr.io/distroless/java21-debian13:latest-amd64", "java /usr/bin/java", "sh curl", ""),
    ("distroless-python", "gcr.io/distroless/python3-debian13", "python3 python", "sh curl", ""),
    ("distroless-python-old", "gcr.io/distroless/python3-debian12", "python3", "curl wget node", "sh"),
    ("distroless-debug", "gcr.io/distroless/base-debian12:debug", "sh wget /busybox/sh", "curl", "/bin/sh node"),
    ("otel-collector", "amazon/aws-otel-collector:v0.43.0", "/healthcheck /awscollector", "sh curl wget /bin/sh", ""),
    ("chainguard", "cgr.dev/chainguard/nginx:latest", "", "sh curl bash /bin/sh", "nginx"),
    ("chainguard-dotnet", "cgr.dev/chainguard/dotnet-runtime:latest", "dotnet sh", "curl bash", "wget"),
    ("chainguard-node", "cgr.dev/chainguard/node:latest", "node npm sh", "curl bash", "/usr/bin/node wget"),
    ("chainguard-python", "cgr.dev/chainguard/python", "python python3", "sh curl", "node"),
    ("chainguard-go", "cgr.dev/chainguard/go:latest", "go sh", "curl apk", "bash wget"),
    ("chainguard-dev", "cgr.dev/chainguard/node:latest-dev", "sh bash wget", "", "curl node"),
    ("node", "node:22-bookworm", "node npm curl wget bash /usr/local/bin/node", "java", "python3 nc /usr/bin/node"),
    ("node-slim", "node:20-bookworm-slim", "node bash", "curl wget python3", "ps"),
    ("node-alpine", "node:18-alpine3.18", "node wget nc sh", "curl bash python3", "/usr/bin/node"),
    ("python", "python:3.12", "python python3 curl wget", "node", "nc"),
    ("python-slim", "python:3.12-slim-bookworm", "python python3 bash", "curl wget node", "pip"),
    ("python-alpine", "python:3-alpine", "python3 wget", "curl bash node", "pip"),
    ("ruby", "ruby:3.3", "ruby curl wget", "node", "rails"),
    ("ruby-slim", "ruby:3.3-slim", "ruby bash", "curl wget node", "rails"),
    ("ruby-alpine", "ruby:3.3-alpine3.20", "ruby wget", "curl bash node", "rails"),
    ("php", "php:8.3-fpm", "php curl bash", "wget node", "python3"),
    ("php-alpine", "php:8.3-cli-alpine3.20", "php curl wget", "node python3", "bash"),
    ("golang", "golang:1.23-bookworm", "go curl wget git", "node", "python3"),
    ("golang-alpine", "golang:1.23-alpine", "go wget /usr/local/go/bin/go", "curl node", "bash"),
    ("openjdk", "openjdk:11-jre", "java curl wget", "node", "python3"),
    ("openjdk-slim", "openjdk:11-jre-slim-bullseye", "java bash", "curl wget node", "python3"),
    ("openjdk-oracle", "openjdk:17", "java curl sh", "", "wget node"),
    ("openjdk-alpine", "openjdk:8-jdk-alpine", "java wget", "curl node", "bash"),
    ("temurin", "eclipse-temurin:21-jre-noble", "java curl wget /opt/java/openjdk/bin/java", "node", "python3"),
    ("temurin-old", "eclipse-temurin:17.0.4.1_1-jre", "java curl", "node", "wget"),
    ("temurin-alpine", "eclipse-temurin:17-jre-alpine", "java wget", "curl node", "bash"),
    ("temurin-ubi", "eclipse-temurin:21-jre-ubi9-minimal", "java curl wget", "node python3", "tar"),
    ("corretto", "amazoncorretto:21-al2023-headless", "java curl bash", "wget node", "python3 xargs"),
    ("corretto-alpine", "amazoncorretto:21-alpine3.20", "java wget", "curl node", "bash"),
    ("dotnet", "mcr.microsoft.com/dotnet/aspnet:8.0", "dotnet bash", "curl wget node", "ps"),
    ("dotnet-alpine", "mcr.microsoft.com/dotnet/aspnet:8.0.10-alpine3.20", "dotnet wget", "curl bash", "tini"),
    ("dotnet-chiseled", "mcr.microsoft.com/dotnet/aspnet:9.0-noble-chiseled-extra", "dotnet", "sh curl wget", ""),
    ("dotnet-sdk", "mcr.microsoft.com/dotnet/sdk:9.0", "dotnet curl git", "node", "wget"),
    ("dotnet-sdk-alpine", "mcr.microsoft.com/dotnet/sdk:9.0-alpine", "dotnet curl git wget", "bash", "tini"),
    ("nginx", "nginx:1.27.0", "curl nginx bash", "wget node python3", "ps"),
    ("nginx-alpine", "public.ecr.aws/nginx/nginx:1.27-alpine", "curl wget nginx", "bash node", "tini"),
    ("nginx-slim", "nginx:1.27-alpine-slim", "wget nginx sh", "curl bash", "tini"),
    ("httpd", "httpd:2.4", "httpd bash perl", "curl wget", "ps"),
    ("httpd-alpine", "httpd:2.4-alpine", "httpd wget perl", "curl bash", "tini"),
    ("postgres", "postgres:16.3-bookworm", "psql pg_isready bash", "curl wget node", "python3"),
    ("postgres-alpine", "postgres:16-alpine", "psql pg_isready bash wget", "curl node", "perl"),
    ("redis", "redis:7.2", "redis-cli bash", "curl wget", "ps"),
    ("redis-8", "redis:8.0", "redis-cli sh", "", "curl wget"),
    ("redis-alpine", "redis:7-alpine", "redis-cli wget nc", "curl bash", "tini"),
    ("valkey", "valkey/valkey:8.0", "valkey-cli bash", "curl wget", "redis-cli"),
    ("valkey-alpine", "valkey/valkey:8.0-alpine", "valkey-cli wget", "curl", "redis-cli"),
    ("rabbitmq", "rabbitmq:3.13-management", "rabbitmq-diagnostics rabbitmqctl bash", "curl wget", "python3"),
    ("rabbitmq-alpine", "rabbitmq:3.13-management-alpine", "rabbitmq-diagnostics bash wget", "curl", "python3"),
    ("traefik", "traefik:v3.1", "traefik wget sh", "curl bash", "tini"),
    ("haproxy", "haproxy:3.0", "haproxy bash", "curl wget", "socat"),
    ("haproxy-alpine", "haproxy:lts-alpine", "haproxy wget", "curl bash", "socat"),
    ("caddy", "caddy:2-alpine", "caddy curl wget", "bash", "tini"),
    ("caddy-old", "caddy:2.7.6", "caddy wget", "curl bash", "tini"),
    ("grafana", "grafana/grafana:11.2.0", "grafana sh", "", "curl wget"),
    ("envoy-distroless", "envoyproxy/envoy:distroless-v1.31.0", "envoy", "sh curl wget", ""),
    ("envoy", "envoyproxy/envoy:v1.31.0", "envoy bash", "node", "curl wget"),
    ("appmesh-envoy", "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.6.1-prod", "sh curl grep", "", "wget"),
    ("mysql", "mysql:8.4", "mysql mysqladmin curl bash", "", "wget"),
]  # fmt: skip


@with_each("base, reference, has, lacks, open_", FACTS, ids=lambda fact: fact[0])
def test_fact_yes_no_unknown(base: str, reference: str, has: str, lacks: str, open_: str) -> None:
    facts = image(reference)
    told = {name: facts.program(name).verdict for name in (has + " " + lacks + " " + open_).split()}
    expected = (
        dict.fromkeys(has.split(), "yes") | dict.fromkeys(lacks.split(), "no") | dict.fromkeys(open_.split(), "unknown")
    )
    assert told == expected


@with_each("base, reference, has, lacks, open_", FACTS, ids=lambda fact: fact[0])
def test_fact_comes_from_the_base_it_is_named_after(
    base: str, reference: str, has: str, lacks: str, open_: str
) -> None:
    answers = [image(reference).program(name) for name in (has or lacks).split()[:3]]
    chain = [base]
    while above := images()[chain[-1]].extends:
        chain.append(above)
    assert all(any(images()[name].source in answer.because for name in chain) for answer in answers)


def test_every_base_is_in_the_table_of_facts() -> None:
    assert {fact[0] for fact in FACTS} == set(images())


def test_every_tag_means_a_base_and_every_base_has_a_tag() -> None:
    named = {meaning.image for meanings in repositories().values() for meaning in meanings}
    assert named <= set(images())
    assert set(images()) - named == {"scratch"}


@pytest.mark.parametrize(
    "reference",
    [
        "node:12-slim",  # kept curl until 2020
        "node:10",
        "nginx:1.16-alpine",  # curl came with 1.17.10
        "nginx:stable-fancy",
        "node:20-windowsservercore",
        "python:3.12-windowsservercore-ltsc2022",
        "mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-1809",
        "mcr.microsoft.com/dotnet/aspnet:5.0",
        "debian:jessie",
        "ubuntu:14.04",
        "alpine:2.7",
        "redis:4",
        "node@sha256:" + "0" * 64,
        "auth-service:v1",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/nginx:1.27",
        "bitnami/redis:7",
        "cgr.dev/chainguard/curl:latest",
        "gcr.io/distroless/nodejs22-debian12:custom",
        "not a reference",
    ],
)
def test_image_not_on_record_unknown(reference: str) -> None:
    facts = image(reference)
    for name in ("sh", "curl", "wget", "node", "/bin/sh"):
        answer = facts.program(name)
        assert answer.verdict == "unknown"
        assert answer.because


@pytest.mark.parametrize(
    ("reference", "other"),
    [
        ("node:20-alpine", "public.ecr.aws/docker/library/node:20-alpine"),
        ("node:20-alpine", "123456789012.dkr.ecr.us-east-1.amazonaws.com/docker-hub/library/node:20-alpine"),
        ("node:20-alpine", "node:20-alpine@sha256:" + "0" * 64),
        ("nginx:latest", "nginx"),
        ("nginx:1", "nginx:1.27.0"),
        ("nginx:1-alpine", "nginx:1.27.0-alpine3.20"),
        ("httpd:2-alpine", "httpd:2.4.62-alpine"),
        ("eclipse-temurin:8u502-b07-jdk-alpine-3.24", "eclipse-temurin:8-jdk-alpine"),
        ("node:lts-slim", "node:iron-bookworm-slim"),
        ("python:3.12-slim", "python:3.12.4-slim-bookworm"),
    ],
)
def test_mirror_tells_the_same(reference: str, other: str) -> None:
    assert image(reference).programs == image(other).programs
    assert image(reference).programs


def test_wget_of_alpine_is_busybox_and_of_debian_gnu() -> None:
    assert image("node:20-alpine").wget == "busybox"
    assert image("node:20").wget == "gnu"


@pytest.mark.parametrize("name", ["", "./curl", "bin/curl", "cu\0rl"])
def test_name_that_is_no_program_unknown(name: str) -> None:
    assert image("node:20").program(name).verdict == "unknown"


def test_path_is_read_as_a_file_system_reads_it() -> None:
    assert image("node:20").program("//usr//bin/../bin/curl").verdict == "yes"
    assert image("node:20-alpine").program("/opt/tools/curl").verdict == "unknown"
    assert image("scratch").program("/opt/tools/curl").verdict == "no"
