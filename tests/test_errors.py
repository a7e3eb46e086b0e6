"""The exceptions of the package are those that stand in the tree at the top of ``generator.errors``."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import generator
from generator import errors

PACKAGE = Path(generator.__file__).parent
LINE = re.compile(r"^(?P<indent> {4,})(?P<name>\w+)(?: +(?P<module>[\w.]+) +(?P<what>\S.*))?$", re.MULTILINE)


def drawn() -> set[tuple[str, str, str]]:
    """What the tree says: the name of each exception, its base, and where it is defined."""
    found: set[tuple[str, str, str]] = set()
    above: dict[int, str] = {}
    for line in LINE.finditer(str(errors.__doc__)):
        depth = len(line["indent"])
        above[depth] = line["name"]
        if line["module"]:
            found.add((line["name"], above[depth - 4], line["module"]))
    return found


@cache
def classes() -> frozenset[tuple[str, str, str]]:
    """Every class that has a base: its name, the base, and the module."""
    return frozenset(_classes())


def _classes() -> Iterator[tuple[str, str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and node.bases:
                yield node.name, ast.unparse(node.bases[0]).rpartition(".")[2], module


def defined() -> set[tuple[str, str, str]]:
    """The classes of the package that are exceptions, by way of others or not."""
    known = {
        name for name, value in vars(builtins).items() if isinstance(value, type) if issubclass(value, BaseException)
    }
    found: set[tuple[str, str, str]] = set()
    while more := {each for each in classes() if each[1] in known} - found:
        found |= more
        known |= {name for name, _, _ in more}
    return found


def test_the_tree_shows_every_exception_below_its_base_and_no_other() -> None:
    assert drawn() == defined()


def test_no_two_exceptions_share_a_name() -> None:
    names = sorted(name for name, _, _ in defined())
    assert names == sorted(set(names))
