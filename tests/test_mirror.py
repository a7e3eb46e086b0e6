"""Every module has a test of its name at its place below tests/, or it is said here what tests it, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# By folder or module below generator/, the nearest first: why it has no test of its name, and what tests it instead.
REASONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "__main__": ("every test of a verb begins there", ("test_crash.py", "test_offline.py", "test_docs.py")),
    "explain": ("it is what the verb shows", ("catalogue/test_explain.py",)),
    "finding": ("it is what analysing and linting give", ("lint/test_wholes.py", "analysis/test_analyse.py")),
    "logic": ("conditions are all of its cases", ("stack/test_conditions.py", "iam/test_matching.py")),
    "analysis": ("its parts are steps of one analysis", ("analysis/test_analyse.py", "analysis/test_unread.py")),
    "aws": (
        "calls are tried where deploying makes them, against the local AWS and against scripted answers",
        ("aws/test_preflight.py", "deploy/test_deploy.py", "deploy/test_deploy_states.py", "deploy/faults"),
    ),
    "awsdata": (
        "a table with no rules of its own: that all of it is read and has a source is tested for every file at once",
        ("awsdata/test_listing.py", "awsdata/test_load.py"),
    ),
    "build": ("build is tried as users run it", ("build/test_proof.py", "output/test_folder.py", "test_examples.py")),
    "catalogue": (
        "an entry, its pattern and what is found in a paste make sense together only",
        ("catalogue/test_patterns.py", "catalogue/test_pastes.py", "catalogue/test_entries.py"),
    ),
    "changes": (
        "what is concluded from a change set or from events is tried on whole ones",
        ("changes/test_change.py", "changes/test_causes.py", "changes/test_leftovers.py"),
    ),
    "checks": (
        "every check holds its examples, which one test tries for all; what needs more has a test of its topic",
        ("checks/test_checks.py", "checks/test_cases.py"),
    ),
    "cli": (
        "a verb hands over what was asked for and gives the exit code: it is tried as users type it",
        (
            "test_crash.py",
            "lint/test_wholes.py",
            "report/test_proofs.py",
            "catalogue/test_explain.py",
            "test_offline.py",
        ),
    ),
    "compose": ("templates are put together in one go", ("compose/test_modules.py", "compose/test_wiring.py")),
    "config": (
        "a section of app.yaml is tried by what is accepted, and by where and how the rest is refused",
        ("config/test_problems.py", "config/test_relations.py", "config/test_values.py", "config/test_mutations.py"),
    ),
    "deploy": (
        "the steps of one story, told whole against the local AWS and against scripted answers",
        ("deploy/test_deploy.py", "deploy/test_deploy_states.py", "deploy/test_endings.py"),
    ),
    "ecs": (
        "it states what templates hold, and is right when what needs and checks conclude from that is",
        ("checks", "needs", "mutants/test_mutants.py"),
    ),
    "iam": (
        "one decision of many parts: documented cases and laws are about the whole",
        ("iam/test_documented_cases.py", "iam/test_decisions.py", "iam/test_matching.py", "iam/test_properties.py"),
    ),
    "images": (
        "a Dockerfile goes through all of it: cases are Dockerfiles, and what the image holds then",
        ("images/test_dockerfile.py", "images/test_files.py", "images/test_hostile.py", "images/test_command.py"),
    ),
    "lint": ("templates and folders are linted as users do", ("lint/test_wholes.py", "lint/test_stock.py")),
    "needs": (
        "a row of the matrix is tried in templates: right, spoilt, and unknown",
        ("needs", "checks", "mutants/test_mutants.py"),
    ),
    "output": ("a folder is written whole", ("output/test_folder.py", "output/test_release.py")),
    "rehearsal": (
        "the local AWS is one program, asked as a client asks it",
        ("rehearsal/test_server.py", "rehearsal/test_services.py", "deploy/test_deploy.py"),
    ),
    "rehearsal/changes": ("likewise", ("rehearsal/test_life_of_a_stack.py", "deploy/test_deploy.py")),
    "rehearsal/engine": ("likewise", ("rehearsal/test_life_of_a_stack.py", "rehearsal/test_failures.py")),
    "rehearsal/gaps": ("each mends what a canary sees", ("rehearsal/test_gaps.py", "rehearsal/test_types.py")),
    "report": (
        "what is said is read where it is said",
        ("report/test_deployment.py", "report/test_proofs.py", "lint/test_wholes.py", "test_docs.py"),
    ),
    "rules": (
        "cfn-lint loads it, and is what tries it",
        ("rules/test_through_cfn_lint.py", "rules/test_our_output.py", "checks/test_checks.py"),
    ),
    "stack": (
        "a graph is read and asked: its parts are not seen from outside",
        ("stack/test_graph.py", "stack/test_wiring.py", "stack/test_intrinsics.py", "stack/test_children.py"),
    ),
    "text/requests": ("requests are tried with the rules that take them", ("config/test_routes.py",)),
}


def modules(root: Path) -> list[str]:
    """Name every module of a package below ``root``, by its path without the ending."""
    package = root / "generator"
    paths = sorted(path for path in package.rglob("*.py") if path.name != "__init__.py")
    return [path.relative_to(package).with_suffix("").as_posix() for path in paths]


def has_test(module: str) -> bool:
    folder, _, name = module.rpartition("/")
    return (ROOT / "tests" / folder / f"test_{name.removeprefix('_')}.py").is_file()


def reason(module: str) -> str:
    """The entry that a module falls under: its own, or that of the nearest folder around it; empty if none."""
    while module and module not in REASONS:
        module = module.rpartition("/")[0]
    return module


UNTESTED = [module for module in modules(ROOT) if not has_test(module)]


def test_every_module_has_a_test_of_its_name_or_a_reason() -> None:
    assert [f"generator/{module}.py" for module in UNTESTED if not reason(module)] == []


def test_a_module_that_nobody_has_thought_of_is_seen(tmp_path: Path) -> None:
    (tmp_path / "generator/new").mkdir(parents=True)
    (tmp_path / "generator/new/thing.py").touch()
    (tmp_path / "generator/alone.py").touch()
    assert [module for module in modules(tmp_path) if not reason(module)] == ["alone", "new/thing"]


def test_no_reason_is_idle() -> None:
    assert set(REASONS) == {reason(module) for module in UNTESTED} - {""}


@pytest.mark.parametrize("place", REASONS)
def test_what_is_said_to_test_it_is_there(place: str) -> None:
    for test in REASONS[place][1]:
        path = ROOT / "tests" / test
        assert path.is_file() or any(path.rglob("test_*.py")), test
