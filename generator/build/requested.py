"""A new app from what was asked for: names of services, and whether there is a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generator.build.draft import Draft, DraftService
from generator.config.header import NAME
from generator.config.image import parse
from generator.config.section import Refused
from generator.errors import InputError, Problem

_PORT = 8080


def draft(name: str, region: str, services: Sequence[str], database: bool, folder: Path) -> Draft:
    """Lay out an app: the first service is behind the load balancer and calls the others.

    Raises InputError for what is no service.
    """
    asked = [_asked(each) for each in services]
    if twice := {each for each, _, _ in asked if [other for other, _, _ in asked].count(each) > 1}:
        raise _wrong(min(twice), "is named twice")
    names = [each for each, _, _ in asked]
    made = []
    for number, (service, image, port) in enumerate(asked):
        settings: dict[str, Any] = {"image": image, "port": port}
        remarks = {"image": "a bare name is a repository in this account's ECR"} if number == 0 else {}
        if number == 0:
            settings["route"] = {"path": "/*"}
            remarks["route"] = "what the load balancer sends here"
        if dockerfile := dockerfile_of(service, folder, alone=len(asked) == 1):
            settings["dockerfile"] = dockerfile
        if database:
            settings["uses"] = ["database"]
            remarks |= {"uses": "its address, its login as secrets, TLS that verifies the server"} if not number else {}
        if number == 0 and names[1:]:
            settings["calls"] = names[1:]
            remarks["calls"] = "opens the port, and provides <NAME>_URL"
        made.append(DraftService(service, settings, remarks))
    return Draft(name, region, made, {} if database else None)


def dockerfile_of(service: str, folder: Path, alone: bool) -> str:
    """The Dockerfile of a service that is there already, by its path from the folder; empty where there is none."""
    places = [f"{service}/Dockerfile", *(["Dockerfile"] if alone else [])]
    return next((place for place in places if (folder / place).is_file()), "")


def _asked(text: str) -> tuple[str, str, int]:
    match = re.fullmatch(r"([^=,]+)(?:=([^,]+))?(?:,(\d{1,5}))?", text)
    if not match:
        raise _wrong(text, "is not NAME[=IMAGE][,PORT]")
    name, image, port = match[1], match[2] or f"{match[1]}:v1.0.0", int(match[3] or _PORT)
    if not NAME.fullmatch(name):
        raise _wrong(text, "has no name of lower-case letters, digits and hyphens")
    if not 1024 <= port <= 65535:
        raise _wrong(text, "has a port that an ordinary user cannot open", "1024 to 65535")
    try:
        parse(image)
    except Refused as error:
        problem = Problem((), f"has an image that {error.what}", image, error.accepted, error.hint, "--service")
        raise InputError([problem]) from None
    return name, image, port


def _wrong(got: str, what: str, accepted: str = "such as web=web:v1.0.0,3000") -> InputError:
    return InputError([Problem((), what, got=got, accepted=accepted, where="--service")])
