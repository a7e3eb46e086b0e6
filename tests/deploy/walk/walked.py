"""Walk the lessons: break the output, rehearse it, and diagnose what happened; and the page that tells of it."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.checks.lessons import named
from generator.deploy.command import main
from generator.deploy.diagnose_command import main as diagnose
from generator.rehearsal.server import running
from tests.deploy.walk.mistakes import Mistake
from tests.gallery import ROOT, copy_programs

PAGE, CAUSES_PAGE = ROOT / "docs/lessons-walked.md", ROOT / "docs/causes-walked.md"
_HEAD = """# The lessons, walked

Each of the [lessons](rules.md) is broken in `output/dev` by hand, rehearsed with `python scripts/deploy.py dev --local
--allow-unproven`, and diagnosed. Without `--allow-unproven`, `deploy` refuses every one of them. This page is written
by `python -m tests.deploy.walk`, and a test says so when it is not what happens. Ten causes beyond the lessons:
[causes, walked](causes-walked.md).
"""
_CAUSES_HEAD = """# Causes, walked

Ten causes that the [nine lessons](lessons-walked.md) do not name, each put into `output/dev` by hand, rehearsed with
`python scripts/deploy.py dev --local --allow-unproven`, and diagnosed. What the app has not yet, a cache or a file
system, is added with its fault. This page is written by `python -m tests.deploy.walk`, and a test says so when it is
not what happens.
"""


@dataclass(frozen=True)
class Walked:
    """What came of one mistake: the exit code, what ECS and the task's log said, AWS's time, and the causes."""

    mistake: Mistake
    code: int
    outcome: str
    status: str
    said: tuple[str, ...]
    time: str
    causes: tuple[dict[str, Any], ...]


@contextlib.contextmanager
def place(folder: Path) -> Iterator[None]:
    """Stand in a folder with the programs of the app in it, and a local AWS that hurries."""
    here, kept = Path.cwd(), dict(os.environ)
    copy_programs(folder)
    os.chdir(folder)
    try:
        with running(Path(".local-aws"), pace=0):
            yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(kept)


def spoil(mistake: Mistake) -> None:
    """Put output/dev here, with a mistake in it."""
    shutil.copytree(ROOT / "output/dev", "output/dev", dirs_exist_ok=True)
    for name, change in mistake.edits:
        file = Path("output/dev") / name
        file.write_text(change(file.read_text()))


def walk(mistake: Mistake) -> Walked:
    """Rehearse one mistake, and diagnose it from what the rehearsal kept."""
    spoil(mistake)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["dev", "--local", "--allow-unproven", "--yes", "--format", "json"])
    result = json.loads(out.getvalue().splitlines()[-1])
    evidence = json.loads(Path(result["evidence"]).read_text())
    causes = io.StringIO()
    with contextlib.redirect_stdout(causes):
        diagnose(["--bundle", result["evidence"], "--format", "json"])
    times = sorted(set(re.findall(r"on AWS this takes (.*)", err.getvalue() + out.getvalue())))
    told = tuple(json.loads(causes.getvalue())["causes"])
    return Walked(mistake, code, result["outcome"], result["status"], _said(evidence), ", ".join(times), told)


def _said(evidence: dict[str, Any]) -> tuple[str, ...]:
    reasons = [task["stopped_reason"] for task in evidence["tasks"]]
    lines = [line for log in evidence["logs"] for line in log["lines"]]
    told = {_steady(line) for line in [*reasons, *lines] if not line.startswith("Scaling activity")}
    return tuple(sorted(told))


def page(walks: Iterable[Walked]) -> str:
    """The page of what happened with the lessons."""
    return "\n".join([_HEAD, *map(_section, walks)])


def causes_page(walks: Iterable[Walked]) -> str:
    """The page of what happened with the causes that are no lesson."""
    return "\n".join([_CAUSES_HEAD, *map(_section, walks)])


def _section(walked: Walked) -> str:
    mistake, cause = walked.mistake, walked.causes[0]
    said = "\n\n".join(map(_wrapped, walked.said))
    fix = _steady(str(cause["fix"]))
    where = f"`{cause['file']}`, `{cause['resource']}` {cause['property'] or ''}".strip()
    rule = f"[{cause['rule']}](rules.md)"
    ends = f"On AWS it takes {walked.time} until the deployment fails; {_undone(walked)}."
    ends += f" `diagnose` names first, by {rule}, {where}:"
    files = ", ".join(dict.fromkeys(f"`{file}`" for file, _ in mistake.edits))
    return f"""## {mistake.name or f"Lesson {named(mistake.lesson).removeprefix('lesson ')}"}

{_wrapped(f"In {files}, {mistake.done}. What ECS and the log say:")}

```text
{said}
```

{_wrapped(ends)}

{_wrapped(_steady(str(cause["what"])), "> ")}
>
{_wrapped(f"Change: {fix}", "> ")}
"""


def _undone(walked: Walked) -> str:
    return (
        "it was a first creation, so that nothing is left of the stack" if "ROLLBACK" in walked.status else "it stays"
    )


def _steady(text: str) -> str:
    """A message without the ids that each run makes anew."""
    text = re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b|\b[0-9a-f]{32}\b", "...", text)
    text = re.sub(r"(?<=assumed-role/)[\w-]+|(?<=:secret:)[\w/+=.@-]+|(?<=targetgroup/)[\w/-]+", "...", text)
    return " ".join(text.split())


def _wrapped(text: str, lead: str = "") -> str:
    return textwrap.fill(
        text, 118, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False
    )
