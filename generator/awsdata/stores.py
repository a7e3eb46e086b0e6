"""What listens in a VPC and gives tasks its address: caches, brokers, search domains, and databases beside RDS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.awsdata.load import Fact, Table

Speech = Literal["required", "refused", "both"]
"""What becomes of TLS: plain text is refused, TLS is refused, or either is taken."""


@dataclass(frozen=True)
class Tls:
    """What decides whether clients have to speak TLS: a ``property``, or a ``parameter`` of the group that it names."""

    default: Speech
    property: str = ""
    parameter_group_type: str = ""
    parameter: str = ""
    required: tuple[str, ...] = ()
    """Values, in lower case, with which plain text is refused."""
    refused: tuple[str, ...] = ()
    """Those with which TLS is."""
    softened_by: str = ""
    softened: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoreType(Fact):
    """One type of store. Properties are written as their way, with dots; what is left out does not apply to it."""

    addresses: tuple[str, ...]
    """Attributes that give its address, ``Ref`` among them."""
    groups: str
    ports_given: tuple[str, ...] = ()
    port: str = ""
    engine: str = ""
    ports: Mapping[str, list[int]] = field(default_factory=dict)
    """Its ports by default, by the value of ``engine`` in lower case, or under ``any``."""
    ports_of: Mapping[str, list[int]] = field(default_factory=dict)
    """The ports of what is reached by one address alone, by its attribute."""
    subnets: str = ""
    subnet_group: str = ""
    subnet_group_type: str = ""
    default_vpc: bool = False
    """Whether it stands in the default VPC when no subnets are named."""
    public: str = ""
    in_vpc: str = ""
    inherits: tuple[str, ...] = ()
    """Properties of what it can be made from, or by: then what is not set is not what it is by default."""
    host: str = ""
    tls: Tls | None = None
    members: str = ""
    """The type of the instances that answer for it."""


_STORES = Table("stores.yaml", "stores", StoreType)
TABLES: tuple[Table[Any], ...] = (_STORES,)


def store_types() -> Mapping[str, StoreType]:
    """Every type of store on record, by name."""
    return _STORES.entries
