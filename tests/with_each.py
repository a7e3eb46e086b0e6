"""One test for many rows of data: ``@with_each`` stands where ``parametrize`` would, and tells every row that fails."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

Test = Callable[..., None]
SHOWN = 80
"""How much of a name is told in the first line, in characters."""


def with_each(
    names: str, rows: Mapping[str, Any] | Iterable[Any], ids: Callable[[Any], str] = repr
) -> Callable[[Test], Test]:
    """Call a test once for every row, and fail with all that went wrong, each under the name of its row.

    For rows of data that take microseconds: as a test of its own, each costs pytest some milliseconds in every worker.
    ``names`` are the arguments, with commas between them. Rows are the values of a mapping, named by its keys; others
    are named by ``ids``. Fixtures are made once for all rows, so a test whose rows write into one is none for this.
    """
    arguments = [name.strip() for name in names.split(",")]
    named = list(rows.items()) if isinstance(rows, Mapping) else [(ids(row), row) for row in rows]
    assert named, f"no rows for {names}"

    def of_all(test: Test) -> Test:
        @wraps(test)
        def tried(**fixtures: Any) -> None:
            failed: list[tuple[str, Exception]] = []
            for name, row in named:
                try:
                    test(**fixtures, **dict(zip(arguments, row if len(arguments) > 1 else [row], strict=True)))
                except Exception as error:
                    error.add_note(f"with {name}")
                    failed.append((name[:SHOWN], error))
            if failed:
                told = "; ".join(name for name, _ in failed)
                raise ExceptionGroup(f"{len(failed)} of {len(named)} rows fail: {told}", [error for _, error in failed])

        signature = inspect.signature(test)
        left = [each for each in signature.parameters.values() if each.name not in arguments]
        assert len(left) == len(signature.parameters) - len(arguments), f"{test.__name__} does not take {names}"
        tried.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return tried

    return of_all
