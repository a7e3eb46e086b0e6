"""Evidence as AWS leaves it, read from recorded/: a bundle, and what its first cause has to be.

The keys of a case, none but ``first`` needed: ``stack`` (STATUS PATH TYPE REASON, ``-`` for the root), ``hooks``,
``events`` of the service, ``tasks`` that stopped (``stopped``, ``code``, and each container by its name), ``targets``
(reason, description), ``log`` of the container web, ``status``; ``proof`` (a finding of the proof, and the need that it
answers with no), ``place`` (resource, property and place in app.yaml where the proof shows nothing).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.diagnosis.bundle import Bundle, Container, Fault, Hook, Log, Proven, Row, StackEvent, Target, Task
from tests.diagnosis.evidence import CLUSTER, GROUP, NOW, fault, row, service

FOLDER = Path(__file__).parent / "recorded"


@dataclass(frozen=True)
class Recorded:
    """One case: its evidence, the entry that comes first (empty where nothing is to be named), and its place."""

    name: str
    bundle: Bundle
    first: str
    rule: str = ""
    place: tuple[str, str, str] | None = None


def recorded() -> Iterator[Recorded]:
    """Read every case; what the proof says of the app comes with :func:`with_proof`."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for name, told in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if not name.startswith("x-"):
                yield _case(f"{file.stem}/{name}", told)


def _case(name: str, told: dict[str, Any]) -> Recorded:
    proof = told.get("proof", {})
    return Recorded(name, _bundle(told), told["first"], proof.get("rule", ""), tuple(told.get("place", ())) or None)


def _bundle(told: dict[str, Any]) -> Bundle:
    tasks = tuple(_task(number, one) for number, one in enumerate(told.get("tasks", ())))
    log = told.get("log", "")
    return Bundle(
        version="1",
        written=NOW,
        stack="shop-dev",
        region="eu-west-1",
        status=told.get("status", ""),
        stack_events=(
            *(_stack_event(number, line) for number, line in enumerate(_flat(told.get("stack", ())))),
            *(_hook(hook) for hook in told.get("hooks", ())),
        ),
        services=(service("web", *_flat(told.get("events", ())), target_groups=(GROUP,)),),
        tasks=tasks,
        targets=tuple(
            Target(group=GROUP, id="10.40.11.35", port=8080, state="unhealthy", reason=reason, description=words)
            if not reason.startswith("Elb.")
            else Target(group=GROUP, id="10.40.11.35", port=8080, state="initial", reason=reason, description=words)
            for reason, words in told.get("targets", ())
        ),
        logs=tuple(
            Log(task=_arn(0), container="web", group="/ecs/shop-dev/web", stream="web/web/0", lines=tuple(lines))
            for lines in ([log.splitlines()] if log else [])
        ),
        proof=_proof(told["proof"]) if "proof" in told else None,
    )  # fmt: skip


def _proof(told: dict[str, str]) -> Proven:
    shown = fault(told["rule"], told["resource"], "Web/Service", property=told["property"])
    return Proven(
        root="output/dev/root.yaml",
        faults=(shown,),
        rows=(row("Web/Service", told["need"], "no", shown.lesson, shown.rule),),
    )


def with_proof(bundle: Bundle, proof: Proven) -> Bundle:
    """Give a bundle the proof of an app, with what its own case says is wrong in it."""
    own = bundle.proof
    if own is None:
        return bundle.model_copy(update={"proof": proof})
    lessons = {row.lesson for row in own.rows}
    rows: tuple[Row, ...] = (*own.rows, *(row for row in proof.rows if row.lesson not in lessons))
    faults: tuple[Fault, ...] = (*own.faults, *proof.faults)
    return bundle.model_copy(update={"proof": proof.model_copy(update={"rows": rows, "faults": faults})})


def _flat(lines: Any) -> Iterator[str]:
    for line in lines:
        if isinstance(line, list):
            yield from _flat(line)
        else:
            yield line


def _stack_event(second: int, line: str) -> StackEvent:
    status, path, type_, *reason = line.split(maxsplit=3)
    told = {"path": "" if path == "-" else path, "type": type_, "status": status, "reason": " ".join(reason)}
    return StackEvent(time=f"2026-11-24T12:00:{second:02}+00:00", **told)


def _hook(told: dict[str, str]) -> StackEvent:
    hook = Hook(name=told["name"], status=told["result"], reason=told["reason"], mode=told["mode"])
    return StackEvent(
        time="2026-11-24T12:00:00+00:00", path=told["path"], type=told["type"], status="CREATE_IN_PROGRESS", hook=hook
    )


def _arn(number: int) -> str:
    return f"{CLUSTER.replace(':cluster/', ':task/')}/{number:032x}"


def _task(number: int, told: dict[str, Any]) -> Task:
    containers = tuple(
        Container(name=name, exit_code=one.get("exit"), reason=one.get("reason", ""))
        for name, one in told.items()
        if name not in ("stopped", "code", "group")
    )
    return Task(
        arn=_arn(number),
        group=told.get("group", "service:web"),
        stopped_reason=told["stopped"],
        stop_code=told.get("code", ""),
        containers=containers,
        stopped=NOW,
    )
