"""What templates tell of an update beyond its change set: what tasks lack meanwhile, what opens, and what it costs."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.analysis.shared import analysed
from generator.aws.calls import AwsError, CredentialsError, RefusedError
from generator.aws.stacks import Stack, resources, written
from generator.changes.change import STACK, Change
from generator.changes.interruption import Interruption
from generator.changes.monthly import Monthly
from generator.changes.opening import Opening
from generator.changes.restarts import restarts
from generator.changes.states import Step, step
from generator.comparison import Priced, changed, doors, during, priced
from generator.deploy.run import Run
from generator.report.diff_words import cost_of
from generator.stack import Graph, load
from generator.step import part


@dataclass(frozen=True)
class Foreseen:
    """What is known before a change set is executed."""

    interruptions: tuple[Interruption, ...] = ()
    monthly: Monthly | None = None
    openings: tuple[Opening, ...] = ()


def foreseen(run: Run, stack: Stack | None, changes: Sequence[Change]) -> Foreseen:
    """Compare what is deployed with what is going to be. What cannot be read is said, and keeps nothing from going on.

    Raises CredentialsError.
    """
    parameters = {"AWS::Region": run.release.region}
    new_root = run.release.folder / run.release.template
    texts = tuple(sorted(run.release.templates.items()))
    if stack is None or step(stack.status) is not Step.UPDATE:
        new = _loaded(new_root, run.release.region, texts)
        return Foreseen((), _monthly(priced(None, new)), _openings(None, new))
    told = part(run.say.step, "compare with what is deployed", 1, 1)
    with tempfile.TemporaryDirectory(prefix="ecs-proof-") as name:
        folder = Path(name).resolve()
        try:
            old_root = _written(run, stack, folder)
        except CredentialsError:
            raise
        except AwsError as error:
            run.say.note(f"what tasks lack during the update, what it opens, and what it costs, is not known: {error}")
            return Foreseen()
        old, new = load(old_root, parameters, project=folder), _loaded(new_root, run.release.region, texts)
        monthly, opened = _monthly(priced(old, new)), _openings(old, new)
        if not restarts(changes):
            return Foreseen((), monthly, opened)
        before = analysed(old_root, parameters, project=folder, step=told)
        proven = (old, before), (new, analysed(new_root, parameters, step=told))
        meanwhile = during(*proven, changed(old, new), parameters, None, told)
    if meanwhile.undecided:
        run.say.note(meanwhile.undecided)
    return Foreseen(meanwhile.interruptions_unless(run.options.allow_interruption), monthly, opened)


@lru_cache(maxsize=4)
def _loaded(root: Path, region: str, texts: tuple[tuple[str, str], ...]) -> Graph:
    """What is going to be; ``texts`` are what it is read from, so that it is read once."""
    return load(root, {"AWS::Region": region})


def _openings(old: Graph | None, new: Graph) -> tuple[Opening, ...]:
    return tuple(Opening(door.rule, door.what) for door in doors(old, new))


def _monthly(found: Priced) -> Monthly:
    difference = found.difference
    if difference is None:
        return Monthly(cost_of(found))
    listed = tuple((each.resource, each.old, each.new) for each in difference.resources)
    return Monthly(cost_of(found), difference.old, difference.new, listed)


def _written(run: Run, stack: Stack, folder: Path) -> Path:
    """Write the templates that are deployed, each nested one under a name of its own, and give the root's file."""
    nested = {each.path: each.id for each in resources(run.cloud, stack.id) if each.type == STACK}
    for path, id_ in {(): stack.id, **nested}.items():
        template = _template(run, id_)
        for name, body in template["Resources"].items():
            if (*path, name) in nested and isinstance(body.get("Properties"), dict):
                body["Properties"]["TemplateURL"] = _file((*path, name))
        (folder / _file(path)).write_text(json.dumps(template), encoding="utf-8")
    return folder / _file(())


def _file(path: tuple[str, ...]) -> str:
    return f"{'.'.join(('root', *path))}.json"


def _template(run: Run, stack: str) -> dict[str, Any]:
    from cfnlint.decode import decode_str  # half a second, and loaded already by the proof

    template, _ = decode_str(written(run.cloud, stack))
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), Mapping):
        raise RefusedError(f"the template of {stack} is not one")
    return template
