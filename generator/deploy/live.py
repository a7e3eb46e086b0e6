"""Prove an account as it is: read it, make a template of it, and prove that."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.aws.cloud import Cloud
from generator.aws.live.read import Scope, read
from generator.aws.stacks import find, resources
from generator.diagnosis.account import proven_live
from generator.diagnosis.bundle import Gap, Proven
from generator.errors import InputError, Problem
from generator.live.template import Live, live


@dataclass(frozen=True)
class Seen:
    """What the account says: its proof, its services by ARN with their names in the proof, what was not read."""

    proof: Proven
    services: Mapping[str, str]
    gaps: tuple[Gap, ...]


def prove_live(options: argparse.Namespace, cloud: Cloud, account: str, stack: str, templates: Proven | None) -> Seen:
    """Read what the options name. Raises InputError where the file to keep cannot be written, and AwsError."""
    there = find(cloud, stack) if stack else None
    physical = tuple(resources(cloud, there.id)) if there else ()
    scope = Scope(physical, options.cluster or "", options.vpc or "", options.service or "")
    facts, reading = read(cloud, account, scope)
    seen = live(facts)
    if options.write:
        proof = _proved(Path(options.write), seen, templates)
    else:
        with tempfile.TemporaryDirectory() as folder:
            proof = _proved(Path(folder) / "account.json", seen, templates)
            faults = tuple(fault.model_copy(update={"file": "", "line": 0}) for fault in proof.faults)
            proof = proof.model_copy(update={"root": "the account", "faults": faults, "places": {}})
    by_id = {id_: logical for logical, id_ in seen.ids.items()}
    services = {
        told["serviceArn"]: seen.paths.get(by_id[told["serviceArn"]], by_id[told["serviceArn"]])
        for told in facts.of("ecs:DescribeServices")
        if told["serviceArn"] in by_id
    }
    return Seen(proof, services, tuple(reading.asking.gaps.values()))


def _proved(path: Path, seen: Live, templates: Proven | None) -> Proven:
    keep(path, seen)
    return proven_live(path, seen, templates)


def keep(path: Path, seen: Live) -> None:
    """Write the template of an account, for its owner only: it holds variables as task definitions do."""
    part = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
            stream.write(json.dumps(seen.template, indent=1) + "\n")
        os.replace(part, path)
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(path))]) from None
