"""Where a TemplateURL leads on this disk. Nothing is fetched, and nothing outside the project is read."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.stack.values import Choice, Literal, Text, Unknown, Value

MAX_FILES = 50_000
MAX_SEGMENTS = 32
_SKIPPED = {"node_modules", "venv", "__pycache__", "site-packages"}
_GAP = "\0"
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*/?")


@dataclass
class Locator:
    """Finds children below ``project``, looking from the root template's ``folder`` and its ancestors."""

    project: Path
    folder: Path
    names: dict[str, list[Path]] | None = field(default=None)
    """Every file of the project by base name; filled when first needed, empty if the project is too large."""

    def find(self, url: Value, beside: Path, chain: Collection[Path]) -> Path | str:
        """Give the child's file, or the reason why it is not known.

        ``beside`` is the folder of the template that names the child, ``chain`` holds that template and the ones
        around it: none of them can be their own child.
        """
        written = _written(url)
        if written is None:
            return "its TemplateURL is not known" + (f" ({url.reason})" if isinstance(url, Unknown) else "")
        local = _GAP not in written and not _HOST.match(written) and not written.startswith("/")
        if local and (path := self.inside(beside / written)):
            return path if path not in chain else f"{written} would contain itself"
        if local and written.startswith(("./", "../")):
            return f"there is no {written} here"
        segments = _segments(written)
        if not segments:
            return "its TemplateURL names no file"
        for start in range(len(segments)):
            for base in self._bases():
                path = self.inside(base.joinpath(*segments[start:]))
                if path and path not in chain:
                    return path
        return self._by_name(segments[-1], chain)

    def _bases(self) -> Iterator[Path]:
        yield self.folder
        for ancestor in self.folder.parents:
            if not ancestor.is_relative_to(self.project):
                return
            yield ancestor

    def inside(self, path: Path) -> Path | None:
        """Give a file without links and dots, None when there is none or it is outside the project."""
        try:
            resolved = path.resolve()
            return resolved if resolved.is_relative_to(self.project) and resolved.is_file() else None
        except (OSError, ValueError, RuntimeError):
            return None

    def _by_name(self, name: str, chain: Collection[Path]) -> Path | str:
        if self.names is None:
            self.names = _index(self.project)
        found = [path for path in self.names.get(name, []) if self.inside(path) and path.resolve() not in chain]
        if len(found) == 1:
            return found[0].resolve()
        how_many = f"{len(found)} files" if found else "no file"
        return f"{how_many} of this project {'are' if found else 'is'} called {name}"


def _written(url: Value) -> str | None:
    """Give the URL with a gap for each part that is not known; None when nothing of it is."""
    match url:
        case Literal(text):
            return text.replace(_GAP, "")
        case Text(parts):
            return "".join(p.text.replace(_GAP, "") if isinstance(p, Literal) else _GAP for p in parts)
        case Choice(_, yes, no) if _written(yes) == _written(no):
            return _written(yes)
    return None


def _segments(written: str) -> list[str]:
    """Give the path after the last gap, cut at the slashes, without host, query and climbing."""
    path = _HOST.sub("", written, count=1) if _GAP not in written else written.rpartition(_GAP)[2]
    segments = [part for part in re.split(r"[?#]", path)[0].split("/") if part not in ("", ".")]
    while ".." in segments:
        segments = segments[segments.index("..") + 1 :]
    return segments[-MAX_SEGMENTS:]


def _index(project: Path) -> dict[str, list[Path]]:
    names: dict[str, list[Path]] = {}
    count = 0
    for folder, folders, files in os.walk(project):
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in _SKIPPED)
        count += len(files)
        if count > MAX_FILES:
            return {}
        for name in files:
            names.setdefault(name, []).append(Path(folder, name))
    return names


def project_root(root: Path, configured: Path | None) -> Path:
    """Give the folder that nothing is read outside of: configured, or the git root, or the current folder.

    When the template is in none of these, its own folder.
    """
    folder = root.resolve().parent
    if configured is not None:
        return configured.resolve()
    for ancestor in (folder, *folder.parents):
        if (ancestor / ".git").exists():
            return ancestor
    here = Path.cwd()
    return here if folder.is_relative_to(here) else folder
