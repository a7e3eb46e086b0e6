"""What the other commands of RUN do to the programs of an image: fetch, copy, link, remove, run who knows what."""

from __future__ import annotations

import re
from posixpath import basename, dirname, join, normpath

from generator.awsdata.images import native
from generator.images.layer import Layer, Tree, within
from generator.images.program import absent, present, uncertain
from generator.logic import Truth

_LANGUAGE = re.compile(
    r"(?:python3?(?:\.\d+)?\s+-m\s+)?pip[\d.]*\s.*\binstall\b|npm\s.*(?:-g|--global|--location=global)\b.*|yarn\s+global\b.*"
    r"|pnpm\s.*(?:-g|--global)\b.*|(?:gem|bundle|cargo|go|poetry|pdm|pipenv|uv|pipx|composer|luarocks)\s.*|dotnet\s+tool\b.*"
    r"|corepack\s.*|pip[\d.]*\s.*|easy_install\s.*"
)  # fmt: skip
_FILE = re.compile(r"(?:.*/)?[^*?\[/]+\.[A-Za-z0-9]{1,8}")
_LOCAL = frozenset({"npm", "npx", "yarn", "pnpm", "bun", "bunx"})
_ARCHIVE_TARGET = {"tar": ("-C", "--directory"), "bsdtar": ("-C",), "unzip": ("-d",)}


def language(layer: Layer, words: list[str | None], where: str) -> bool:
    """Apply ``pip install``, ``npm install -g`` and their like: they may bring any program but the native ones."""
    text = " ".join([basename(words[0] or ""), *(word or "?" for word in words[1:])])[:4000]
    local = basename(words[0] or "") in _LOCAL and any("node_modules" in place for place in layer.path)
    if not local and not _LANGUAGE.fullmatch(text.replace("\n", " ")):
        return False
    named = frozenset(re.split(r"[=<>~@\[]", word, maxsplit=1)[0] for word in words[1:] if word) & native()
    layer.doubt_absence(f"{where}: {words[0]} may install it", keep=native() - named)
    return True


def fetch(layer: Layer, words: list[str | None], cwd: str | None, sure: bool, where: str) -> None:
    """Apply a download by curl or wget: a file of a name that is given."""
    letter = {"wget": "O", "curl": "o"}[basename(words[0] or "")]
    for at, word in enumerate(words):
        target: str | None = ""
        if word and re.fullmatch(rf"-[A-Za-z]*{letter}|--output|--output-document", word) and at + 1 < len(words):
            target = words[at + 1]
        elif word and word.startswith(("--output=", "--output-document=")):
            target = word.partition("=")[2]
        if target is None:
            layer.doubt_absence(f"{where}: downloads a file to a place that is not known")
        elif target and target != "-" and (place := _absolute(target, cwd)):
            layer.put_file(place, uncertain(f"{where}: a download"), sure)
            source = next((word for word in words if word and "://" in word), "it")
            layer.note_file(place, f"{where} downloads {source[:100]}", sure)


def put_files(layer: Layer, words: list[str | None], cwd: str | None, sure: bool, where: str) -> None:
    """Apply cp, mv, install and ln."""
    operands = [word for word in words[1:] if word is None or not word.startswith("-")]
    if len(operands) < 2:
        return
    if operands[-1] is None:
        layer.doubt_absence(f"{where}: {words[0]} puts files where is not known")
        return
    target = _absolute(operands[-1], cwd)
    if target is None:
        return
    many = operands[-1].endswith("/") or len(operands) > 2 or target in layer.path
    for source in operands[:-1]:
        if source is None or re.search(r"[*?\[]|/$", source) or source in (".", ".."):
            layer.fill_directory(Tree(target, f"{where}: {words[0]} puts files there"))
            continue
        place = join(target, basename(source)) if many else target
        lies = layer.get(basename(source))
        if lies.verdict is Truth.YES and source in lies.paths and sure:
            layer.put_file(place, present(f"{where}: {words[0]} {source}", place))
        else:
            layer.put_file(place, uncertain(f"{where}: {words[0]} puts a file there"), sure)
        _note_file(layer, words[0] or "", source, place, cwd, sure, where)
        if basename(words[0] or "") == "mv" and source in lies.paths:
            layer.set_program(basename(source), uncertain(f"{where}: moved away"))


def _note_file(layer: Layer, command: str, source: str, place: str, cwd: str | None, sure: bool, where: str) -> None:
    """Note the file that cp, mv, install or ln puts at a path, unless what it puts there may be a directory."""
    name = basename(command)
    origin = _absolute(source, cwd)
    if origin in layer.placed or (_FILE.fullmatch(source) and name != "ln"):
        private = origin in layer.private and name != "install"
        layer.note_file(place, f"{where} puts {source[:100]} there", sure, private)
    if name == "mv" and origin:
        layer.forget_files(origin)


def permit(layer: Layer, words: list[str | None], cwd: str | None) -> None:
    """Apply chmod and chown: others may read from now on what they name."""
    for word in words[2:]:
        layer.make_readable(None if word is None or re.search(r"[*?\[]", word) else _absolute(word, cwd))


def remove(layer: Layer, words: list[str | None], cwd: str | None, sure: bool, where: str) -> None:
    """Apply rm and unlink."""
    for word in words[1:]:
        if word is None:
            continue
        place = None if word.startswith("-") else _absolute(word, cwd)
        if place is None:
            continue
        if any(sign in word for sign in "*?["):
            place = dirname(place)
        name = basename(place)
        if any(within(directory, place) for directory in layer.path):
            layer.doubt_presence(f"{where}: removes files of {place}")
        elif dirname(place) in layer.path and layer.get(name).verdict is Truth.YES:
            lies = layer.get(name).paths
            if lies == (place,):
                layer.set_program(name, absent(f"{where}: removes {place}"), sure)
            elif not lies or place in lies or any(place in (f"/usr{path}", path.removeprefix("/usr")) for path in lies):
                layer.set_program(name, uncertain(f"{where}: removes {place}"), sure)
        layer.files.pop(place, None)
        layer.forget_files(place)


def unpack(layer: Layer, words: list[str | None], cwd: str | None, where: str) -> None:
    """Apply tar and unzip."""
    name = basename(words[0] or "")
    flags = (words[1] or "") if len(words) > 1 else ""
    if name == "tar" and ("--create" in words or (not flags.startswith("--") and "c" in flags and "x" not in flags)):
        return
    target: str | None = cwd
    for at, word in enumerate(words):
        for option in _ARCHIVE_TARGET[name]:
            if word == option and at + 1 < len(words):
                target = _absolute(words[at + 1] or "?", cwd) if words[at + 1] else None
            elif word and word.startswith(option + "="):
                target = _absolute(word.partition("=")[2], cwd)
    if target is None:
        layer.doubt_absence(f"{where}: {name} unpacks files to a place that is not known")
    else:
        layer.fill_directory(Tree(target, f"{where}: {name} unpacks files there"))


def _absolute(word: str, cwd: str | None) -> str | None:
    """Make a path absolute; None when the directory it is relative to is not known."""
    if word.startswith("/"):
        return normpath("/" + word.lstrip("/"))
    return normpath(join(cwd, word)) if cwd else None
