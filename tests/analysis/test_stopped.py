"""An error that stops a task is a no in the row of its start, unless another row tells it."""

from __future__ import annotations

from pathlib import Path

from generator.analysis.matrix import Cell
from generator.analysis.shared import analysed
from generator.analysis.stopped import stopped
from generator.checks.examples import template
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.containers.start import START
from generator.needs.row import Need

PATHS = {"Web": {"Web", "WebTask"}, "Api": {"Api", "ApiTask"}}
CELLS = tuple(
    Cell(task, Need(name, 1, "why"), Truth.YES, ("all is well",), rules)
    for task in PATHS
    for name, rules in ((START, ()), ("logs", ("ECS020",)))
)


def finding(rule: str, resource: str, *tasks: str) -> Finding:
    return Finding("root.yaml", 1, 1, rule, f"{rule} is wrong", "mend it", resource=resource, tasks=tasks)


def verdicts(*findings: Finding) -> dict[str, str]:
    return {cell.task: cell.verdict.value for cell in stopped(CELLS, findings, PATHS) if cell.need.name == START}


def test_an_error_stops_the_tasks_that_suffer_and_those_it_stands_in() -> None:
    assert verdicts(finding("ECS113", "Other", "Web")) == {"Web": "no", "Api": "yes"}
    assert verdicts(finding("ECS113", "ApiTask")) == {"Web": "yes", "Api": "no"}


def test_a_warning_or_an_error_that_a_row_tells_stops_nothing_more() -> None:
    assert set(verdicts(finding("WCS113", "WebTask"), finding("ECS020", "WebTask")).values()) == {"yes"}


def test_what_is_refused_when_it_is_created_stops_every_task() -> None:
    cells = stopped(CELLS, [finding("ECS014", "Other")], PATHS, {"ECS014"})
    assert {cell.verdict.value for cell in cells if cell.need.name == START} == {"no"}
    assert set(verdicts(finding("ECS014", "Other")).values()) == {"yes"}


def test_the_row_says_what_the_error_says() -> None:
    cells = stopped(CELLS, [finding("ECS113", "Other", "Web")], PATHS)
    cell = next(cell for cell in cells if cell.task == "Web" and cell.need.name == START)
    assert (cell.because, cell.rules, cell.fix) == (("ECS113 is wrong",), ("ECS113",), "mend it")


def test_a_definition_that_ecs_refuses_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "root.yaml").write_text(
        template(
            "isolated",
            (("TaskDefinition.ContainerDefinitions.0.MountPoints", "[{SourceVolume: gone, ContainerPath: /x}]"),),
        )
    )
    cells = analysed(tmp_path / "root.yaml", {}, None, project=tmp_path).cells
    assert {cell.verdict.value for cell in cells if cell.need.name == START} == {"no"}
