"""Load template modules from a folder: one file = one kind of nested stack."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from generator.config import Module, Section
from generator.errors import InputError, Problem

T = TypeVar("T")

RESERVED = {"environments", "name", "profile", "region", "root", "tags"}
"""Words that a template module may not be called: app.yaml or the output uses them otherwise."""


def load(folder: Path, shown: str = "") -> dict[str, Module]:
    """Load every ``*.py`` of a folder that does not begin with ``_``, by section.

    The folder is loaded as a package of its own, never through ``sys.path``. Raises InputError when the folder is
    missing or empty, a file does not run, or it lacks ``Settings`` or ``build``.
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
    return by_section


@contextmanager
def _package(name: str, folder: Path) -> Iterator[None]:
    """Make the folder importable under a name of its own, so that its files may share helpers."""
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
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
    settings = getattr(code, "Settings", None)
    build = getattr(code, "build", None)
    if not (isinstance(settings, type) and issubclass(settings, Section)):
        raise InputError(
            [Problem((), "has no class Settings", accepted="a subclass of generator.config.Section", where=shown)]
        )
    if not callable(build):
        accepted = "build(settings, app, needs) -> troposphere.Template"
        raise InputError([Problem((), "has no function build", accepted=accepted, where=shown)])
    optional: dict[str, Any] = {field: getattr(code, field, None) for field in ("needs", "provides", "check", "notes")}
    each = getattr(code, "EACH", None)
    return Module(
        name=path.stem,
        section=each or path.stem,
        settings=settings,
        build=build,
        dev=getattr(code, "DEV", {}),
        each=each is not None,
        root=getattr(code, "ROOT", False),
        after=getattr(code, "AFTER", ()),
        file=shown,
        summary=(code.__doc__ or path.stem).strip().splitlines()[0],
        **optional,
    )


def guarded(module: Module, function: Callable[[], T]) -> T:
    """Call a module's function; raises InputError with the file and line in it for whatever else it raises."""
    try:
        return function()
    except InputError:
        raise
    except Exception as error:
        line = _line_in(error, module.file)
        where = f"{module.file}:{line}" if line else module.file
        text = " ".join(str(error).split())
        raise InputError([Problem((), f"does not build: {type(error).__name__}: {text}", where=where)]) from error


def _run(path: Path, shown: str, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    code = importlib.util.module_from_spec(spec)
    sys.modules[name] = code
    try:
        spec.loader.exec_module(code)
    except Exception as error:
        del sys.modules[name]
        line = _line_in(error, str(path))
        where = f"{shown}:{line}" if line else shown
        raise InputError([Problem((), f"does not run: {type(error).__name__}: {error}", where=where)]) from error
    return code


def _line_in(error: BaseException, path: str) -> int | None:
    """Give the last line of a file that an exception passed through."""
    if isinstance(error, SyntaxError):
        return error.lineno
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
