"""The JSON Schema beside app.yaml, which its first lines name to editors: written by build, and kept fresh by it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.build.code import code
from generator.cache import keep, kept
from generator.compose.modules import load
from generator.config.schema import schema
from generator.lint.cache import digest

NAME = "app.schema.json"
"""What the starter calls it."""
_NAMED = re.compile(r"^#\s*yaml-language-server:.*\$schema=(?!https?:)(\S+)", re.MULTILINE)
MADE_BY = ("text", "awsdata", "errors", "config", "compose")
"""All parts of the package that have a say in a schema."""


@dataclass(frozen=True)
class SchemaFile:
    """A schema that app.yaml names, and what has to stand in it."""

    path: Path
    text: str


def text(templates: Path) -> str:
    """The schema of app.yaml for these template modules, as it stands in its file."""
    return json.dumps(schema(load(templates)), indent=2, ensure_ascii=False) + "\n"


def named(config: Path) -> Path | None:
    """The file that app.yaml names as its schema, if it does."""
    name = _NAMED.search(_text_of(config))
    return config.parent / name[1] if name else None


def stale(config: Path, templates: Path, cache: Path | None) -> SchemaFile | None:
    """The schema that app.yaml names, where it is missing or another than it has to be; None where all is well.

    Making it takes longer than building, so that a verdict is kept under the digest of all that it depends on.
    """
    path = named(config)
    if path is None:
        return None
    there = _text_of(path)
    modules = [sha256(file.read_bytes()).hexdigest() for file in sorted(templates.glob("*.py"))]
    key = digest("schema", sha256(there.encode()).hexdigest(), modules, code(MADE_BY))
    if there and kept(cache, key):
        return None
    wanted = text(templates)
    if there != wanted:
        return SchemaFile(path, wanted)
    keep(cache, key, True)
    return None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
