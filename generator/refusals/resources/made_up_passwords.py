"""Passwords that Secrets Manager makes up, and that the store which takes them refuses: by a character or by length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.secrets.generated import generated
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Graph, Reference, Resource, parts

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_SYMBOLS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ "


@dataclass(frozen=True)
class _Taken:
    """Where a password is written, what it may not hold, and how long it is; ``symbol``: one has to be in it."""

    way: str
    refused: str
    least: int
    most: int
    symbol: bool = False


_TAKEN = {
    "AWS::ElastiCache::ReplicationGroup": _Taken("AuthToken", "".join(set(_SYMBOLS) - set("!&#$^<>-")), 16, 128),
    "AWS::ElastiCache::User": _Taken("Passwords.*", "", 16, 128),
    "AWS::AmazonMQ::Broker": _Taken("Users.*.Password", ",:=", 12, 250),
    "AWS::DocDB::DBCluster": _Taken("MasterUserPassword", '/"@', 8, 100),
    "AWS::RDS::DBInstance": _Taken("MasterUserPassword", "", 8, 128),
    "AWS::RDS::DBCluster": _Taken("MasterUserPassword", "", 8, 128),
    "AWS::OpenSearchService::Domain": _Taken(
        "AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword", "", 8, 128, symbol=True
    ),
}
"""Sources: cloudposse/terraform-aws-elasticache-redis pull request #23 (16 to 128, no @, \" or /) and
magenx/Magento-2-aws-cluster-terraform #43 ("Invalid AuthToken provided", of a random password with symbols); excerpts
read 2026-11. ElastiCache User Guide, "Authenticating with the Redis AUTH command" (which symbols); Amazon MQ API
Reference, User (12 characters, no comma, colon or equals sign); DocumentDB, CreateDBCluster; OpenSearch Service
Developer Guide, "Fine-grained access control" (a symbol in the master password); from memory."""


def made_up(graph: Graph, store: Resource) -> Iterator[str]:
    """Say what of a password that is made up here its store does not take."""
    taken = _TAKEN[store.type]
    for value in values_at(store.get(), taken.way.split(".")):
        for part in parts(value):
            secret = graph.target(part) if isinstance(part, Reference) else None
            made = generated(secret) if secret and secret.type == "AWS::SecretsManager::Secret" else None
            if made is None or not made.drawn:
                continue
            name = taken.way.rpartition("*.")[2].rpartition(".")[2].replace("*", "Passwords")
            if made.share_with(taken.refused) > 0:
                share = made.share_with(taken.refused)
                wrong = " ".join(sorted(made.drawn & set(taken.refused)))
                yield f"{secret} makes up {name} of {store}, {share:.0%} of such have one of {wrong}, which it refuses"
            if not taken.least <= made.length <= taken.most:
                yield (
                    f"{secret} makes up {name} of {store} with {made.length} characters (PasswordLength), and "
                    f"{taken.least} to {taken.most} are taken"
                )
            if taken.symbol and made.drawn <= set(_LETTERS):
                yield f"{secret} makes up {name} of {store} without symbols, one of which has to be in it"


REFUSALS: Refusals = dict.fromkeys(_TAKEN, (made_up,))
