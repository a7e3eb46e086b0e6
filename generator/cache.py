"""What is kept between runs, as JSON: each thing under the digest of everything that it depends on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def default_cache() -> Path:
    """The folder that keeps verdicts between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "ecs-proof" / "cfn-lint"


def kept(cache: Path | None, key: str) -> Any:
    """What is kept under a key, None when there is nothing."""
    if cache is None:
        return None
    try:
        return json.loads((cache / key[:2] / key).read_bytes())
    except (OSError, ValueError):
        return None


def keep(cache: Path | None, key: str, content: object) -> None:
    """Keep something under a key."""
    if cache is None:
        return
    import tempfile

    folder = cache / key[:2]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, delete=False) as file:
            json.dump(content, file)
        os.replace(file.name, folder / key)
    except OSError:
        return  # a cache that cannot be written costs time, nothing else
