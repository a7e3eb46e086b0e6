"""Tests of unittest read without running them: what each gives to the code under test, and what it expects of it.

Only data is followed: literals, names, f-strings, loops over literals, and the few calls that a judge gives a meaning.
What else a test does makes it one that cannot be read.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Call = Callable[..., Any]
ERROR = "an error"
"""Expected by a test that asserts an exception."""


class Unreadable(Exception):
    """The test does what is not followed."""


@dataclass(frozen=True)
class Asked:
    """What is given to the code under test, as the judge's own calls make it."""

    question: Any


@dataclass(frozen=True)
class Expectation:
    """One assertion: of which test, what was asked, and the answer, which is ERROR where an exception is expected."""

    test: str
    asked: Asked
    answer: Any


def expectations(text: str, calls: Mapping[str, Call], names: Mapping[str, Any]) -> Iterator[Expectation | str]:
    """Read a module; a string names a test that cannot be read.

    ``calls`` gives functions and methods their meanings, by their last name; ``names`` what the module imports.
    """
    for suite in (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)):
        methods = {node.name: node for node in suite.body if isinstance(node, ast.FunctionDef)}
        for name, method in methods.items():
            if not name.startswith("test"):
                continue
            for number, arguments in enumerate(_rows(method, calls, names), 1):
                test = f"{suite.name}.{name}" + (f" {number}" if len(method.args.args) > 1 else "")
                reader = Reader(test, calls, {**names, **arguments})
                try:
                    reader.block(methods["setUp"].body if "setUp" in methods else [])
                    reader.block(method.body)
                except (Unreadable, KeyError, IndexError, TypeError, ValueError):
                    yield test
                    continue
                yield from reader.found
                if not reader.found:
                    yield test


def _rows(method: ast.FunctionDef, calls: Mapping[str, Call], names: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of ``parameterized.expand``, by the names of arguments; one without arguments otherwise."""
    wanted = [argument.arg for argument in method.args.args[1:]]
    for decorator in method.decorator_list:
        if isinstance(decorator, ast.Call) and _last(decorator.func) == "expand" and wanted:
            try:
                rows = Reader("", calls, dict(names)).of(decorator.args[0])
            except Unreadable:
                return [{}]
            return [dict(zip(wanted, row, strict=False)) for row in rows]
    return [{}]


def _last(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


class Reader:
    """Follows the statements of one test, with the names that stand so far."""

    def __init__(self, test: str, calls: Mapping[str, Call], names: dict[str, Any]) -> None:
        self.test, self.calls, self.names = test, calls, names
        self.found: list[Expectation] = []

    def block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            match statement:
                case ast.Assign(targets=[target], value=value):
                    self.names[ast.unparse(target)] = self.of(value)
                case ast.Expr(ast.Call(ast.Attribute(attr="assertEqual" | "assertEquals"), [one, other])):
                    if "exception" not in ast.unparse(statement):
                        self._equal(self.of(one), self.of(other))
                case ast.Expr(ast.Call(ast.Attribute(attr="assertTrue" | "assertFalse" as which), [one])):
                    self._expect(self.of(one), which == "assertTrue")
                case ast.With(items=[ast.withitem(ast.Call(ast.Attribute(attr="assertRaises")))], body=[inner]):
                    self._expect(self.of(inner.value) if isinstance(inner, ast.Expr | ast.Assign) else None, ERROR)
                case ast.Expr(ast.Constant()):
                    pass
                case _:
                    raise Unreadable(ast.unparse(statement))

    def _equal(self, one: Any, other: Any) -> None:
        asked, answer = (one, other) if isinstance(one, Asked) else (other, one)
        self._expect(asked, answer)

    def _expect(self, asked: Any, answer: Any) -> None:
        if not isinstance(asked, Asked):
            raise Unreadable("an assertion about something else")
        self.found.append(Expectation(self.test, asked, answer))

    def of(self, node: ast.expr) -> Any:
        """The value of an expression."""
        match node:
            case ast.Constant(value):
                return value
            case ast.List(items) | ast.Tuple(items):
                return [self.of(item) for item in items]
            case ast.Dict(keys, values):
                pairs = zip(keys, values, strict=True)
                return {self.of(key): self.of(value) for key, value in pairs if key is not None}
            case ast.JoinedStr(pieces):
                return "".join(str(self.of(piece)) for piece in pieces)
            case ast.FormattedValue(value):
                return self.of(value)
            case ast.BinOp(left, ast.Add(), right):
                return self.of(left) + self.of(right)
            case ast.BinOp(left, ast.Mult(), right):
                return self.of(left) * self.of(right)
            case ast.UnaryOp(ast.USub(), value):
                return -self.of(value)
            case ast.Subscript(value, key):
                return self.of(value)[self.of(key)]
            case ast.ListComp(element, [ast.comprehension(ast.Name(name), items, [])]):
                return [self._with(name, item).of(element) for item in self.of(items)]
            case ast.Call(function, arguments, keywords):
                return self._call(function, arguments, keywords)
            case ast.Name() | ast.Attribute() if ast.unparse(node) in self.names:
                return self.names[ast.unparse(node)]
        raise Unreadable(ast.unparse(node))

    def _with(self, name: str, value: Any) -> Reader:
        return Reader(self.test, self.calls, {**self.names, name: value})

    def _call(self, function: ast.expr, arguments: list[ast.expr], keywords: list[ast.keyword]) -> Any:
        name = _last(function)
        given = [self.of(argument) for argument in arguments]
        named = {keyword.arg or "": self.of(keyword.value) for keyword in keywords}
        match name:
            case "format":
                return ""
            case "range":
                return list(range(*given))
            case "deepcopy":
                return deepcopy(given[0])
            case _ if name in self.calls:
                on = [self.of(function.value)] if isinstance(function, ast.Attribute) else []
                return self.calls[name](*on, *given, **named)
        raise Unreadable(name)
