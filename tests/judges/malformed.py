"""Judge ``generator.iam.refused`` by getmoto/moto: policies that AWS refuses, with its message, and ones that it takes.

FOLDER holds ``test_iam_policies.py``, which is parsed and not imported.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.iam import Kind, refused
from tests.judges.compared import Compared, compare

_REFUSED, _TAKEN = "invalid_policy_document_test_cases", "valid_policy_documents"


def judge(folder: Path) -> Iterator[Compared]:
    """Ask of each document whether AWS refuses it as a managed policy."""
    for path in sorted(folder.rglob("test_iam_policies.py")):
        lists = _lists(ast.parse(path.read_text()))
        for number, case in enumerate(lists.get(_REFUSED, ()), 1):
            yield _case(f"refused {number} ({case['error_message']})", case["document"], True)
        for number, document in enumerate(lists.get(_TAKEN, ()), 1):
            yield _case(f"taken {number}", document, False)


def _lists(module: ast.Module) -> dict[str, list[Any]]:
    """Read the lists that the file assigns at its top."""
    return {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.List)
    }


def _case(name: str, document: object, theirs: bool) -> Compared:
    return compare(name, theirs, bool(refused(document, Kind.IDENTITY)), json.dumps(document)[:400])
