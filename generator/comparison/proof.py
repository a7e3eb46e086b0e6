"""What tasks gain and lose in the proof: its rows before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Cell, NotSeen
from generator.logic import Truth

_RANK = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}


@dataclass(frozen=True)
class Row:
    """One need of one task; None where it is not asked for. ``because`` and ``fix`` are those of today."""

    task: str
    need: str
    before: Truth | None
    after: Truth | None
    because: tuple[str, ...] = ()
    fix: str | None = None
    rules: tuple[str, ...] = ()
    whole: bool = False
    """Whether all of the task is new, or gone."""
    unseen: bool = False
    """Whether the task is gone because something is not seen any more."""

    @property
    def worse(self) -> bool:
        """Whether something got worse: an answer, or a need that was not asked for and fails."""
        if self.after is None:
            return self.unseen
        return self.after is Truth.NO if self.before is None else _RANK[self.after] < _RANK[self.before]

    @property
    def better(self) -> bool:
        """Whether the answer got better."""
        return None not in (self.before, self.after) and self.before != self.after and not self.worse


def rows(
    old: Iterable[Cell], new: Iterable[Cell], old_places: Sequence[NotSeen] = (), new_places: Sequence[NotSeen] = ()
) -> tuple[Row, ...]:
    """The rows that are another than before, with the worst first."""
    before, after = ({(cell.task, cell.need.name): cell for cell in cells} for cells in (old, new))
    blinder = bool({(p.resource, p.why) for p in new_places} - {(p.resource, p.why) for p in old_places})
    found = list(_rows(before, after, blinder))
    return tuple(sorted(found, key=lambda row: (not row.worse, row.before is not None, row.task)))


_Cells = dict[tuple[str, str], Cell]


def _rows(before: _Cells, after: _Cells, blinder: bool) -> Iterator[Row]:
    olds, news = ({task for task, _ in cells} for cells in (before, after))
    for key in dict.fromkeys((*before, *after)):
        was, is_ = before.get(key), after.get(key)
        if is_ is None:
            gone = key[0] not in news
            yield Row(*key, was.verdict if was else None, None, whole=gone, unseen=gone and blinder)
        elif was is None or was.verdict is not is_.verdict:
            verdict, new = (was.verdict if was else None), key[0] not in olds
            yield Row(*key, verdict, is_.verdict, is_.because, is_.fix, is_.rules, whole=new)
