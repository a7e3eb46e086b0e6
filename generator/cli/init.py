"""init: something to begin with."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import Parser, say
from generator.errors import InputError, Problem
from generator.hints import program

if TYPE_CHECKING:
    from generator.build.draft import Draft

EXAMPLES = """\
  python -m generator init shop                             # asks on a terminal; one service, web, otherwise
  python -m generator init shop --service web=web:v1.0.0,3000 --service jobs --database
  python -m generator init shop --example                   # two services that are there, and their database
  python -m generator init shop --from docker-compose.yml   # and says what it could not carry over
  python -m generator init shop --upgrade                   # templates/ of a newer version: shown, then asked"""


def options(parser: Parser) -> None:
    """Take a folder, and what the app is."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where to write (here)")
    parser.add_argument("--name", help="name of the app (that of the folder)")
    parser.add_argument("--region", help="region of AWS (AWS_REGION, else us-east-1)")
    what = "a service, its image and its port (web=web:v1.0.0,8080); may be given again"
    parser.add_argument("--service", metavar="NAME[=IMAGE][,PORT]", action="append", help=what)
    parser.add_argument("--database", action="store_true", help="with a PostgreSQL database that all services use")
    parser.add_argument("--example", action="store_true", help="the Task Management API, with its programs")
    parser.add_argument("--from", dest="source", metavar="FILE", help="a docker-compose.yml to carry over")
    what = "show what a newer version changes in templates/, and take it over; edited files are never replaced"
    parser.add_argument("--upgrade", action="store_true", help=what)
    parser.add_argument("--yes", action="store_true", help="do not ask before --upgrade writes")


_MANY = 6


def run(options: argparse.Namespace) -> int:
    """Begin a project: a commented app.yaml, templates/, a schema for editors, .gitignore, and checks for CI."""
    from generator.build.begin import begin, example

    folder = Path(options.folder)
    if options.upgrade:
        return _upgrade(folder, ask=not options.yes)
    if options.example:
        text, programs = example(_name(options, folder), _region(options))
        written, kept = begin(folder, text, programs)
    else:
        from generator.build.draft import text as app_text

        written, kept = begin(folder, app_text(_draft(options, folder)))
    for line in _written(written):
        print(line)
    for path in kept:
        print(f"{path}: kept as it is")
    print(_next(options.folder))
    return 0


def _written(paths: Iterable[Path]) -> Iterator[str]:
    """The files, those of one folder in one line where they are many."""
    for folder, group in groupby(paths, key=lambda path: path.parent):
        files = list(group)
        if len(files) > _MANY:
            yield f"{folder}/ ({len(files)} files)"
        else:
            yield from map(str, files)


def _draft(options: argparse.Namespace, folder: Path) -> Draft:
    from generator.build import requested
    from generator.build.docker_compose import file as compose_file

    name, region = _name(options, folder), _region(options)
    if options.source:
        carried = compose_file.read(Path(options.source), name, region, folder)
        for line in carried.lines:
            print(line)
        return carried.draft
    services, database = options.service, options.database
    if not (services or database or options.name or options.region) and sys.stdin.isatty() and sys.stdout.isatty():
        name = _asked(f"name of the app [{name}]: ") or name
        region = _asked(f"region of AWS [{region}]: ") or region
        services = _asked("services, with spaces between (NAME[=IMAGE][,PORT]) [web]: ").split() or None
        database = _asked("a PostgreSQL database? [y/N]: ").lower() in ("y", "yes")
    return requested.draft(name, region, services or ["web"], database, folder)


def _asked(question: str) -> str:
    """What somebody types. Raises InputError where they close the input instead."""
    try:
        return input(question).strip()
    except EOFError:
        print()  # behind the question
        hint = f"nothing was written; flags answer as well: {program()} init --help"
        raise InputError([Problem((), "the input ended before all was answered", hint=hint)]) from None


def _name(options: argparse.Namespace, folder: Path) -> str:
    from generator.build.draft import name_of
    from generator.config.header import NAME

    if options.name and not (NAME.fullmatch(options.name) and len(options.name) <= 32):
        accepted = "at most 32 lower-case letters, digits and hyphens, such as my-app"
        raise InputError([Problem((), "is not a name", got=options.name, accepted=accepted, where="--name")])
    return options.name or name_of(folder.resolve().name)


def _region(options: argparse.Namespace) -> str:
    from generator.config.section import Refused, refuse_unknown_region

    region = options.region or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1"
    try:
        return refuse_unknown_region(str(region))
    except Refused as error:
        problem = Problem((), error.what, got=str(region), accepted=error.accepted, hint=error.hint, where="--region")
        raise InputError([problem]) from None


def _upgrade(folder: Path, ask: bool) -> int:
    from generator import __version__
    from generator.build import shipped, starter
    from generator.output.folder import replace

    place = folder / "templates"
    if not place.is_dir():
        hint = f"begin a project: {program()} init {folder}"
        raise InputError([Problem((), "there is no such folder", hint=hint, where=str(place))])
    ours = shipped.files(starter.templates())
    steps = shipped.steps(place, ours)
    for step in steps:
        for line in step.diff(place) if step.what != "removed" else ():
            print(line)
    for step in steps:
        if not step.safe:
            print(f"{place / step.name}: {_LEFT[step.what]}")
    safe = [step for step in steps if step.safe]
    if not safe:
        print(f"{place}: nothing to take over from version {__version__}")
        return 0
    if ask and not _agreed(f"write {len(safe)} files of version {__version__} into {place}?"):
        say(f"nothing was written; to take them over: {program()} init {folder} --upgrade --yes")
        return 1
    for step in safe:
        replace(place / step.name, step.after)
        print(f"{place / step.name}: {'added' if step.what == 'add' else 'replaced'}")
    left = {step.name for step in steps if not step.safe}
    replace(place / shipped.RECORD, shipped.recorded_after(place, ours, left))
    print(_next(folder))
    return 0


_LEFT = {
    "edited": "yours differs, and is left as it is; to take ours, move it away and run this again",
    "removed": "you removed it, and it stays removed",
    "dropped": "no longer comes with the package, and is left as it is",
}


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and _asked(f"{question} [y/N] ").lower() in ("y", "yes")


def _next(folder: str | Path) -> str:
    here = Path(folder).resolve() == Path.cwd()
    return f"next: {'' if here else f'cd {shlex.quote(str(folder))} && '}{program()} build"
