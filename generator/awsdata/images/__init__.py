"""What well-known images hold, which tags of which repository they are, and where else they are published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from generator.awsdata.load import DataError, Fact, Table, Words, read


@dataclass(frozen=True, kw_only=True)
class Image(Fact):
    """One kind of image. What it says comes on top of what the one it ``extends`` says, and the nearer word wins."""

    extends: str = ""
    has: tuple[str, ...] = ()
    """Paths of programs, or a bare name where only the name is certain."""
    has_sets: tuple[str, ...] = ()
    """Names of sets in programs.yaml that it has as well."""
    lacks: tuple[str, ...] = ()
    """Names of programs that are certainly absent."""
    lacks_common_except: tuple[str, ...] | None = None
    """It lacks all the common programs as well, these apart."""
    unsure: tuple[str, ...] = ()
    """Names taken out of both again."""
    path: tuple[str, ...] = ()
    """Directories in PATH ahead of the usual ones."""
    closed: bool = False
    """What is not named is absent."""
    family: str = ""
    """Its package manager: apk, apt or rpm."""
    merged: bool = False
    """/bin and /usr/bin are one directory."""
    wget: str = ""
    """Whose wget it is: busybox or gnu."""
    volumes_unknown: bool = False
    """It may declare directories as VOLUME; others certainly do not."""

    @property
    def present(self) -> tuple[str, ...]:
        """All it has, sets included."""
        return (*(path for name in self.has_sets for path in programs(name)), *self.has)

    @property
    def absent(self) -> tuple[str, ...]:
        """All it lacks, common programs included."""
        spared = self.lacks_common_except
        return (*(() if spared is None else (name for name in common() if name not in spared)), *self.lacks)


@dataclass(frozen=True)
class Tag:
    """Which tags mean which image. A group named ``version`` in the pattern must be at least ``since``.

    A tag such as ``1`` moves with every release, so it is compared as far as it goes.
    """

    tag: str
    image: str
    since: str = ""

    def match(self, tag: str) -> bool:
        match = re.fullmatch(self.tag, tag)
        if not match:
            return False
        version = _numbers(match.groupdict().get("version") or "")
        return not version or version >= _numbers(self.since)[: len(version)]


@dataclass(frozen=True, kw_only=True)
class Repository(Fact):
    """What the tags of a repository mean; the first that matches counts."""

    tags: tuple[Tag, ...]


@dataclass(frozen=True, kw_only=True)
class Mirror(Fact):
    """A name, or the front of one where it ends in ``/``, under which the images of another are served."""

    original: str


_TOPICS = ("distributions", "minimal", "languages", "servers")
_IMAGES = tuple(Table(f"images/{topic}.yaml", "images", Image) for topic in _TOPICS)
_REPOSITORIES = tuple(Table(f"images/{topic}.yaml", "repositories", Repository) for topic in _TOPICS)
_PROGRAMS = Table("images/programs.yaml", "programs", Words)
_MIRRORS = Table("images/registries.yaml", "mirrors", Mirror)
_PULL_THROUGH = Table("images/registries.yaml", "pull_through", Mirror)
TABLES: tuple[Table[Any], ...] = (*_IMAGES, *_REPOSITORIES, _PROGRAMS, _MIRRORS, _PULL_THROUGH)
SHORTHANDS = "shorthands"
"""A section that holds no facts but pieces of patterns by name, for ``{name}`` in the tags of its file."""

_SHORTHAND = re.compile(r"\{([a-z_]+)\}")
_CHOICE = re.compile(r"\{([^{}]*)\}")


@cache
def images() -> Mapping[str, Image]:
    """Every kind of image, by the name that tags use for it."""
    return {name: image for table in _IMAGES for name, image in table.entries.items()}


@cache
def repositories() -> Mapping[str, tuple[Tag, ...]]:
    """What the tags of each repository mean. A repository that ends in ``*`` is every one below that name."""
    return {
        name: tuple(replace(tag, tag=_spelt(tag.tag, read(table.file).get(SHORTHANDS, {}))) for tag in repository.tags)
        for table in _REPOSITORIES
        for names, repository in table.entries.items()
        for name in _each(names)
    }


def tags(repository: str) -> tuple[Tag, ...] | None:
    """What the tags of one repository mean; None when it is not on record."""
    known = repositories()
    if repository in known:
        return known[repository]
    return next((known[name] for name in known if name[-1] == "*" and repository.startswith(name[:-1])), None)


@cache
def programs(name: str) -> tuple[str, ...]:
    """One set of programs."""
    return _PROGRAMS.entries[name].words


@cache
def common() -> tuple[str, ...]:
    """What health checks commonly run and images commonly lack. An image speaks of all of them or says it is unsure."""
    return (*programs("clients"), *programs("languages"), *programs("databases"))


@cache
def native() -> frozenset[str]:
    """Programs that no package manager of a language brings, but for a package of just that name."""
    return frozenset(programs("native"))


@cache
def mirrors() -> Mapping[str, str]:
    """Names of images, or fronts of names, with those of their original publishers."""
    return {name: mirror.original for name, mirror in _MIRRORS.entries.items()}


@cache
def pull_through() -> Mapping[str, str]:
    """Fronts of the names of repositories in a private ECR, with the registries that they are pulled through from."""
    return {name: mirror.original for name, mirror in _PULL_THROUGH.entries.items()}


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def _spelt(pattern: str, shorthands: Mapping[str, str]) -> str:
    """Put the pieces in the place of their names, theirs included."""

    def piece(match: re.Match[str]) -> str:
        if match[1] not in shorthands:
            raise DataError(f"{match[0]} in the tag {pattern} is none of the shorthands of its file")
        return _spelt(shorthands[match[1]], shorthands)

    return _SHORTHAND.sub(piece, pattern)


def _each(names: str) -> Iterator[str]:
    """Take ``ubi{8,9}/ubi`` for the two names that a shell would make of it."""
    pieces = _CHOICE.split(names)
    yield from ("".join(chosen) for chosen in product(*(p.split(",") if i % 2 else [p] for i, p in enumerate(pieces))))
