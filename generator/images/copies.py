"""What COPY and ADD do to the programs of an image."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import basename, dirname, normpath

from generator.images.contents import USUAL, ImageFacts
from generator.images.layer import Layer, TooMuch, Tree
from generator.images.program import Program, present, uncertain
from generator.logic import Truth

MOST_SOURCES = 500
_ARCHIVE = re.compile(r".+\.(?:tar|tgz|txz|tbz2?|tar\.(?:gz|xz|bz2|zst))")
_REMOTE = re.compile(r"https?://|git@|git://|ssh://")
_NAMED_FILE = re.compile(r"[^*?\[]*[^*?\[./]\.[A-Za-z0-9]{1,8}")
# BusyBox's own images, but for glibc's, are one static program (docker-library/busybox, 2026-08): it runs anywhere.
_STATIC = re.compile(r"(?:.*/)?busybox:(?:.+-)?(?:musl|uclibc)")


def copy(
    layer: Layer,
    sources: Sequence[str],
    target: str,
    *,
    where: str,
    origin: ImageFacts | None,
    add: bool,
    opened: bool = False,
) -> None:
    """Copy ``sources`` to the absolute ``target`` (kept as written, so that a slash at its end still tells).

    ``origin`` is the image they come from (``--from``); without it they are files of the build context. ``opened``
    says that the instruction sets owner or mode: a file that ADD downloads has mode 0600 otherwise (Dockerfile
    reference, "ADD", read 2026-11).
    """
    if len(sources) > MOST_SOURCES:
        raise TooMuch("it copies too many files")
    place = normpath("/" + target.lstrip("/"))
    many = len(sources) > 1 or target.endswith(("/", "/.")) or place in layer.path
    for source in sources:
        if add and _REMOTE.match(source):
            name = basename(source.rstrip("/").partition("?")[0])
            layer.put_file(_place_of_copy(place, name, many), uncertain(f"{where}: a download"))
            layer.note_file(_place_of_copy(place, name, many), f"{where} downloads {source[:100]}", private=not opened)
        elif add and origin is None and _ARCHIVE.fullmatch(source):
            layer.fill_directory(Tree(place, f"{where}: unpacks {basename(source)}"))
        else:
            _copy_one(layer, source, place, many, where, origin, opened)


def _copy_one(
    layer: Layer, source: str, place: str, many: bool, where: str, origin: ImageFacts | None, opened: bool
) -> None:
    name = basename(source.rstrip("/"))
    wild = any(sign in source for sign in "*?[")
    program = _copied_program(source, _place_of_copy(place, name, many), where, origin)
    alone = program.verdict is Truth.YES or _is_surely_a_file(source, origin)
    directory = wild or source.endswith("/") or name in ("", ".", "..")
    because = f"{where}: copies {source[:60]}" + (f" of {origin.image}" if origin else "")
    if directory or not alone:
        # With no more than a name to go by it may be a directory, whose contents land in the target itself.
        inner = normpath("/" + source.lstrip("/")) if not wild else "/"
        layer.fill_directory(Tree(place, because, origin, inner))
    if not directory:
        layer.put_file(_place_of_copy(place, name, many), program)
    if alone and not directory:
        private = origin is not None and source in origin.private and not opened
        layer.note_file(_place_of_copy(place, name, many), because.replace(": ", " ", 1), private=private)


def _place_of_copy(place: str, name: str, many: bool) -> str:
    return normpath(f"{place}/{name}") if many else place


def _is_program(source: str, origin: ImageFacts | None) -> bool:
    program = origin.programs.get(basename(source)) if origin else None
    return bool(program and program.verdict is Truth.YES and source in program.paths)


def _is_surely_a_file(source: str, origin: ImageFacts | None) -> bool:
    """Whether a path is surely a file: by its extension, or because it lies where programs do."""
    return bool(_NAMED_FILE.fullmatch(source)) or (origin is not None and dirname(source) in USUAL)


def _copied_program(source: str, place: str, where: str, origin: ImageFacts | None) -> Program:
    """Say whether a program that is copied out of another image still works."""
    if origin is None:
        return uncertain(f"{where}: {source[:60]} is a file of the build context")
    if _STATIC.fullmatch(origin.image) and _is_program(source, origin):
        return present(f"{where}: a static program of {origin.image}", place)
    return uncertain(f"{where}: copied out of {origin.image}; whether its libraries are here is not known")
