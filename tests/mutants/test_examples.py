"""The reverse: no finding on anything that we build, and nothing unknown that a template could tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.output import folder
from generator.stack import load
from tests.gallery import ENVIRONMENTS, built, config, copy_programs
from tests.mutants.apps import faults


def brought_in(name: str, proof: Proof) -> bool:
    """Tell whether what is unknown lies in a thing outside that app.yaml names by its ARN, or in an image."""
    if proof.need.name == "ca-bundle":
        return name != "task-management"
    arns = re.findall(r"arn:aws:[^ ,:()]+:[^ ,()]+", " ".join(proof.answer.because))
    return bool(arns) and all(arn in config(name).read_text() for arn in arns)


@pytest.mark.parametrize(("name", "environment"), ENVIRONMENTS)
def test_no_example_has_a_fault_or_an_unknown_need(tmp_path: Path, name: str, environment: str) -> None:
    example = built(name, environment)
    folder.write(tmp_path, example.texts)
    copy_programs(tmp_path)
    region = {"AWS::Region": example.composition.app.region}
    graph = load(tmp_path / "root.yaml", region, project=tmp_path)
    prover = Prover(graph)
    assert [f"{fault.rule} {fault.at}: {fault.message}" for fault in faults(graph, prover)] == []
    unknown = [proof for proof in prover.proofs if str(proof.answer.verdict) != "yes" and not brought_in(name, proof)]
    assert [f"{each.task} {each.need.name}: {each.answer.because}" for each in unknown] == []
