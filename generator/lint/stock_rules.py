"""What cfn-lint says of its own rules, for formats that show it beside a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.cache import keep, kept
from generator.lint.cache import digest


@dataclass(frozen=True)
class StockRule:
    """A rule of cfn-lint: its title, what it looks at, and where its author got that from."""

    title: str
    description: str
    source: str = ""


def stock_rules(ids: Iterable[str], cache: Path | None) -> Mapping[str, StockRule]:
    """Describe rules that come with cfn-lint, by id. Reading them takes seconds, so that the words are kept."""
    wanted = set(ids)
    if not wanted:
        return {}
    key = digest("words of rules")
    content = kept(cache, key)
    if not _is_words(content):
        content = _read()
        keep(cache, key, content)
    return {id_: StockRule(*content[id_]) for id_ in sorted(wanted) if id_ in content}


def _is_words(content: object) -> bool:
    return isinstance(content, dict) and all(isinstance(each, list) and len(each) == 3 for each in content.values())


def _read() -> dict[str, list[str]]:
    from cfnlint.config import _DEFAULT_RULESDIR
    from cfnlint.rules import Rules

    rules = Rules.create_from_directory(_DEFAULT_RULESDIR)
    return {
        id_: [" ".join(str(text or "").split()) for text in (rule.shortdesc, rule.description, rule.source_url)]
        for id_, rule in rules.data.items()
    }
