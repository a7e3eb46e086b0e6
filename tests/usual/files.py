"""The files below ``generator/awsdata/usual/``, a service each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import yaml

from generator.awsdata.edge import service_of
from generator.awsdata.load import HOME
from tests.usual.table import Entry

FOLDER = HOME / "usual"


def write(entries: Mapping[str, Entry], repositories: int) -> None:
    """Write every file anew."""
    by_service: dict[str, dict[str, Entry]] = defaultdict(dict)
    for kind, entry in entries.items():
        by_service[service_of(kind)][kind] = entry
    for old in FOLDER.glob("*.yaml"):
        old.unlink()
    for service, own in by_service.items():
        about = {"source": f"templates of {repositories} public repositories", "seen": "2026-11"}
        written = yaml.safe_dump(
            {"types": {"about": about} | own}, width=118, default_flow_style=None, sort_keys=False
        )
        head = "# Written by python -m tests.usual.\n"
        (FOLDER / f"{service}.yaml").write_text(head + written, encoding="utf-8")
