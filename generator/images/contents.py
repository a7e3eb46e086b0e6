"""The facts about one image: its programs, its shell, and what its configuration says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname, normpath

from generator.images.program import Program, absent, present, uncertain
from generator.logic import Truth

USUAL = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
"""PATH of a container whose image sets none (moby, oci/defaults.go, DefaultPathEnvUnix), 2026-08."""

_TWINS = {"/bin": "/usr/bin", "/sbin": "/usr/sbin", "/usr/bin": "/bin", "/usr/sbin": "/sbin"}


@dataclass(frozen=True)
class Config:
    """What an image, or the Dockerfile that makes it, sets for its containers. None: not set, or not known."""

    user: str | None = None
    ports: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] | None = None
    command: tuple[str, ...] | None = None
    health: tuple[str, ...] | None = None
    """As ECS writes it: ("CMD", ...), ("CMD-SHELL", text) or ("NONE",). ECS itself ignores it."""
    shell: tuple[str, ...] = ("/bin/sh", "-c")
    volumes: tuple[str, ...] = ()
    """Directories that it, or what it is built on, declares as VOLUME."""
    every_volume: bool = False
    """Whether it certainly declares no others."""

    def volume(self, path: str) -> bool | None:
        """Tell whether a directory is declared as VOLUME; None when that is not known."""
        return True if path in self.volumes else False if self.every_volume else None


@dataclass(frozen=True)
class ImageFacts:
    """What is known of one image. ``otherwise`` answers for every program that ``programs`` does not name."""

    image: str
    programs: Mapping[str, Program] = field(default_factory=dict)
    otherwise: Program = field(default_factory=lambda: uncertain("nothing is known about this image"))
    path: tuple[str, ...] = USUAL
    files: Mapping[str, Program] = field(default_factory=dict)
    """Files by full path that were put in by name, whether or not they are programs."""
    trees: Mapping[str, str] = field(default_factory=dict)
    """Directories that were filled with unseen files, and by what."""
    family: str = ""
    """Its package manager: apk, apt or rpm."""
    merged: bool = False
    """/bin and /usr/bin are certainly one directory."""
    wget: str = ""
    """Whose wget a *yes* for wget means: busybox, gnu, or empty when that is not known."""
    config: Config = Config()
    placed: Mapping[str, str] = field(default_factory=dict)
    """Files that certainly lie at a path, and what put them there."""
    private: frozenset[str] = frozenset()
    """Those of them that nobody but root may read."""

    @property
    def closed(self) -> bool:
        """Whether everything in the image is known: what is not listed is absent."""
        return self.otherwise.verdict is Truth.NO

    def program(self, name: str) -> Program:
        """Say whether running ``name`` finds a program: a bare name by PATH, a path by that file."""
        if not name or "\0" in name:
            return uncertain("it is not the name of a program")
        if "/" in name:
            return self._program_at(name)
        program = self.programs.get(name, self.otherwise)
        in_path = any(dirname(path) in self.path for path in program.paths)
        if program.verdict is Truth.YES and program.paths and not in_path:
            because = f"{name} lies at {program.paths[0]}, which is not in PATH ({program.because})"
            return absent(because) if self.closed else uncertain(because)
        return program

    def shell(self) -> Program:
        """Say whether ``/bin/sh`` exists, which CMD-SHELL and the shell form of CMD need."""
        return self.program(self.config.shell[0] if self.config.shell else "/bin/sh")

    def file(self, place: str) -> Program:
        """Say whether a file lies at an absolute path: yes, or why that is not known. What is in it nobody looks at."""
        path = normpath("/" + place.lstrip("/"))
        if path in self.placed:
            return present(self.placed[path], path)
        for tree, because in self.trees.items():
            if path.startswith(tree.rstrip("/") + "/"):
                return uncertain(f"{because}, unseen")
        return uncertain("no instruction puts it there by name")

    def _program_at(self, name: str) -> Program:
        if not name.startswith("/"):
            return uncertain(f"{name} depends on the working directory")
        place = normpath("/" + name.lstrip("/"))
        if place in self.files:
            return self.files[place]
        program = self.programs.get(basename(place), self.otherwise)
        usual = dirname(place) in USUAL or dirname(place) in self.path
        twin = _TWINS.get(dirname(place), "") if self.merged else ""
        if program.verdict is Truth.YES and (place in program.paths or f"{twin}/{basename(place)}" in program.paths):
            return present(program.because, place)
        for tree, because in self.trees.items():
            if place.startswith(tree.rstrip("/") + "/"):
                return uncertain(because)
        if program.verdict is Truth.YES:
            where = f"at {program.paths[0]}" if program.paths else "somewhere in PATH"
            return uncertain(f"{basename(place)} is {where}; whether also at {place} is not known")
        if program.verdict is Truth.NO and not usual and not self.closed:
            return uncertain(f"{place} is not a usual place, and not everything in the image is known")
        return program


def nothing_known(image: str, because: str) -> ImageFacts:
    """Make the facts of an image about which every answer is *unknown*, for one reason."""
    return ImageFacts(image=image, otherwise=uncertain(because))
