"""Imports of a stack beside: told where nothing waits for it, or where its export is called otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ecs.creation_order import CreationOrder
from generator.refusals.template.imports import imports
from generator.stack import load

BASE = "Resources: {C: {Type: AWS::ECS::Cluster}}\n"
BASE += "Outputs: {Name: {Value: !Ref C, Export: {Name: shop-cluster}}}\n"
USER = "Resources: {S: {Type: T, Properties: {P: !ImportValue %s}}}\n"
STACK = "{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s}%s}"
WAITS = ", DependsOn: Base"


@pytest.mark.parametrize(
    ("name", "waits", "told"),
    [
        ("shop-cluster", WAITS, ""),
        ("shop-cluster", "", "nothing has it wait for Base"),
        ("shop-Cluster", WAITS, "Base exports shop-cluster"),
        ("shop_cluster", WAITS, "Base exports shop-cluster"),
        ("network-vpc", WAITS, ""),
    ],
)
def test_an_import_of_a_stack_beside(tmp_path: Path, name: str, waits: str, told: str) -> None:
    root = f"Resources:\n  Base: {STACK % ('base.yaml', '')}\n  App: {STACK % ('app.yaml', waits)}\n"
    found = _found(tmp_path, root, name)
    assert (told in found) if told else not found


def test_a_root_waits_for_what_it_nests_and_a_nested_stack_never_for_what_is_around_it(tmp_path: Path) -> None:
    nested = f"Resources:\n  Base: {STACK % ('base.yaml', '')}\n"
    assert "wait for Base" in _found(
        tmp_path, nested + "  S: {Type: T, Properties: {P: !ImportValue shop-cluster}}\n", "x"
    )
    waiting = nested + "  S: {Type: T, DependsOn: Base, Properties: {P: !ImportValue shop-cluster}}\n"
    assert not _found(tmp_path, waiting, "x")
    around = f"Resources:\n  C: {{Type: T}}\n  App: {STACK % ('app.yaml', '')}\n{BASE.splitlines()[1]}\n"
    assert "a stack around it exports" in _found(tmp_path, around, "shop-cluster")


def _found(folder: Path, root: str, name: str) -> str:
    (folder / "base.yaml").write_text(BASE)
    (folder / "app.yaml").write_text(USER % name)
    (folder / "root.yaml").write_text(root)
    graph = load(folder / "root.yaml", project=folder)
    return "; ".join(imports(graph, CreationOrder(graph)))
