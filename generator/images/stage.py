"""One stage of a Dockerfile: its instructions applied, one after the other, to the facts of its base."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from posixpath import join, normpath

from generator.images import copies
from generator.images.contents import USUAL, ImageFacts
from generator.images.instructions import Instruction, read_instruction
from generator.images.layer import Layer
from generator.images.program import uncertain
from generator.images.run import Runner
from generator.images.variables import UNSEEN, BadWord, expand, pairs, substitute, words

Origin = Callable[[str], ImageFacts]


class Stage:
    """A stage while it is read.

    ``build_args`` are what the build is called with, ``common`` the ARGs declared before the first FROM; ``origin``
    gives the facts of what ``COPY --from`` names.
    """

    def __init__(
        self, base: ImageFacts, build_args: Mapping[str, str], common: Mapping[str, str], origin: Origin
    ) -> None:
        self.layer = Layer(base)
        self.build_args, self.common, self.origin = build_args, common, origin
        self.variables: dict[str, str] = {"PATH": ":".join(self.layer.path)}
        self.workdir: str | None = "/" if base.closed else None
        self.triggers: list[Instruction] = []
        self.escape = "\\"

    def apply(self, instruction: Instruction) -> None:
        """Apply one instruction; those that say nothing about programs change nothing."""
        known: dict[str, Callable[[Instruction], None]] = {
            "RUN": self._run, "COPY": self._copy, "ADD": self._copy, "ENV": self._env, "ARG": self._arg,
            "WORKDIR": self._workdir, "SHELL": self._shell, "USER": self._user, "EXPOSE": self._expose,
            "CMD": self._cmd, "ENTRYPOINT": self._entrypoint, "HEALTHCHECK": self._health, "ONBUILD": self._onbuild,
            "VOLUME": self._volume,
        }  # fmt: skip
        if instruction.name in known:
            known[instruction.name](instruction)

    def _substituted(self, text: str) -> str | None:
        return substitute(text, self.variables, self.escape)

    def _seen(self, text: str, variables: Mapping[str, str]) -> str:
        """What is known of a text; UNSEEN stands for the rest."""
        try:
            return expand(text, variables, self.escape)
        except BadWord:
            return UNSEEN

    def _run(self, instruction: Instruction) -> None:
        runner = Runner(self.layer, self.variables, self.workdir, f"line {instruction.line}")
        shell = self.layer.config.shell
        if instruction.array is not None:
            runner.run_command(list(instruction.array))
        elif instruction.heredocs and instruction.text.startswith("<<"):
            for text in instruction.heredocs.values():
                first = text.partition("\n")[0]
                if first.startswith("#!") and not first.rstrip().endswith("sh"):
                    self.layer.doubt_absence(f"line {instruction.line}: runs a script that is not for a shell")
                else:
                    runner.run_script(text)
        elif instruction.heredocs:
            self.layer.doubt_absence(f"line {instruction.line}: feeds a text to a command")
        elif shell and not shell[0].endswith("sh"):
            self.layer.doubt_absence(f"line {instruction.line}: runs in {shell[0]}")
        else:
            runner.run_script(instruction.text)

    def _copy(self, instruction: Instruction) -> None:
        where = f"line {instruction.line}"
        array = instruction.array
        values = [self._substituted(word) for word in (array if array is not None else instruction.text.split())]
        origin = self._image_copied_from(instruction)
        target = values[-1] if len(values) > 1 else None
        if target is not None and not target.startswith("/"):
            target = f"{self.workdir.rstrip('/')}/{target}" if self.workdir is not None else None
            if target is None:
                return  # below a working directory that the base sets: not a directory of PATH in any known image
        if target is None:
            self.layer.doubt_absence(f"{where}: copies files to a place that is not known")
            return
        sources = [value for value in values[:-1] if value is not None and not value.startswith("<<")]
        if len(sources) < len(values) - 1 and not instruction.heredocs:
            sources.append("/")
        if instruction.heredocs:
            for name in instruction.heredocs:
                place = normpath(f"{target}/{name}" if target.endswith("/") else target)
                self.layer.put_file(place, uncertain(f"{where}: written there"))
                self.layer.note_file(place, f"{where} writes it")
        opened = bool({"chmod", "chown"} & instruction.flags.keys())
        copies.copy(
            self.layer, sources, target, where=where, origin=origin, add=instruction.name == "ADD", opened=opened
        )

    def _image_copied_from(self, instruction: Instruction) -> ImageFacts | None:
        name = instruction.flags.get("from")
        if not name:
            return None
        value = self._substituted(name)
        return self.origin(value) if value else ImageFacts(image=name)

    def _env(self, instruction: Instruction) -> None:
        before = dict(self.variables)
        for name, text in pairs(instruction.text, self.escape):
            if name == "PATH":
                pieces = [piece for piece in self._seen(text, before).split(":") if piece.startswith("/")]
                directories = [normpath("/" + piece.lstrip("/")) for piece in pieces if UNSEEN not in piece]
                self.layer.add_path(directories or list(USUAL))
                self.variables["PATH"] = ":".join(self.layer.path)
                continue
            value = substitute(text, before, self.escape)
            if value is None:
                self.variables.pop(name, None)
            else:
                self.variables[name] = value

    def _arg(self, instruction: Instruction) -> None:
        for name, equals, default in (word.partition("=") for word in words(instruction.text, self.escape)):
            value = self.build_args.get(name, self.common.get(name))
            if value is None and equals:
                value = substitute(default, self.variables, self.escape)
            if value is not None and name != "PATH":
                self.variables[name] = value

    def _workdir(self, instruction: Instruction) -> None:
        value = self._substituted(instruction.text)
        if value is None:
            self.workdir = None
        elif value.startswith("/"):
            self.workdir = normpath("/" + value.lstrip("/"))
        else:
            self.workdir = normpath(join(self.workdir, value)) if self.workdir else None

    def _shell(self, instruction: Instruction) -> None:
        if instruction.array:
            self.layer.config = replace(self.layer.config, shell=tuple(instruction.array))

    def _user(self, instruction: Instruction) -> None:
        self.layer.config = replace(self.layer.config, user=self._substituted(instruction.text))

    def _expose(self, instruction: Instruction) -> None:
        ports = tuple(value for word in instruction.text.split()[:100] if (value := self._substituted(word)))
        self.layer.config = replace(self.layer.config, ports=(*self.layer.config.ports, *ports)[-100:])

    def _command(self, instruction: Instruction) -> tuple[str, ...]:
        array = instruction.array
        return tuple(array) if array is not None else (*self.layer.config.shell, instruction.text)

    def _cmd(self, instruction: Instruction) -> None:
        self.layer.config = replace(self.layer.config, command=self._command(instruction))

    def _entrypoint(self, instruction: Instruction) -> None:
        self.layer.config = replace(self.layer.config, entrypoint=self._command(instruction), command=None)

    def _health(self, instruction: Instruction) -> None:
        word, _, rest = instruction.text.partition(" ")
        inner = read_instruction(instruction.line, word, rest, {})
        health: tuple[str, ...] | None = ("NONE",) if word.upper() == "NONE" else None
        if word.upper() == "CMD" and inner.text:
            health = ("CMD", *inner.array) if inner.array is not None else ("CMD-SHELL", inner.text)
        self.layer.config = replace(self.layer.config, health=health)

    def _volume(self, instruction: Instruction) -> None:
        config = self.layer.config
        named = instruction.array if instruction.array is not None else instruction.text.split()
        values = [self._substituted(word) for word in named[:100]]
        places = tuple(normpath("/" + value.lstrip("/")) for value in values if value)
        # A name that is given at build time may be any.
        every = config.every_volume and None not in values
        self.layer.config = replace(config, volumes=(*config.volumes, *places)[-100:], every_volume=every)

    def _onbuild(self, instruction: Instruction) -> None:
        name, _, rest = instruction.text.partition(" ")
        if name.upper() not in ("ONBUILD", "FROM"):
            self.triggers.append(read_instruction(instruction.line, name, rest, {}))
