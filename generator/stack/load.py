"""Read a root template, and everything that belongs to it, into a graph."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.stack import macros
from generator.stack.children import Locator, project_root
from generator.stack.documents import Document, Documents
from generator.stack.graph import Graph
from generator.stack.instances import Instance
from generator.stack.resolve import Resolver
from generator.stack.stacks_file import Declared, read_stacks


def load(
    root: Path,
    parameters: Mapping[str, str] | None = None,
    stacks: Path | None = None,
    project: Path | None = None,
    decoded: dict[Any, Any] | None = None,
    nested: Mapping[Path, dict[Any, Any]] | None = None,
) -> Graph:
    """Read a root template and what it nests; never raises for what stands in templates.

    ``parameters`` decide the root's parameters, and pseudo parameters such as ``AWS::Region``. ``stacks`` is a file
    that declares sibling stacks, which import each other's exports. Nothing outside ``project`` is read; without it,
    that is the git root, or the current folder, of the root and of each declared stack. ``decoded`` is the root as
    cfn-lint has decoded it; ``nested`` are other templates so decoded, by absolute path.

    A root that cannot be read gives a graph without resources, and the reason in ``opaque``. Raises InputError for a
    ``stacks`` file with mistakes.
    """
    path = root.resolve()
    folder = path.parent
    documents = Documents(folder)
    for file, template in (nested or {}).items():
        documents.adopt(file, template)
    if decoded is not None:
        documents.adopt(path, decoded)
    declared = read_stacks(stacks, project) if stacks else []
    projects = dict.fromkeys(
        project_root(template, project, stacks) for template in (path, *(stack.template for stack in declared))
    )
    roots: list[Instance] = []
    for stack in declared:
        main = stack.template == path and all(at.document.path != path for at in roots)
        roots.append(_root(documents, stack, main, parameters or {}))
    if all(at.document.path != path for at in roots):
        roots.insert(0, _instance(documents.read(path), "", parameters or {}))
    roots.sort(key=lambda at: at.document.path != path)
    return Graph(Resolver(documents, Locator(tuple(projects)), roots), declared=bool(declared))


def _root(documents: Documents, stack: Declared, main: bool, parameters: Mapping[str, str]) -> Instance:
    document = documents.read(stack.template)
    if main:
        return _instance(document, stack.name, {**stack.parameters, **parameters})
    return _instance(document, stack.name, stack.parameters, f"{stack.name}:")


def _instance(document: Document, name: str, parameters: Mapping[str, str], address: str = "") -> Instance:
    if not document.problem and macros.rewritten(document):
        document = Document(document.path, document.name, {}, macros.rewritten(document))
    return Instance(document, address, address, None, "", name, parameters)
