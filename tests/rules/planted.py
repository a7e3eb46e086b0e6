"""Plant a crash in the generator, and run the real programs on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.rules.running import CFN_LINT, ROOT

PLANTS: Mapping[str, str] = {
    "stack": "from generator.stack.resolve import Resolver as Spoilt; NAME = 'navigate'",
    "files": "from generator.stack.documents import Documents as Spoilt; NAME = 'read'",
    "facts": "from generator.ecs.tasks import Task as Spoilt; NAME = 'role'",
    "proof": "import generator.needs.matrix as Spoilt; NAME = 'registry_paths'",
    "check": "from generator.checks.reading.nested_template_unread import NestedTemplateUnread as Spoilt; "
    "NAME = 'find'",
    "rules": "import generator.rules._reported as Spoilt; NAME = 'reported'",
    "cfn-lint": "from cfnlint.runner import Runner as Spoilt; NAME = 'run'",
}
"""Where: what takes the place of something that is called there is run by the interpreter when it starts."""

_CRASH = """
import os
{plant}

real = getattr(Spoilt, NAME)

def spoilt(*arguments, **settings):
    {how}

setattr(Spoilt, NAME, spoilt)
"""


def run(
    folder: Path, plant: str, *arguments: str, how: str = "raise ZeroDivisionError('planted')"
) -> subprocess.CompletedProcess[str]:
    """Run cfn-lint or a verb of ours in a folder, with a crash at one of the places."""
    start = folder / "start"
    start.mkdir(exist_ok=True)
    (start / "sitecustomize.py").write_text(_CRASH.format(plant=PLANTS[plant], how=how) if plant else "")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join((str(start), str(ROOT))),
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_STATE_HOME": str(folder / "state"),
    }
    program = [str(CFN_LINT)] if arguments[0] == "cfn-lint" else [sys.executable, "-m", "generator", arguments[0]]
    return subprocess.run(
        [*program, *arguments[1:]], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
