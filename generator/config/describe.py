"""What the docstring below each setting says, read from the source only when somebody asks."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise


@cache
def descriptions(settings: type) -> dict[str, str]:
    """The text below each setting that a class declares itself, by the setting's name."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(settings))).body
    assert isinstance(definition, ast.ClassDef)
    found: dict[str, str] = {}
    for setting, text in pairwise(definition.body):
        match setting, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str() as words)):
                found[name] = inspect.cleandoc(words)
    return found
