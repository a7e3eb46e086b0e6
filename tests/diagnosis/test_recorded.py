"""Evidence as AWS leaves it, with what is said besides: the cause comes first, and points at what to change."""

from __future__ import annotations

import re
from collections import Counter

from generator.catalogue import entries
from generator.diagnosis.bundle import Proven
from generator.diagnosis.causes import Diagnosis
from generator.diagnosis.diagnose import diagnose
from generator.diagnosis.messages import of_status
from generator.report.diagnosis import text
from generator.report.style import Style
from tests.diagnosis.recorded_bundles import Recorded, recorded, with_proof
from tests.with_each import with_each

CASES = {case.name: case for case in recorded()}


def _found(case: Recorded, proof: Proven) -> Diagnosis:
    return diagnose(with_proof(case.bundle, proof), of_status(case.bundle))


@with_each("case", CASES)
def test_the_first_cause_is_the_right_one(case: Recorded, proof: Proven) -> None:
    causes = _found(case, proof).causes
    assert (causes[0].entry if causes else "") == case.first
    if causes:
        assert (causes[0].rule, causes[0].proof) == (case.rule, bool(case.rule))


@with_each("case", [case for case in CASES.values() if case.place], ids=lambda case: case.name)
def test_a_cause_that_only_a_message_tells_has_its_place(case: Recorded, proof: Proven) -> None:
    first = _found(case, proof).causes[0]
    said = (first.resource, re.sub(r"\.\d+", "", first.property), first.app.partition(" ")[2])
    assert said == case.place
    assert first.line > 0


@with_each("case", CASES)
def test_without_a_proof_the_answer_is_the_same(case: Recorded) -> None:
    causes = diagnose(case.bundle.model_copy(update={"proof": None}), of_status(case.bundle)).causes
    assert (causes[0].entry if causes else "") == case.first


@with_each("case", CASES)
def test_it_is_told_on_one_screen_and_nothing_twice(case: Recorded, proof: Proven) -> None:
    shown = text(_found(case, proof), Style(80)).splitlines()
    assert len(shown) <= 40
    assert [line for line in shown if len(line) > 80 and " $ aws" not in line and len(line.split()) > 1] == []
    paragraphs = Counter(" ".join(told.split()) for told in re.split(r"\n   (?=\w)", "\n".join(shown)))
    twice = [told for told, times in paragraphs.items() if times > 1]
    assert [told for told in twice if told.split()[0] not in ("at", "in", "look")] == []  # two causes, one place


@with_each("case", [case for case in CASES.values() if case.first], ids=lambda case: case.name)
def test_the_command_can_be_run_as_it_stands(case: Recorded, proof: Proven) -> None:
    command = _found(case, proof).causes[0].command
    assert command.startswith("aws ")
    assert (
        set(re.findall(r"<(cluster|service|stack|targetGroupArn|taskArn|taskId|logGroup|logStream)>", command)) == set()
    )


def test_there_are_enough_of_them() -> None:
    named = {case.first for case in CASES.values()} - {""}
    assert len(named) >= 60
    assert named <= {entry.id for entry in entries()}
    assert any(not case.first for case in CASES.values())
