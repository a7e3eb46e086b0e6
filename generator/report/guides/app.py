"""What `build` writes for the app of app.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from generator.build.starter import templates
from generator.build.steps import build


@cache
def bodies() -> Mapping[str, Any]:
    """The templates by file name, as plain data. Raises InputError when the app cannot be built."""
    with as_file(files("generator.report.guides") / "app.yaml") as path:
        (built,) = build(path, templates(), ["prod"])
    return built.composition.bodies


def resources(kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The resources of a type in all of them: the file that each stands in, and its properties."""
    for file, body in bodies().items():
        for resource in body["Resources"].values():
            if resource["Type"] == kind:
                yield file, resource.get("Properties", {})
