"""Whether what a template module declares is what it must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

from generator.config import Section
from generator.config.guard import where_defined
from generator.errors import Problem, did_you_mean

FUNCTIONS = {
    "build": "build(settings, app, needs) -> troposphere.Template",
    "needs": "needs(settings, app) -> Needs",
    "provides": "provides(settings) -> Provision",
    "check": "check(settings, app), which yields a Problem for each mistake",
    "notes": "notes(settings, app), which yields a Problem for each thing that somebody should know",
}
_REQUIRED = ("build",)


def _is_names(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(name, str) for name in value)


_VALUES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "EACH": (lambda value: isinstance(value, str) and value.isidentifier(), "the name of a section, as text"),
    "AFTER": (_is_names, 'a tuple of sections: ("endpoints",) with the comma'),
    "DEV": (lambda value: isinstance(value, Mapping) and _is_names(list(value)), "a mapping of settings"),
    "ROOT": (lambda value: isinstance(value, bool), "True or False"),
}


def misdeclared(code: ModuleType, shown: str) -> Iterator[Problem]:
    """A problem for everything that a module, called ``shown``, lacks or declares as something else."""
    settings = getattr(code, "Settings", None)
    if not (isinstance(settings, type) and issubclass(settings, Section)):
        accepted = "a subclass of generator.config.Section"
        yield Problem((), "has no class Settings", accepted=accepted, where=where_defined(shown, "Settings"))
        settings = None
    for name, accepted in FUNCTIONS.items():
        function = getattr(code, name, None)
        if function is None and name in _REQUIRED:
            yield Problem((), f"has no function {name}", accepted=accepted, where=shown)
        elif function is not None and not callable(function):
            got = type(function).__name__
            yield Problem((), f"{name} is not a function", got, accepted, where=where_defined(shown, name))
    for name, (fits, accepted) in _VALUES.items():
        value = getattr(code, name, None)
        if value is not None and not fits(value):
            got = type(value).__name__
            yield Problem(
                (), f"{name} is something else than it must be", got, accepted, where=where_defined(shown, name)
            )
        elif name == "DEV" and settings is not None:
            for key in sorted(set(value or ()) - set(settings.model_fields)):
                hint = did_you_mean(key, settings.model_fields)
                yield Problem(
                    (), f"DEV relaxes {key}, which is not one of Settings", hint=hint, where=where_defined(shown, name)
                )
