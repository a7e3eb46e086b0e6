"""Suppressions in templates: ours, which need a reason, and cfn-lint's own."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.checks.suppression.suppressed_in_vain import SuppressedInVain
from generator.checks.suppression.suppressed_without_reason import SuppressedWithoutReason
from generator.errors import did_you_mean
from generator.finding import Finding
from generator.stack import KEY, Graph, Resource, remarks
from generator.stack.documents import Document

_FORM = f"Metadata: {{{KEY}: [{{id: ECS050, reason: why it is right here}}]}}"


@dataclass(frozen=True)
class Suppression:
    """One accepted mistake: the rule, the resource it is accepted on, and why."""

    rule: str
    source: Path
    resource: str
    reason: str


def suppressions(graph: Graph) -> tuple[list[tuple[Suppression, Resource]], list[Finding]]:
    """Read all suppressions of a graph, each with one resource that bears it, and what is wrong with others."""
    bearers: dict[Suppression, Resource] = {}
    wrong: dict[tuple[Path, str, str], Finding] = {}
    for resource in graph.resources:
        for written, reason in _rules_and_reasons(resource):
            if reason and written:
                bearers.setdefault(Suppression(written, resource.source, resource.logical_id, reason), resource)
            else:
                named = f"of {written} " if written else ""
                missing = "reason" if written else "id"
                finding = SuppressedWithoutReason().at(resource, named=named, missing=missing, form=_FORM)
                wrong.setdefault((resource.source, resource.logical_id, written), finding)
    return list(bearers.items()), list(wrong.values())


def ignored(graph: Graph) -> frozenset[tuple[str, Path, str]]:
    """What cfn-lint's own directives silence, as rule, template and resource; of resources, not prefixes."""
    return frozenset(
        (str(rule), resource.source, resource.logical_id)
        for resource in graph.resources
        for rule in _ignored_checks(resource.body.get("Metadata"))
    )


def ignored_files(graph: Graph) -> dict[Path, tuple[str, ...]]:
    """The prefixes of rule ids that templates silence for themselves, in their own Metadata."""
    documents = {resource.source: resource.at.document for resource in graph.resources}
    return {path: ignored_by(document) for path, document in documents.items()}


def ignored_by(document: Document) -> tuple[str, ...]:
    """The prefixes of rule ids that a template silences for itself."""
    return tuple(map(str, _ignored_checks(document.section("Metadata"))))


def unused(
    declared: Iterable[tuple[Suppression, Resource]],
    used: Container[Suppression],
    known: Iterable[str],
    decided: bool,
    rests: Callable[[], str] = str,
) -> Iterator[Finding]:
    """Report suppressions that name no rule, or silence nothing although everything is ``decided``.

    ``rests`` says by which Defaults it is.
    """
    ids = set(known)
    for suppression, resource in declared:
        if suppression in used:
            continue
        if suppression.rule not in ids:
            hint = did_you_mean(suppression.rule, ids) or "`python -m generator rules` lists the rules"
            yield SuppressedInVain().at(resource, variant="unknown", rule=suppression.rule, hint=hint)
        elif decided:
            found = SuppressedInVain().at(resource, variant="unneeded", rule=suppression.rule, key=KEY)
            yield replace(found, message=found.message + (found.rests or rests()))


def _rules_and_reasons(resource: Resource) -> Iterator[tuple[str, str]]:
    for entry in remarks(resource):
        rule, reason = entry.get("id"), entry.get("reason")
        if rule is None and ("dockerfile" in entry or "runtime" in entry):
            continue  # That is no suppression, but what an image is built from, or runs on.
        yield (rule if isinstance(rule, str) else ""), (reason.strip() if isinstance(reason, str) else "")


def _ignored_checks(metadata: object) -> list[Any]:
    for key in ("cfn-lint", "config", "ignore_checks"):
        metadata = metadata.get(key) if isinstance(metadata, dict) else None
    return metadata if isinstance(metadata, list) else []
