"""Templates that a program hands over on standard input, written ``-`` where verbs take a path."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from generator.cli.common import wholes
from generator.errors import InputError, Problem, did_you_mean

_ALONE = "template.yaml"
"""What a single template is called in the answer."""
_FORM = 'a template, or {"root": "root.yaml", "templates": {"root.yaml": "...", "network.yaml": "..."}}'

_KEYS = ("root", "parameters", "templates")

Given = tuple[list[Path], dict[str, str], Path | None]


@contextmanager
def given(options: argparse.Namespace) -> Iterator[Given]:
    """What is to be looked at: paths, values of parameters, and a file of sibling stacks.

    For ``-`` it stands in a folder of its own, which is the current one meanwhile: the answer depends on nothing but
    what was handed over, and no ``.cfnlintrc`` of anybody. Raises InputError for what is neither of the two forms.
    """
    if options.paths != ["-"]:
        if "-" in options.paths:
            raise _wrong("stands for all templates", accepted="- alone")
        yield wholes(options)
        return
    if options.stacks:
        raise _wrong("is one whole", accepted="- without --stacks")
    options.paths = [_ALONE]
    _, parameters, _ = wholes(options)
    root, texts, more = _read(_typed())
    if getattr(options, "baseline", None):
        options.baseline = str(Path(options.baseline).resolve())
    with tempfile.TemporaryDirectory(prefix="ecs-proof-") as folder, chdir(folder):
        for name, text in texts.items():
            try:
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_text(text, encoding="utf-8")
            except OSError as error:  # a and a/b, or a name too long for a file
                raise _wrong(f"calls a template {json.dumps(name)}", f"names of files ({error.strerror})") from None
        yield [Path(root)], more | parameters, None


def _typed() -> str:
    """What stands on standard input. Raises InputError for what is no text."""
    try:
        text = sys.stdin.read()
        text.encode()  # some locales read any byte, as a sign that no text may hold
    except UnicodeError:
        raise _wrong("is no text in UTF-8", accepted=_FORM) from None
    return text


def _read(text: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """The name of the root template, the texts of all, and values of parameters."""
    if not text.strip():
        raise _wrong("is empty", accepted=_FORM)
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError):
        return _ALONE, {_ALONE: text}, {}
    if not isinstance(content, dict) or "Resources" in content or not _near_form(content):
        return _ALONE, {_ALONE: text}, {}
    for key in content:
        if key not in _KEYS:
            raise _wrong(f"has a key {json.dumps(key)}", accepted=", ".join(_KEYS), more=did_you_mean(key, _KEYS))
    if "templates" not in content:
        raise _wrong("has no templates", accepted=_FORM)
    templates, root = content["templates"], content.get("root", "root.yaml")
    if not (isinstance(templates, dict) and all(isinstance(each, str) for each in templates.values())):
        raise _wrong("has templates that are no texts by their names", accepted=_FORM)
    for name in templates:
        steps = PurePosixPath(name)
        if any(step.startswith(".") and step != ".." for step in steps.parts):  # a .cfnlintrc names code to run
            raise _wrong(f"calls a template {json.dumps(name)}", accepted="names that do not begin with a dot")
        if steps.is_absolute() or ".." in steps.parts or not steps.name or "\\" in name or not name.isprintable():
            raise _wrong(f"calls a template {json.dumps(name)}", accepted="names such as root.yaml and net/vpc.yaml")
        if not _is_text(templates[name]):
            raise _wrong(f"has a template {name} with half a character in it", accepted="text in UTF-8")
    if not isinstance(root, str) or root not in templates:
        names = ", ".join(sorted(templates)) or "no template at all"
        raise _wrong(f"has no template called {json.dumps(root)}, which is its root", accepted=f"one of: {names}")
    values = content.get("parameters", {})
    if not (isinstance(values, dict) and all(isinstance(each, str) and _is_text(each) for each in values.values())):
        raise _wrong("has parameters that are no texts by their names", accepted='{"Stage": "prod"}')
    return root, templates, values


def _near_form(content: Mapping[str, Any]) -> bool:
    """Whether several templates are meant: by a key of that form, or by one that is nearly one.

    The sections of a template begin with a capital.
    """
    return any(key in _KEYS or (key[:1].islower() and did_you_mean(key, _KEYS)) for key in content)


def _is_text(text: str) -> bool:
    """Whether it can be written down: JSON may escape half of a character."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _wrong(what: str, accepted: str, more: str = "") -> InputError:
    hint = "; ".join(filter(None, (more, "see docs/programs.md")))
    return InputError([Problem((), what, accepted=accepted, hint=hint, where="-")])
