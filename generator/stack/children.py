"""Where a TemplateURL leads on this disk. Nothing is fetched, and nothing outside the project is read."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.stack.shown import shown
from generator.stack.values import Absent, Choice, Literal, Mapping, Text, Unknown, Value

MAX_FILES = 50_000
MAX_SEGMENTS = 32
MAX_MANIFEST = 20_000_000
_SKIPPED = {"node_modules", "venv", "__pycache__", "site-packages"}
_GAP = "\0"
_DIGEST = re.compile(r"[0-9a-f]{64}\.(?:json|ya?ml|template)")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*/?")
_FILLED_IN = re.compile(r"[{}<>$%|*\0]|__[A-Z]\w*__")
"""What stands in texts that some tool fills in before they are a path."""


@dataclass(frozen=True)
class Asked:
    """What a resource says of the template that it nests."""

    name: str
    """The property that says it."""
    url: Value
    written: str = ""
    """The same as it is written, where that is a plain text."""
    asset: str = ""
    """The file that CDK made the URL of, as seen from the template."""


@dataclass(frozen=True)
class Lost:
    """Why a nested template is not read, and its file, where that is known."""

    reason: str
    missing: bool = False
    """Whether its path is written out, and leads to nothing."""
    path: Path | None = None
    hint: str = ""
    """A path that may have been meant instead."""


@dataclass
class Locator:
    """Finds children below ``projects``, the folders that nothing is read outside of."""

    projects: tuple[Path, ...]
    names: dict[str, list[Path]] | None = field(default=None)
    """Every file of the projects by base name; filled when first needed, empty if they are too large."""

    def find(self, asked: Asked, template: Path, folder: Path, chain: Collection[Path]) -> Path | Lost:
        """The child's file, or the reason why it is not known.

        ``template`` is who asks; ``chain`` holds it and the templates around it: none of them can be their own child.
        A path is looked for beside the template; what a URL ends in, from the root template's ``folder`` upwards.
        """
        beside = template.parent
        if asked.asset:
            if path := self.inside(beside / asked.asset):
                return path if path not in chain else Lost(f"{asked.asset} would contain itself")
            return Lost(f"{asked.name} is an asset, {asked.asset}, that is not on this disk")
        if _is_path(asked.written) and os.path.isfile(template):
            return self._from_template(asked.written, beside, chain)
        written = _known_text(asked.url)
        if written is None:
            return Lost(_why_not_known(asked))
        if _GAP not in written and not _HOST.match(written) and (path := self.inside(beside / written)):
            return path if path not in chain else Lost(f"{written} would contain itself")
        segments = _segments(written)
        if not segments:
            return Lost(f"its {asked.name} names no file")
        if segments[-1].startswith("."):
            return Lost(f"the name of the file in its {asked.name} is not known")
        if _DIGEST.fullmatch(segments[-1]):
            return self._asset_of_cdk(asked.name, segments[-1], beside, chain)
        for start in range(len(segments)):
            for base in self._bases(folder):
                path = self.inside(base.joinpath(*segments[start:]))
                if path and path not in chain:
                    return path
        return self._only_file_called(segments[-1], chain)

    def _from_template(self, written: str, beside: Path, chain: Collection[Path]) -> Path | Lost:
        """Follow a path that is written out, as cfn-lint and `aws cloudformation package` do: from its template."""
        if path := self.inside(beside / written):
            return path if path not in chain else Lost(f"{written} would contain itself")
        if os.path.isfile(beside / written):
            return Lost(f"{written} is outside of {_listed(self.projects)}, and no other folder is read")
        namesakes = [path for path in self._files_called(Path(written).name) if path.resolve() not in chain]
        hint = Path(os.path.relpath(namesakes[0], beside)).as_posix() if len(namesakes) == 1 else ""
        return Lost(f"there is no file {written}", missing=True, path=beside / written, hint=hint)

    def _asset_of_cdk(self, name: str, file: str, beside: Path, chain: Collection[Path]) -> Path | Lost:
        """Follow an asset that only its digest names, by the manifests that CDK writes beside a template.

        Without ``aws:asset:path`` in the Metadata (``aws:cdk:enable-asset-metadata: false``) they alone name the file.
        AWS CDK, cloud-assembly-schema, AssetManifest: ``files.<digest>.source.path``, from the manifest; 2026-11.
        """
        for manifest in sorted(beside.glob("*.assets.json")):
            written = _source_of(manifest, file) if self.inside(manifest) else ""
            path = self.inside(manifest.parent / written) if written else None
            if path is not None:
                return path if path not in chain else Lost(f"{written} would contain itself")
            if written:
                return Lost(f"{name} is an asset, {written}, that is not on this disk")
        return Lost(f"its {name} is an asset of CDK, {file[:12]}..., that no .assets.json beside the template names")

    def _bases(self, folder: Path) -> Iterator[Path]:
        yield folder
        for ancestor in folder.parents:
            if not self._contains(ancestor):
                return
            yield ancestor

    def _contains(self, path: Path) -> bool:
        return any(path.is_relative_to(project) for project in self.projects)

    def inside(self, path: Path) -> Path | None:
        """A file without links and dots, None when there is none or it is outside the project."""
        try:
            resolved = path.resolve()
            return resolved if self._contains(resolved) and resolved.is_file() else None
        except (OSError, ValueError, RuntimeError):
            return None

    def _files_called(self, name: str) -> list[Path]:
        if self.names is None:
            self.names = _files_by_name(self.projects)
        return [path for path in self.names.get(name, []) if self.inside(path)]

    def _only_file_called(self, name: str, chain: Collection[Path]) -> Path | Lost:
        namesakes = [path for path in self._files_called(name) if path.resolve() not in chain]
        if len(namesakes) == 1:
            return namesakes[0].resolve()
        how_many = f"{len(namesakes)} files" if namesakes else "no file"
        return Lost(f"{how_many} of this project {'are' if namesakes else 'is'} called {name}")


def asset(body: dict[Any, Any], name: str) -> str:
    """The file that CDK says a property is made of; empty when it says none.

    CDK writes it for tools that run templates locally: ``aws:asset:path``, as seen from the template, and
    ``aws:asset:property``. AWS CDK, cxapi ``ASSET_RESOURCE_METADATA_PATH_KEY``, 2026-11.
    """
    metadata = body.get("Metadata")
    if not isinstance(metadata, dict) or metadata.get("aws:asset:property") != name:
        return ""
    path = metadata.get("aws:asset:path")
    return str.__str__(path) if isinstance(path, str) else ""


def _source_of(manifest: Path, file: str) -> str:
    """The file that a manifest of CDK says an asset is made of; empty where it says nothing of it."""
    try:
        if manifest.stat().st_size > MAX_MANIFEST:
            return ""
        content = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ""
    files = content.get("files") if isinstance(content, dict) else None
    entry = files.get(file.partition(".")[0]) if isinstance(files, dict) else None
    source = entry.get("source") if isinstance(entry, dict) else None
    path = source.get("path") if isinstance(source, dict) else None
    return path if isinstance(path, str) else ""


def _why_not_known(asked: Asked) -> str:
    match asked.url:
        case Unknown(reason=reason):
            return f"its {asked.name} is not known ({reason})"
        case Mapping() if not isinstance(application := asked.url.get("ApplicationId"), Absent):
            # AWS SAM Developer Guide, "AWS::Serverless::Application", Location; 2026-11.
            return f"its {asked.name} is an application of the Serverless Application Repository, {shown(application)}"
    return f"its {asked.name} is not known"


def _is_path(written: str) -> bool:
    return bool(written) and not _HOST.match(written) and not _FILLED_IN.search(written)


def _listed(projects: tuple[Path, ...]) -> str:
    return " and ".join(map(str, projects))


def _known_text(url: Value) -> str | None:
    """The URL with a gap for each part that is not known; None when nothing of it is."""
    match url:
        case Literal(text):
            return text.replace(_GAP, "")
        case Text(parts):
            return "".join(p.text.replace(_GAP, "") if isinstance(p, Literal) else _GAP for p in parts)
        case Choice(_, yes, no) if _known_text(yes) == _known_text(no):
            return _known_text(yes)
    return None


def _segments(written: str) -> list[str]:
    """The path after the last gap, cut at the slashes, without host, query and climbing."""
    written = re.split(r"[?#]", written)[0]
    path = _HOST.sub("", written, count=1) if _GAP not in written else written.rpartition(_GAP)[2]
    segments = [part for part in path.split("/") if part not in ("", ".")]
    while ".." in segments:
        segments = segments[segments.index("..") + 1 :]
    return segments[-MAX_SEGMENTS:]


def _files_by_name(projects: tuple[Path, ...]) -> dict[str, list[Path]]:
    names: dict[str, dict[Path, None]] = {}
    count = 0
    for project in projects:
        for folder, folders, files in os.walk(project):
            folders[:] = sorted(
                subfolder for subfolder in folders if not subfolder.startswith(".") and subfolder not in _SKIPPED
            )
            count += len(files)
            if count > MAX_FILES:
                return {}
            for name in files:
                names.setdefault(name, {})[Path(folder, name)] = None
    return {name: list(paths) for name, paths in names.items()}


def project_root(root: Path, configured: Path | None, declared_in: Path | None = None) -> Path:
    """The folder that nothing is read outside of: configured, or the git root, or the current folder.

    When the template is in none of these, the folder of the file that declares it, or its own.
    """
    folder = root.resolve().parent
    if configured is not None:
        return configured.resolve()
    for ancestor in (folder, *folder.parents):
        if (ancestor / ".git").exists():
            return ancestor
    for base in (Path.cwd().resolve(), *([declared_in.resolve().parent] if declared_in else [])):
        if folder.is_relative_to(base):
            return base
    return folder
