"""What AWS's own policies allow, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from generator.awsdata.load import Fact, Table, Words


@dataclass(frozen=True)
class Statement:
    """One statement that allows. It has ``actions`` or ``not_actions``, as IAM's Action and NotAction."""

    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ("*",)
    condition: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ManagedPolicy(Fact):
    """One policy in its default version, which AWS ``edited`` last on that day.

    With ``complete_for`` only what it says of these services is here.
    """

    version: str
    edited: str
    statements: tuple[Statement, ...]
    complete_for: tuple[str, ...] = ()


_POLICIES = Table("managed_policies.yaml", "policies", ManagedPolicy)
_DENIERS = Table("managed_policies.yaml", "deniers", Words)
TABLES = (_POLICIES, _DENIERS)


def managed_policies() -> Mapping[str, ManagedPolicy]:
    """AWS's own policies that are on record, by what follows ``arn:aws:iam::aws:policy/``."""
    return _POLICIES.entries


@cache
def denier_words() -> tuple[str, ...]:
    """Words in the names of AWS's policies that deny something."""
    return _DENIERS.entries["names"].words
