"""The user's .cfnlintrc, without what this verb does itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.errors import InputError, Problem

_NAMES = (".cfnlintrc", ".cfnlintrc.yaml", ".cfnlintrc.yml")
_OURS = "generator.rules"


@dataclass(frozen=True)
class Configuration:
    """What is asked of cfn-lint, as the text of a .cfnlintrc, and which rules are switched on and off."""

    text: str = ""
    include: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def wants(self, rule: str) -> bool:
        """Tell whether a rule of ours is to be reported; advice only when it is asked for."""
        if rule.startswith("I") and not rule.startswith(self.include):
            return False
        return not rule.startswith(self.ignore)


def configuration(folder: Path) -> Configuration:
    """Read the .cfnlintrc of a folder, if there is one. Raises InputError when it is none."""
    path = next((folder / name for name in _NAMES if (folder / name).is_file()), None)
    if path is None:
        return Configuration()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise InputError([Problem((), f"cannot be read: {error}", where=str(path))]) from None
    if not isinstance(content, dict):
        raise InputError([Problem((), "is not a mapping of cfn-lint's settings", where=str(path))])
    kept: dict[str, Any] = {key: value for key, value in content.items() if key not in ("templates", "append_rules")}
    others = [rules for rules in _texts(content.get("append_rules")) if rules != _OURS]
    if others:
        kept["append_rules"] = others
    text = yaml.safe_dump(kept) if kept else ""
    return Configuration(text, _texts(content.get("include_checks")), _texts(content.get("ignore_checks")))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
