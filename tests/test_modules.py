"""Every module has a test of its name at its place below tests/, or modules.yaml says why not, and what tests it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from tests.with_each import with_each

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Reason:
    """Why some modules of a folder have no test of their name, and what tests them instead."""

    folder: str
    modules: Sequence[str]
    """Names below the folder, or patterns of them."""
    why: str
    tests: Sequence[str]

    def names(self) -> list[str]:
        """The modules by their paths below generator/."""
        return [each if self.folder == "." else f"{self.folder}/{each}" for each in self.modules]


REASONS = [Reason(**each) for each in yaml.safe_load((ROOT / "tests/modules.yaml").read_text())]
NAMED = [name for reason in REASONS for name in reason.names()]


def modules(root: Path) -> list[str]:
    """Name every module of a package below ``root``, by its path without the ending."""
    package = root / "generator"
    paths = sorted(path for path in package.rglob("*.py") if path.name != "__init__.py")
    return [path.relative_to(package).with_suffix("").as_posix() for path in paths]


def has_test(module: str) -> bool:
    folder, _, name = module.rpartition("/")
    return (ROOT / "tests" / folder / f"test_{name.removeprefix('_')}.py").is_file()


def has_reason(module: str) -> bool:
    return any(fnmatchcase(module, name) for name in NAMED)


UNTESTED = [module for module in modules(ROOT) if not has_test(module)]


def test_every_module_has_a_test_of_its_name_or_a_reason() -> None:
    assert [f"generator/{module}.py" for module in UNTESTED if not has_reason(module)] == []


def test_a_module_that_nobody_has_thought_of_is_seen(tmp_path: Path) -> None:
    for path in ("needs/thing.py", "new/thing.py", "alone.py", "checks/paths/_thing.py"):
        (tmp_path / "generator" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "generator" / path).touch()
    assert [module for module in modules(tmp_path) if not has_reason(module)] == modules(tmp_path)


def test_no_reason_is_idle() -> None:
    """A module that is gone, or has a test of its name by now, needs no reason; and one reason is enough."""
    assert [name for name in NAMED if not any(fnmatchcase(module, name) for module in UNTESTED)] == []
    assert len(NAMED) == len(set(NAMED))


@with_each("reason", REASONS, ids=lambda reason: f"{reason.folder}/{reason.modules[0]}")
def test_what_is_said_to_test_it_is_there(reason: Reason) -> None:
    assert reason.why
    for test in reason.tests:
        path = ROOT / "tests" / test
        assert path.is_file() or any(path.rglob("test_*.py")), test
