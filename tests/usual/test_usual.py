"""What public templates set becomes data, and a template is held against what others set."""

from __future__ import annotations

from pathlib import Path

from tests.usual.left_out import doubts
from tests.usual.table import table
from tests.usual.used import of_folder, together

TASK = "  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: shop}}\n"
GROUP = "  Group: {Type: AWS::Athena::WorkGroup, Properties: {Name: %s, State: ENABLED}}\n"
POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy"
QUERY = "  Query: {Type: AWS::Athena::NamedQuery, Properties: {Database: shop}}\n"


def _repositories(folder: Path, **templates: str) -> Path:
    for name, resources in templates.items():
        (folder / name).mkdir()
        (folder / name / "stack.yaml").write_text(f"Resources:\n{resources}", encoding="utf-8")
    return folder


def test_what_some_repository_sets_with_ecs_is_usual(tmp_path: Path) -> None:
    folder = _repositories(tmp_path, one=TASK + GROUP % "orders", two=GROUP % "bills", three=QUERY)
    entries = table(together(folder, of_folder(folder)))
    assert entries.keys() == {"AWS::ECS::TaskDefinition", "AWS::Athena::WorkGroup"}
    assert entries["AWS::Athena::WorkGroup"] == {"anything": ["Name"], "words": {"State": ["ENABLED"]}}


def test_a_number_is_usual_between_what_is_set(tmp_path: Path) -> None:
    tracking = "TargetTrackingScalingPolicyConfiguration"
    policy = f"  Scale: {{Type: {POLICY}, Properties: {{{tracking}: {{ScaleInCooldown: %s}}}}}}\n"
    folder = _repositories(tmp_path, one=TASK + policy % 2, two=policy % 30)
    entry = table(together(folder, of_folder(folder)))[POLICY]
    assert entry["numbers"] == {f"{tracking}.ScaleInCooldown": [1, 100]}


def test_what_is_no_template_is_left_out(tmp_path: Path) -> None:
    folder = _repositories(tmp_path, one=TASK)
    (folder / "one" / "list.yaml").write_text("- AWS::ECS::Service\n", encoding="utf-8")
    (folder / "one" / "broken.json").write_text('{"Resources": "AWS::"', encoding="utf-8")
    assert [path.name for path in of_folder(folder)] == ["stack.yaml"]


def test_of_a_template_it_is_told_what_no_other_repository_has(tmp_path: Path) -> None:
    folder = _repositories(tmp_path, one=TASK + GROUP % "orders" + QUERY, two=TASK + GROUP % "bills")
    templates = of_folder(folder)
    assert doubts(folder, templates, folder / "one" / "stack.yaml") == {"AWS::Athena::NamedQuery"}
    assert doubts(folder, templates, folder / "two" / "stack.yaml") == frozenset()
