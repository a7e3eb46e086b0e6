"""The facts of an image while a Dockerfile changes them."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import basename, dirname

from generator.awsdata.images import common, native
from generator.images.contents import USUAL, Config, ImageFacts
from generator.images.program import Program, uncertain
from generator.logic import Truth

_LANGUAGE_PLACES = frozenset({"venv", ".venv", "env", "virtualenv", "node_modules", ".local", "bundle"})
MOST_NAMES = 3_000
MOST_PLACES = 100


class TooMuch(ValueError):
    """The Dockerfile says more than a real one would."""


@dataclass(frozen=True)
class Tree:
    """A directory filled from elsewhere: from another image's ``source``, or from files nobody sees."""

    place: str
    because: str
    origin: ImageFacts | None = None
    source: str = "/"


class Layer:
    """What is known so far. ``sure=False`` marks what happens only under a condition."""

    def __init__(self, facts: ImageFacts) -> None:
        self.base = facts
        self.programs = dict(facts.programs)
        self.otherwise = facts.otherwise
        self.files = dict(facts.files)
        self.trees: dict[str, Tree] = {place: Tree(place, because) for place, because in facts.trees.items()}
        self.path = list(facts.path)
        self.config: Config = facts.config
        self.wget = facts.wget
        self.placed, self.private = dict(facts.placed), set(facts.private)
        self.doubted = False
        self.groups: dict[str, dict[str, Program]] = {}
        if facts.closed:
            self.programs |= {
                name: facts.otherwise for name in (*common(), *native(), "perl") if name not in self.programs
            }
        self._absent = {name for name, program in self.programs.items() if program.verdict is Truth.NO}

    def get(self, name: str) -> Program:
        """What is known of one program."""
        return self.programs.get(name, self.otherwise)

    def set_program(self, name: str, program: Program, sure: bool = True) -> None:
        """Set what is known of one program."""
        if not sure and self.get(name).verdict != program.verdict:
            program = uncertain(f"it depends on a condition: {program.because}")
        elif not sure:
            return
        if len(self.programs) > MOST_NAMES:
            raise TooMuch("it names too many programs")
        self.programs[name] = program
        (self._absent.add if program.verdict is Truth.NO else self._absent.discard)(name)

    def doubt_absence(
        self, because: str, only: frozenset[str] | None = None, keep: frozenset[str] = frozenset()
    ) -> None:
        """Take back *no*: something may have brought these programs (``only``), or any at all (but ``keep``)."""
        for name in (self._absent if only is None else self._absent & only) - keep:
            self.programs[name] = uncertain(because)
        self._absent = {name for name in self._absent if self.programs[name].verdict is Truth.NO}
        self.doubted = self.doubted or only is None
        if only is None and self.otherwise.verdict is Truth.NO:
            self.otherwise = uncertain(because)

    def doubt_presence(self, because: str) -> None:
        """Take back *yes*: something may have removed any program."""
        for name, program in self.programs.items():
            if program.verdict is Truth.YES:
                self.programs[name] = uncertain(because)

    def put_file(self, place: str, program: Program, sure: bool = True) -> None:
        """Put one file in place; it is a program when its directory is in PATH."""
        if len(self.files) > MOST_NAMES:
            raise TooMuch("it names too many files")
        self.files[place] = program if sure else uncertain(program.because)
        if dirname(place) in self.path:
            self._count_as_program(place, program, sure)

    def note_file(self, place: str, because: str, sure: bool = True, private: bool = False) -> None:
        """Note that a file lies at a path. ``private`` when only root may read it."""
        if len(self.placed) > MOST_NAMES:
            raise TooMuch("it names too many files")
        if sure:
            self.placed[place] = because
            (self.private.add if private else self.private.discard)(place)

    def forget_files(self, place: str) -> None:
        """Note that a file or directory may be gone."""
        self.placed = {path: because for path, because in self.placed.items() if not within(path, place)}

    def make_readable(self, place: str | None) -> None:
        """Note that others may read what lies at or below a path, wherever when it is not known."""
        self.private = {path for path in self.private if place is not None and not within(path, place)}

    def _count_as_program(self, place: str, program: Program, sure: bool = True) -> None:
        earlier = self.get(basename(place))
        ahead = self.path[: self.path.index(dirname(place))]
        if not (earlier.verdict is Truth.YES and any(dirname(path) in ahead for path in earlier.paths)):
            self.set_program(basename(place), program, sure)

    def fill_directory(self, tree: Tree) -> None:
        """Fill a directory; what it may bring into PATH becomes doubtful."""
        if len(self.trees) > MOST_NAMES:
            raise TooMuch("it names too many directories")
        self.trees[tree.place] = tree
        for directory in self.path:
            if within(directory, tree.place):
                self._doubt_what_it_may_hold(tree, directory)

    def add_path(self, directories: list[str]) -> None:
        """Set PATH; directories that were filled before they got into it count from now on."""
        if len(directories) > MOST_PLACES:
            raise TooMuch("its PATH is too long")
        fresh = [directory for directory in directories if directory not in self.path]
        self.path = directories
        for directory in fresh:
            for tree in list(self.trees.values()):
                if within(directory, tree.place):
                    self._doubt_what_it_may_hold(tree, directory)
            for place, program in list(self.files.items()):
                if dirname(place) == directory:
                    self._count_as_program(place, program)

    def _doubt_what_it_may_hold(self, tree: Tree, directory: str) -> None:
        """Doubt what a filled directory of PATH may hold."""
        if _LANGUAGE_PLACES & set(f"{tree.place}/{directory}".split("/")):
            self.doubt_absence(tree.because, keep=native())
        elif tree.origin is None:
            self.doubt_absence(tree.because)
        else:
            origin = tree.origin
            safe = {name for name in self._absent if _is_not_copied_along(origin, name, tree.source)}
            otherwise = self.otherwise
            self.doubt_absence(tree.because, keep=frozenset(safe))
            if origin.closed and not origin.trees and not origin.files:
                self.otherwise = otherwise

    def facts(self, image: str) -> ImageFacts:
        return ImageFacts(
            image=image,
            programs=dict(self.programs),
            otherwise=self.otherwise,
            path=tuple(self.path) or USUAL,
            files=dict(self.files),
            trees={tree.place: tree.because for tree in self.trees.values()},
            family=self.base.family,
            merged=self.base.merged,
            wget=self.wget,
            config=self.config,
            placed=dict(self.placed),
            private=frozenset(self.private & self.placed.keys()),
        )


def within(path: str, tree: str) -> bool:
    """Whether a path is a directory, or lies below it."""
    return path == tree or path.startswith(tree.rstrip("/") + "/")


def _is_not_copied_along(origin: ImageFacts, name: str, source: str) -> bool:
    program = origin.programs.get(name, origin.otherwise)
    if program.verdict is Truth.NO:
        return True
    elsewhere = bool(program.paths) and not any(within(path, source) for path in program.paths)
    return program.verdict is Truth.YES and elsewhere
