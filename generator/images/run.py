"""What a RUN instruction does to the programs of an image."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import basename, join, normpath

from generator.awsdata import commands, packages
from generator.images import effects
from generator.images.layer import Layer
from generator.images.managers import manage
from generator.images.program import uncertain
from generator.images.shell_steps import Step, steps
from generator.images.shell_tree import DEEPEST
from generator.images.shell_words import Unclear, expand

_SHELLS = frozenset({"sh", "bash", "ash", "dash", "/bin/sh", "/bin/bash", "/bin/ash"})
_WRAPPERS = frozenset({"sudo", "env", "exec", "nice", "nohup", "time", "eatmydata"})
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)
_INSTALLS = re.compile(r"\b(?:install|add)\b")


class Runner:
    """Runs the commands of one RUN in thought. ``variables`` are those that ARG and ENV have set."""

    def __init__(self, layer: Layer, variables: Mapping[str, str], workdir: str | None, where: str) -> None:
        self.layer = layer
        self.variables = dict(variables)
        self.cwd = workdir
        self.where = where

    def run_script(self, text: str, sure: bool = True, depth: int = 0) -> None:
        """Run shell text."""
        try:
            script_steps = steps(text) if depth <= DEEPEST else None
        except Unclear:
            script_steps = None
        if script_steps is None:
            self.layer.doubt_absence(f"{self.where}: the command cannot be read")
            return
        for step in script_steps:
            self._step(step, sure and step.sure, depth)

    def run_command(self, words: list[str | None], sure: bool = True, depth: int = 0) -> None:
        """Run one command."""
        while words and words[0] is not None:
            if _ASSIGNMENT.fullmatch(words[0]):
                name, _, value = words[0].partition("=")
                if len(words) == 1:
                    self.variables[name] = value
                words = words[1:]
            elif words[0] in _WRAPPERS:
                words = words[1:]
                while words and (words[0] or "").startswith("-"):
                    words = words[1:]
            else:
                break
        if words:
            self._command(words, sure, depth)

    def _step(self, step: Step, sure: bool, depth: int) -> None:
        fields: list[str | None] = []
        for word in step.words:
            expanded = expand(word, self.variables)
            name = word.parts[0].text.partition("=")[0] if not fields and "=" in word.parts[0].text else ""
            if expanded is None and name:
                self.variables.pop(name, None)
                continue
            fields += [None] if expanded is None else expanded
            if any(_INSTALLS.search(text) for text in word.commands):
                self.layer.doubt_absence(f"{self.where}: a command within a command may install programs")
        for word in step.written:
            for place in expand(word, self.variables) or ():
                if place.startswith("/") and not place.startswith("/dev/"):
                    self.layer.put_file(normpath(place), uncertain(f"{self.where}: written there"), sure)
                    self.layer.note_file(normpath(place), f"{self.where} writes it", sure)
        self.run_command(fields, sure, depth)

    def _command(self, words: list[str | None], sure: bool, depth: int) -> None:
        layer, where, cwd = self.layer, self.where, self.cwd
        name = basename(words[0] or "")
        if name in packages.managers():
            manage(layer, words, sure, where)
        elif words[0] in _SHELLS:
            self._shell(words, sure, depth)
        elif effects.language(layer, words, where):
            return
        elif name in ("curl", "wget"):
            effects.fetch(layer, words, cwd, sure, where)
        elif name in ("cp", "mv", "ln", "install"):
            effects.put_files(layer, words, cwd, sure, where)
        elif name in ("rm", "unlink"):
            effects.remove(layer, words, cwd, sure, where)
        elif name in ("chmod", "chown", "chgrp"):
            effects.permit(layer, words, cwd)
        elif name in ("tar", "bsdtar", "unzip"):
            effects.unpack(layer, words, cwd, where)
        elif name == "cd":
            self.cwd = normpath(join(cwd or "", words[1])) if len(words) > 1 and words[1] and cwd else None
        elif name in ("export", "declare", "local", "readonly"):
            for word in words[1:]:
                if word and _ASSIGNMENT.fullmatch(word):
                    self.variables[word.partition("=")[0]] = word.partition("=")[2]
        elif name == "apt-mark" and "auto" in words:
            layer.doubt_presence(f"{where}: apt-mark auto leaves packages to be removed")
        elif name == "find" and any(word in ("-delete", "-exec", "-execdir") for word in words):
            if any(word in layer.path or word == "/" for word in words):
                layer.doubt_presence(f"{where}: find may remove programs")
        elif _unfamiliar(words, name):
            layer.doubt_absence(f"{where}: {_short(words)} may install programs")

    def _shell(self, words: list[str | None], sure: bool, depth: int) -> None:
        for at, word in enumerate(words[1:], start=1):
            if word and word.startswith("-") and "c" in word:
                text = words[at + 1] if at + 1 < len(words) else None
                if text is not None:
                    self.run_script(text, sure, depth + 1)
                    return
        self.layer.doubt_absence(f"{self.where}: {_short(words)} runs a script that is not shown")


def _unfamiliar(words: list[str | None], name: str) -> bool:
    """Whether a command may do anything at all: one nobody knows, one that runs others, a script of the project."""
    if name in (".", "source"):
        return basename((words[1:] or [""])[0] or "") not in ("activate", ".bashrc", ".profile", "profile")
    own = name != words[0] and name not in ("gradlew", "mvnw") and not (words[0] or "").startswith(("/bin/", "/usr/"))
    return own or name not in commands.quiet()


def _short(words: list[str | None]) -> str:
    return " ".join(word or "..." for word in words)[:60]
