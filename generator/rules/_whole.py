"""One analysis of a whole stack for all rules, kept until a file of it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.analysis import Mistake, Whole, analyse, crashed
from generator.crash import Watch, crash
from generator.ecs import dockerfiles
from generator.errors import InputError
from generator.rules._all import rules
from generator.stack import load

MAX_KEPT = 256

Stamp = tuple[tuple[str, int, int], ...]
_kept: dict[tuple[object, ...], tuple[tuple[Path, ...], Stamp, Whole, object]] = {}


def whole(
    root: Path,
    parameters: Mapping[str, str] | None = None,
    stacks: Path | None = None,
    decoded: dict[Any, Any] | None = None,
    project: Path | None = None,
) -> Whole:
    """Analyse a root template and everything it nests; see ``generator.stack.load``. What fails is among its mistakes.

    Raises InputError for a ``stacks`` file with mistakes.
    """
    given = parameters or {}
    on_disk = root.is_file()
    key = (root.resolve(), tuple(sorted(given.items())), stacks and stacks.resolve(), None if on_disk else id(decoded))
    known = _kept.pop(key, None)
    if known is None or known[1] != _stamp(known[0]):
        known = _analysed(root, given, stacks, decoded, project)
    _kept[key] = known
    while len(_kept) > MAX_KEPT:
        del _kept[next(iter(_kept))]
    return known[2]


def reported(cfn: Any, rule: str) -> list[Mistake]:
    """Give what a rule reports in cfn-lint's run over one template: what no template nested in it shows by itself.

    What failed in our own code is reported by every rule, in the same words, of which cfn-lint keeps one.
    """
    root = Path(cfn.filename) if cfn.filename else Path.cwd() / "standard-input"
    found: dict[object, Mistake] = {}
    for parameters in _parameter_sets(cfn):
        result = whole(root, parameters, decoded=cfn.template)
        mistakes = tuple(each for each in result.mistakes if each.rule == rule or each.crashes)
        if mistakes:
            elsewhere = {each.place for file in result.files[1:] for each in whole(file).mistakes}
            mistakes = tuple(each for each in mistakes if each.place not in elsewhere)
        for each in mistakes:
            found.setdefault(each.key, each)
    return list(found.values())


def _analysed(
    root: Path,
    parameters: Mapping[str, str],
    stacks: Path | None,
    decoded: dict[Any, Any] | None,
    project: Path | None,
) -> tuple[tuple[Path, ...], Stamp, Whole, object]:
    every = rules()
    others: tuple[Path, ...] = ()
    try:
        graph = load(root, parameters, stacks, project, decoded)
        result = analyse(graph, [rule.check for rule in every.values()], every)
        others = Watch().one(lambda: dockerfiles.files(graph), ())  # what fails here has failed in the analysis
    except InputError:
        raise
    except Exception as error:
        result = crashed(root.resolve(), crash(error))
    read = (root, root.parent, *result.files, *result.unread, *others, *([stacks] if stacks else []))
    return read, _stamp(read), result, decoded


def _stamp(read: tuple[Path, ...]) -> Stamp:
    return tuple(map(_state, read))


def _state(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (str(path), 0, 0)
    return (str(path), found.st_mtime_ns, found.st_size)


def _parameter_sets(cfn: Any) -> Iterator[dict[str, str]]:
    sets = [each.parameters for each in getattr(cfn.context, "parameter_sets", None) or []]
    for parameters in sets or [{}]:
        yield {str(name): ",".join(map(str, v)) if isinstance(v, list) else str(v) for name, v in parameters.items()}
