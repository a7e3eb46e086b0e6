"""Load template modules from a folder: one file = one kind of nested stack."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from generator.compose.declared import misdeclared
from generator.config import Module
from generator.config.guard import error_in_words, guarded, line_of, where_raised
from generator.errors import InputError, Problem, did_you_mean

__all__ = ["RESERVED", "guarded", "load"]

RESERVED = {"environments", "name", "profile", "region", "root", "tags"}
"""Words that a template module may not be called: app.yaml or the output uses them otherwise."""


def load(folder: Path, shown: str = "") -> dict[str, Module]:
    """Load every ``*.py`` of a folder that does not begin with ``_``, by section.

    The folder is loaded as a package of its own, never through ``sys.path``. Raises InputError when the folder is
    missing or empty, a file does not run, or what it declares is not what it must be.
    """
    shown = shown or str(folder)
    files = sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))
    if not files:
        hint = "name the folder with --templates"
        raise InputError(
            [Problem((), "holds no template module", accepted="files such as network.py", hint=hint, where=shown)]
        )
    package = "generator_templates_" + sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    with _package(package, folder):
        modules = [_module(path, f"{shown}/{path.name}", f"{package}.{path.stem}") for path in files]
    by_section: dict[str, Module] = {}
    for module in modules:
        if other := by_section.get(module.section):
            what = f"reads the section {module.section}, which {other.file} reads already"
            raise InputError([Problem((), what, where=module.file)])
        by_section[module.section] = module
    problems = [problem for module in modules for problem in _unknown_sections(module, by_section)]
    if problems:
        raise InputError(problems)
    return by_section


def _unknown_sections(module: Module, modules: Mapping[str, Module]) -> Iterator[Problem]:
    """Find sections in AFTER that are none: such a stack would wait for nothing, unnoticed."""
    for section in module.after:
        if section not in modules:
            where = f"{module.file}:{line}" if (line := line_of("AFTER", Path(module.file))) else module.file
            hint = did_you_mean(section, modules)
            yield Problem((), "AFTER names a section that no module reads", section, hint=hint, where=where)


@contextmanager
def _package(name: str, folder: Path) -> Iterator[None]:
    """Make the folder importable under a name of its own, so that its files may share helpers."""
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [str(folder.resolve())]
    sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    before = sys.dont_write_bytecode
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def _module(path: Path, shown: str, name: str) -> Module:
    if path.stem in RESERVED or not path.stem.isidentifier():
        raise InputError([Problem((), "is not a name for a template module", got=path.stem, where=shown)])
    code = sys.modules.get(name) or _run(path, shown, name)
    if problems := list(misdeclared(code, shown)):
        raise InputError(problems)
    optional: dict[str, Any] = {field: getattr(code, field, None) for field in ("needs", "provides", "check", "notes")}
    section_of_entries = getattr(code, "EACH", None)
    return Module(
        name=path.stem,
        section=section_of_entries or path.stem,
        settings=code.Settings,
        build=code.build,
        dev=getattr(code, "DEV", {}),
        each=section_of_entries is not None,
        root=getattr(code, "ROOT", False),
        after=getattr(code, "AFTER", ()),
        file=shown,
        summary=(code.__doc__ or path.stem).strip().splitlines()[0],
        **optional,
    )


def _run(path: Path, shown: str, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    code = importlib.util.module_from_spec(spec)
    sys.modules[name] = code
    try:
        spec.loader.exec_module(code)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a module that calls sys.exit() is told of, and does not end us without a word
        del sys.modules[name]
        raise InputError(
            [Problem((), f"does not run: {error_in_words(error)}", where=where_raised(error, shown))]
        ) from error
    return code
