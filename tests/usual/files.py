"""The files below ``generator/awsdata/usual/``, a service each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import yaml

from generator.awsdata.edge import service_of
from generator.awsdata.load import HOME
from tests.usual.table import Entry

FOLDER = HOME / "usual"
_HEAD = """\
# What templates usually set. To add to it, run python -m tests.usual over a folder of public templates, which writes
# this file; what is seldom set and well known gets a line in creation.yaml.

"""


def write(entries: Mapping[str, Entry], repositories: int) -> None:
    """Write every file anew."""
    by_service: dict[str, dict[str, Entry]] = defaultdict(dict)
    for kind, entry in entries.items():
        by_service[service_of(kind)][kind] = entry
    for old in FOLDER.glob("*.yaml"):
        old.unlink()
    for service, own in by_service.items():
        about = {"source": f"templates of {repositories} public repositories", "seen": "2026-11"}
        written = yaml.safe_dump({"types": {"about": about} | own}, width=118, default_flow_style=None, sort_keys=False)
        (FOLDER / f"{service}.yaml").write_text(_HEAD + written, encoding="utf-8")
