"""Which probe runs in which image, and how `build` writes it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from generator.awsdata.health_checks import bounds
from generator.images.knowledge import image
from generator.images.verdict import missing
from generator.logic import Truth
from generator.report.guides.app import resources
from generator.report.guides.table import code, table

_PROGRAMS = {"node": "node", "python3": "python", "timeout": "wget", "curl": "curl"}
"""What a probe is called in app.yaml, by the first word of its command."""

_IMAGES = (
    "node:22",
    "node:22-slim",
    "node:22-alpine",
    "python:3.13",
    "python:3.13-slim",
    "python:3.13-alpine",
    "ruby:3.4",
    "ruby:3.4-slim",
    "php:8.4-fpm",
    "golang:1.25",
    "golang:1.25-alpine",
    "eclipse-temurin:21-jre",
    "eclipse-temurin:21-jre-alpine",
    "amazoncorretto:21",
    "mcr.microsoft.com/dotnet/aspnet:9.0",
    "mcr.microsoft.com/dotnet/aspnet:9.0-alpine",
    "gcr.io/distroless/nodejs22-debian12",
    "gcr.io/distroless/static-debian12",
    "nginx:1.29",
    "nginx:1.29-alpine",
    "httpd:2.4",
    "alpine:3.22",
    "debian:bookworm-slim",
    "ubuntu:24.04",
    "amazonlinux:2023",
    "busybox:1.37",
    "scratch",
)

_SAID = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "not known"}


@cache
def _checks() -> dict[str, dict[str, Any]]:
    """The health check of each probe, by the name of the probe."""
    found = {}
    for _, definition in resources("AWS::ECS::TaskDefinition"):
        for container in definition["ContainerDefinitions"]:
            found[_PROGRAMS[container["HealthCheck"]["Command"][1]]] = container["HealthCheck"]
    return {probe: found[probe] for probe in _PROGRAMS.values()}


def probes() -> str:
    """Each probe as `build` writes it, as JSON of a task definition."""
    blocks = []
    for probe, check in _checks().items():
        command = ",\n".join(f"  {json.dumps(word)}" for word in check["Command"])
        blocks.append(f"`probe: {probe}`\n\n```json\n[\n{command}\n]\n```")
    return "\n\n".join(blocks)


def verdicts() -> str:
    """Whether each probe finds what it runs in each image."""
    rows = []
    for reference in _IMAGES:
        facts = image(reference)
        answers = [missing(check["Command"], facts).verdict for check in _checks().values()]
        rows.append((code(reference), *(_SAID[answer] for answer in answers), _SAID[facts.shell().verdict]))
    return table(("image", *map(code, _checks()), "a shell, for `CMD-SHELL`"), rows)


def limits() -> str:
    """What ECS accepts, and what `build` writes where nothing is said."""
    check = next(iter(_checks().values()))
    rows = [(code(name), f"{each.least} to {each.most}", str(check[name])) for name, each in bounds().items()]
    return table(("property", "ECS accepts", "`build` writes"), rows)
