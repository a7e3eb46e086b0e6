"""A docker-compose.yml as a draft of app.yaml, and line by line what was carried over and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.build.docker_compose.service import service
from generator.build.docker_compose.stores import database_of, store
from generator.build.docker_compose.told import Told
from generator.build.draft import Draft, DraftService, name_of
from generator.errors import InputError, Problem

_NOT_OURS = {
    "version": "has no meaning any more",
    "name": "--name says it, or the folder",
    "networks": "not needed: groups follow from calls and uses",
}
_TOP = "not carried over: tasks keep no files; a file system or a bucket is a template module of its own"


@dataclass(frozen=True)
class Carried:
    """The draft, and what is said of each line of the file it was made of."""

    draft: Draft
    lines: tuple[str, ...]


def read(path: Path, name: str, region: str, folder: Path) -> Carried:
    """Carry a compose file over. Raises InputError where it cannot be read, or holds no service that could run."""
    content, lines = _content(path)
    services: Mapping[str, Any] = content["services"]
    told: list[Told] = []
    stores = {key: kind for key, each in services.items() if (kind := store(each))}
    database: dict[str, Any] | None = None
    for key, kind in stores.items():
        if kind == "postgres" and database is None:
            database, said = database_of(services[key])
            told += [Told(("services", key, *where), what, words) for where, what, words in said]
        else:
            what = "not carried over: there is a template module for one PostgreSQL only; "
            told.append(Told(("services", key), "-", f"{kind}: {what}a store of another kind is a new file there"))
    names = {key: name_of(key) for key in services if key not in stores}
    made: list[DraftService] = []
    for key, own in names.items():
        try:
            draft, said_of_it = service(key, own, services[key], names, stores, name, path.parent, folder, not made)
        except (TypeError, AttributeError, ValueError, KeyError, IndexError):
            where = Path(f"{path}:{_line(lines, ('services', key))}")
            hint = "`docker compose config` says what is wrong with it"
            raise _wrong(where, f"services.{key} has not the form of a service", hint) from None
        made.append(draft)
        told += said_of_it
    for key in content:
        if key != "services":
            words = "what services take of it is carried over there" if key.startswith("x-") else _TOP
            told.append(Told((key,), "-", _NOT_OURS.get(key, words)))
    if not made:
        raise _wrong(path, "holds no service but stores", "name a file with services, or begin without --from")
    ordered = sorted(told, key=lambda each: (_line(lines, each.path), each.path))
    said_lines = tuple(f"{path}:{_line(lines, each.path)}: {each}" for each in ordered)
    return Carried(Draft(name, region, _routed(made), database), said_lines)


def _routed(made: list[DraftService]) -> list[DraftService]:
    """The services, those with a route first: the reader looks for the way in."""
    return sorted(made, key=lambda each: "route" not in each.settings)


def _content(path: Path) -> tuple[Mapping[str, Any], Mapping[tuple[str, ...], int]]:
    how = "name a docker-compose.yml or compose.yaml, such as --from docker-compose.yml"
    if path.is_dir():
        raise _wrong(path, "is a folder, and only compose files are read", how)
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except FileNotFoundError:
        raise _wrong(path, "there is no such file", how) from None
    except (OSError, ValueError) as error:
        raise _wrong(path, f"cannot be read: {error}", how) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise _wrong(path, f"is not valid YAML: {' '.join(str(error).split())}", how) from None
    services = content.get("services") if isinstance(content, dict) else None
    if not isinstance(services, dict) or not all(isinstance(each, dict) for each in services.values()) or not services:
        raise _wrong(path, "has no mapping of services", how)
    return content, dict(_places(root, ()))


def _places(node: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The line of each key, and of each entry of a list by its number; three levels below a service suffice."""
    if len(path) > 5:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            yield inner, key.start_mark.line + 1
            yield from _places(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*path, str(number)), value.start_mark.line + 1


def _line(lines: Mapping[tuple[str, ...], int], path: tuple[str, ...]) -> int:
    """The line of a path, or of the nearest thing around it."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


def _wrong(path: Path, what: str, hint: str) -> InputError:
    return InputError([Problem((), what, hint=hint, where=str(path))])
