"""The facts of the image that a Dockerfile builds.

Whatever the text is, the answer is facts: a file that cannot be read, or that says more than a real one would, gives
*unknown* with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generator.images import knowledge
from generator.images.contents import Config, ImageFacts, nothing_known
from generator.images.instructions import Instruction, Malformed, Parsed, parse
from generator.images.layer import TooMuch
from generator.images.stage import Stage
from generator.images.variables import substitute

MOST_STAGES = 100


def facts(content: str | bytes, *, target: str | None = None, args: Mapping[str, str] | None = None) -> ImageFacts:
    """Tell what the image holds that ``docker build --target TARGET --build-arg ...`` makes of this Dockerfile.

    Without a target it is the last stage. An ARG that ``args`` does not give has its default.
    """
    try:
        return _Build(parse(content), args or {}).run(target)
    except (Malformed, TooMuch) as error:
        return nothing_known("Dockerfile", f"the Dockerfile cannot be read: {error}")


class _Build:
    def __init__(self, parsed: Parsed, build_args: Mapping[str, str]) -> None:
        self.parsed, self.build_args = parsed, build_args
        self.common: dict[str, str] = {}
        self.stages: list[tuple[str, Stage]] = []

    def run(self, target: str | None) -> ImageFacts:
        for instruction in self.parsed.instructions:
            if instruction.name == "FROM":
                if self.stages and self._is_called(len(self.stages) - 1, target):
                    break
                self._begin_stage(instruction)
            elif self.stages:
                self.stages[-1][1].apply(instruction)
            elif instruction.name == "ARG":
                self._declare_argument(instruction)
            else:
                raise Malformed(f"line {instruction.line} stands before the first FROM")
        if not self.stages:
            raise Malformed("it has no FROM")
        if target is not None and not self._is_called(len(self.stages) - 1, target):
            raise Malformed(f"it has no stage {target}")
        return self._facts_of_stage(len(self.stages) - 1)

    def _is_called(self, number: int, target: str | None) -> bool:
        return target is not None and (self.stages[number][0] == target.lower() or str(number) == target)

    def _declare_argument(self, instruction: Instruction) -> None:
        name, equals, default = instruction.text.partition("=")
        value = self.build_args.get(name)
        if value is None and equals:
            value = substitute(default, self.common, self.parsed.escape)
        if value is not None:
            self.common[name] = value

    def _begin_stage(self, instruction: Instruction) -> None:
        if len(self.stages) >= MOST_STAGES:
            raise TooMuch(f"it has more than {MOST_STAGES} stages")
        words = instruction.text.split()
        if not words or (len(words) == 3 and words[1].lower() != "as") or len(words) not in (1, 3):
            raise Malformed(f"line {instruction.line} is not FROM image [AS name]")
        name = words[2].lower() if len(words) == 3 else ""
        value = substitute(words[0], self.common, self.parsed.escape)
        number = self._stage_called(value or "")
        stage = Stage(self._base_image(value, words[0], number), self.build_args, self.common, self._image_named)
        stage.escape = self.parsed.escape
        if number is not None:
            parent = self.stages[number][1]
            stage.variables |= parent.variables
            stage.workdir = parent.workdir
            for trigger in parent.triggers:
                stage.apply(trigger)
        self.stages.append((name, stage))

    def _base_image(self, value: str | None, written: str, number: int | None) -> ImageFacts:
        if number is not None:
            return self._facts_of_stage(number)
        if not value:
            return nothing_known(written, f"the base image {written} is given at build time")
        base = knowledge.image(value)
        return replace(base, config=Config(every_volume=base.config.every_volume))

    def _stage_called(self, name: str) -> int | None:
        """Find a stage by its name; names may repeat, and the latest counts."""
        for number in range(len(self.stages) - 1, -1, -1):
            if name and self.stages[number][0] == name.lower():
                return number
        return None

    def _image_named(self, name: str) -> ImageFacts:
        """Find what ``--from`` names: a stage by name or number, else an image."""
        number = self._stage_called(name)
        if number is None and name.isdecimal() and len(name) < 4 and int(name) < len(self.stages):
            number = int(name)
        return self._facts_of_stage(number) if number is not None else knowledge.image(name)

    def _facts_of_stage(self, number: int) -> ImageFacts:
        name, stage = self.stages[number]
        base = stage.layer.base.image.partition(" <- ")[2] or stage.layer.base.image
        return stage.layer.facts(f"{name or f'stage {number}'} <- {base}"[:300])
