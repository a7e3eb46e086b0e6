"""The small app before and after a change."""

from __future__ import annotations

import json
from pathlib import Path

from generator.comparison import Comparison, Pair, compare
from generator.lint.roots import Root
from tests.one_app import Change, app


def compared(folder: Path, after: Change, before: Change = lambda t: None) -> Comparison:
    """Compare the app with what a change makes of it; ``before`` is done to both."""
    made = []
    for name, changes in (("old", [before]), ("new", [before, after])):
        template = app()
        for change in changes:
            change(template)
        path = folder / name / "root.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(template))
        made.append(Root(path, "us-east-1"))
    return compare(Pair("app", *made), folder)


def actions(one: Comparison) -> dict[str, str]:
    """What happens to each resource."""
    return {change.name: change.action for change in one.changes}
