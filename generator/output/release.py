"""Read a folder of output back as what is deployed: the manifest and the templates, exactly as they were reviewed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.errors import InputError, Problem
from generator.hints import program
from generator.output.manifest import FILE, digest
from generator.output.shape import misshapen


@dataclass(frozen=True)
class Release:
    """What ``output/<env>/`` says: the stack to deploy, and the text of every template by file name."""

    folder: Path
    app: str
    environment: str
    stack: str
    region: str
    template: str
    capabilities: tuple[str, ...]
    tags: Mapping[str, str]
    termination_protection: bool
    images: tuple[str, ...]
    certificates: tuple[str, ...]
    templates: Mapping[str, str]
    edited: tuple[str, ...] = ()
    """Files that are not what build wrote; only where that is allowed."""


def read_release(folder: Path, edited: bool = False) -> Release:
    """Read a folder that build wrote, or with ``edited`` what somebody made of it.

    Raises InputError when there is none, when a file is missing, or when one differs from its digest in deploy.json:
    what is deployed is what was proven and reviewed.
    """
    path = folder / FILE
    rebuild = f"run: {program()} build"
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        others = sorted(path.parent.name for path in folder.parent.glob(f"*/{FILE}"))
        there = f"there is {', '.join(others)}" if others else rebuild
        raise InputError([Problem((), "there is no such output", hint=there, where=str(path))]) from None
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or f"it is not JSON ({error})"
        raise InputError([Problem((), f"cannot be read: {reason}", hint=rebuild, where=str(path))]) from None
    if problems := [replace(fault, hint=rebuild, where=str(path)) for fault in misshapen(content)]:
        raise InputError(problems)
    return _release(folder, content, edited)


def _release(folder: Path, content: Mapping[str, Any], edited: bool) -> Release:
    texts, problems, differing = {}, [], []
    for name, expected in content["files"].items():
        try:
            texts[name] = (folder / name).read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not text"
            problems.append(Problem((), f"cannot be read: {reason}", where=str(folder / name)))
            continue
        if digest(texts[name]) == expected:
            continue
        differing.append(name)
        if not edited:
            what = f"is not what {FILE} says that it is: it was edited or half built"
            hint = f"change app.yaml or templates/ instead, and run: {program()} build"
            hint += "; what was edited is rehearsed with --local --allow-unproven"
            problems.append(Problem((), what, hint=hint, where=str(folder / name)))
    if problems:
        raise InputError(problems)
    return Release(
        folder,
        content["app"],
        content["environment"],
        content["stack"],
        content["region"],
        content["template"],
        tuple(content["capabilities"]),
        dict(content["tags"]),
        content["protection"]["termination"],
        tuple(content["images"]),
        tuple(content["certificates"]),
        texts,
        tuple(differing),
    )
