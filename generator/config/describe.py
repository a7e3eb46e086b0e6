"""What the docstring below each setting says, read from the source only when somebody asks."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise


@cache
def descriptions(settings: type) -> dict[str, str]:
    """The text below each setting of a class, its own and those of the classes it is made of, by the setting's name."""
    texts: dict[str, str] = {}
    for declaring in reversed(settings.mro()):
        if declaring.__module__.partition(".")[0] not in ("builtins", "pydantic"):
            texts |= _declared(declaring)
    return texts


def _declared(settings: type) -> dict[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(settings))).body
    assert isinstance(definition, ast.ClassDef)
    texts: dict[str, str] = {}
    for setting, text in pairwise(definition.body):
        match setting, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as words)):
                texts[name] = inspect.cleandoc(words)
    return texts
