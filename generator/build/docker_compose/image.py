"""The image of a service, and the Dockerfile that it is built by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.build.docker_compose.told import Made
from generator.config.image import parse
from generator.config.section import Refused


def image(made: Made, name: str, given: Mapping[str, Any], beside: Path, folder: Path) -> None:
    """Take the image over as one of a version that never moves, and the Dockerfile where it is below ``folder``."""
    build, written = given.get("build"), str(given.get("image", ""))
    if build is not None:
        context = build if isinstance(build, str) else str(build.get("context", "."))
        file = "Dockerfile" if isinstance(build, str) else str(build.get("dockerfile", "Dockerfile"))
        place = (beside / context / file).resolve()
        if place.is_file() and place.is_relative_to(folder.resolve()):
            made.settings["dockerfile"] = place.relative_to(folder.resolve()).as_posix()
            made.say("+", f"dockerfile: {made.settings['dockerfile']}", "build")
        else:
            made.say("-", "its Dockerfile is not below the folder of app.yaml; push the image to ECR", "build")
    if written.split("/")[0].count(".") and not written.startswith("docker.io/"):
        own = written
    else:
        own = written.removeprefix("docker.io/").removeprefix("library/")
    for candidate in (own, f"{own.partition('@')[0].rsplit(':', 1)[0] or name}:v1.0.0", f"{name}:v1.0.0"):
        try:
            parse(candidate)
        except Refused:
            continue
        break
    made.settings["image"] = candidate
    if not written:
        made.say("!", f"image: {candidate}; push what you build under this name to ECR", "build")
    elif candidate != own:
        made.say("!", f"image: {candidate}, for app.yaml names a version that never moves", "image")
    elif own != written or "/" not in written or not written.split("/")[0].count("."):
        made.say("!", f"image: {candidate} of this account's ECR; push a copy there, or use pull through", "image")
    else:
        made.say("+", f"image: {candidate}", "image")
