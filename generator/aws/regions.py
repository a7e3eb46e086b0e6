"""Regions, and the partition that each belongs to, as the installed botocore knows them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import boto3
from botocore.exceptions import ProfileNotFound
from botocore.loaders import create_loader

from generator.errors import InputError, Problem, did_you_mean


@dataclass(frozen=True)
class Partition:
    """A part of AWS with accounts of its own: the name that begins its ARNs, and the domain of its endpoints."""

    name: str
    domain: str


def partition(region: str, where: str = "") -> Partition:
    """The partition of a region; ``where`` names the file that names it.

    Raises InputError for a region that botocore does not know: nothing can be reached there, and guessing its domain
    would send templates to a host of another name.
    """
    known = _regions()
    if region not in known:
        way = "set another in app.yaml, and build again; for one newer than boto3: pip install --upgrade boto3"
        hint = " ".join(part for part in (did_you_mean(region, known), way) if part)
        raise InputError([Problem(("region",), "AWS has no such region", got=region, hint=hint, where=where)])
    return known[region]


@cache
def _regions() -> Mapping[str, Partition]:
    """Read botocore's partitions.json; in each partition, one entry is no region but stands for its global services."""
    partitions: dict[str, Partition] = {}
    for entry in create_loader().load_data("partitions")["partitions"]:
        own = Partition(entry["id"], entry["outputs"]["dnsSuffix"])
        partitions |= {region: own for region in entry["regions"] if not region.endswith("-global")}
    return partitions


def configured(profile: str | None) -> str:
    """The region that the environment or a profile names; empty for none. Raises InputError for an unknown profile.

    ``AWS_REGION`` is the variable of the SDKs (AWS SDKs and Tools Reference Guide, "AWS Region", read 2026-11); boto3
    1.43 reads ``AWS_DEFAULT_REGION`` alone.
    """
    try:
        return os.environ.get("AWS_REGION") or str(boto3.Session(profile_name=profile).region_name or "")
    except ProfileNotFound as error:
        raise InputError(
            [Problem((), str(error), hint="aws configure list-profiles names those that there are")]
        ) from None
