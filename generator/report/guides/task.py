"""The task of task.yaml, which uses everything that a task can use to start, and what is asked of it."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from generator.ecs.tasks import Task, tasks
from generator.needs.calls import Wanted, wanted
from generator.needs.matrix import Prover
from generator.needs.row import Need
from generator.stack import Graph, load

REGION = "us-east-1"


@cache
def graph() -> Graph:
    """The template of the task."""
    with as_file(files("generator.report.guides") / "task.yaml") as path:
        return load(path, {"AWS::Region": REGION})


@cache
def task() -> Task:
    """The task."""
    (only,) = tasks(graph())
    return only


@cache
def want() -> Wanted:
    """What it asks of AWS."""
    return wanted(task())


@cache
def needs() -> tuple[Need, ...]:
    """The rows that `prove` has for it."""
    return tuple(proof.need for proof in Prover(graph()).proofs)
