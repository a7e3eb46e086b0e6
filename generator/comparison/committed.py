"""The files of a commit, laid out in a folder of their own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.errors import InputError, Problem

_WORD = re.compile(r"[\w./@+-]+")


def committed(path: Path, commit: str, into: Path) -> Path:
    """Write what a commit has at ``path``, a file or a folder, to the folder ``into``, and give the path of it there.

    The files that lie beside it, and those that its texts name, such as the Dockerfiles that a proof looks at, are
    written as well. Raises InputError where there is no git, no repository, no such commit, or nothing there in it.
    """
    top = Path(_git(path, "rev-parse", "--show-toplevel").decode().strip()).resolve()
    # What is gone since has no links to follow.
    inside = path.resolve()
    if not inside.is_relative_to(top):
        raise InputError([Problem((), f"is outside of the repository {top}", hint=_HINT, where=str(path))])
    below = inside.relative_to(top).as_posix()
    every = dict(_listed(top, commit))
    folder = below if below not in every else PurePosixPath(below).parent.as_posix()
    wanted = [name for name in every if folder == "." or name.startswith(f"{folder}/")]
    if not (wanted and (below in every or folder == below)):
        hint = "commit it first, or name what to compare with: diff OLD NEW"
        raise InputError([Problem((), f"is not in the commit {commit}", hint=hint, where=str(path))])
    contents = dict(_contents(top, wanted, every))
    named = set(_named(contents, every)) - contents.keys()
    for name, content in (contents | dict(_contents(top, sorted(named), every))).items():
        place = into.joinpath(*PurePosixPath(name).parts)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return into / below


def _listed(top: Path, commit: str) -> Iterator[tuple[str, str]]:
    """The files of a commit that are not links, with the names of their contents."""
    told = _git(top, "ls-tree", "-r", "-z", "--end-of-options", commit)
    for entry in told.decode("utf-8", "surrogateescape").split("\0"):
        about, _, name = entry.partition("\t")
        if about.startswith("100"):
            yield name, about.split()[2]


def _contents(top: Path, names: Iterable[str], every: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    wanted = list(names)
    if not wanted:
        return
    asked = "".join(f"{every[name]}\n" for name in wanted).encode()
    told, at = _git(top, "cat-file", "--batch", given=asked), 0
    for name in wanted:
        line = told.index(b"\n", at)
        size = int(told[at:line].split()[2])
        yield name, told[line + 1 : line + 1 + size]
        at = line + 1 + size + 1


def _named(contents: dict[str, bytes], every: dict[str, str]) -> Iterator[str]:
    """The files that texts name, seen from where they stand or from any folder above."""
    for name, content in contents.items():
        for word in set(_WORD.findall(content.decode("utf-8", "replace"))):
            for above in PurePosixPath(name).parents if "/" in word or "." in word else ():
                path = str(above / word)
                if path in every:
                    yield path


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        place = next(each for each in (folder, *folder.resolve().parents) if each.is_dir())
        command = ["git", "-C", str(place), *arguments]
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise InputError([Problem((), "git is not installed", hint=_HINT)]) from None
    if done.returncode == 0:
        return done.stdout
    told = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[0].removeprefix("fatal: ")
    what = f"there is no commit to compare with (git: {told})"
    raise InputError([Problem((), what, hint=_HINT, where=str(folder))])


_HINT = "name what to compare: diff OLD NEW, root templates or folders"
