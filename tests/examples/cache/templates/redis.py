"""A Valkey cache that speaks Redis: encrypted, in the data subnets, open to the services that use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from troposphere import GetAtt, Output, Ref, Sub, Template, elasticache

from generator.config import (
    App,
    Flow,
    GeneratedSecret,
    Group,
    Needs,
    Problem,
    Provision,
    SecretValue,
    Section,
    Text,
    architecture,
    matching,
    why,
)

PORT = 6379


# 1. Settings are the section `redis:` of app.yaml; the file's name is the section's. Each field is typed, bounded, and
#    explained by the text below it. Defaults are safe for prod; DEV is what the dev profile relaxes.


class Settings(Section):
    """The Valkey cache. Leave the section out for an app without one."""

    node_type: Annotated[Text, matching(r"cache\.[a-z0-9-]+\.[a-z0-9]+", "a type such as cache.t4g.small")] = (
        "cache.t4g.small"
    )
    """Size of a node."""
    replicas: Annotated[int, Field(ge=0, le=5)] = 1
    """Copies in other zones; one of them takes over when the first node fails. None in the dev profile."""


DEV = {"replicas": 0}


def check(settings: Settings, app: App) -> Iterator[Problem]:
    """Refuse what is valid alone and wrong in this app."""
    if not app.partial and not any("redis" in service.uses for service in app.services.values()):
        yield Problem(("redis",), "is used by no service", hint="add `uses: [redis]` to one, or leave it out")


# 2. What others get, and what this file asks of others. Nobody else is edited: groups.py makes the groups and rules
#    asked for here, keys.py the secret, iam.py the permission to read it, endpoints.py the way to it.


def provides(settings: Settings) -> Provision:
    """A service that says `uses: [redis]` its variables, and its tasks the group that the cache admits.

    ``Ref`` names an Output, of any stack. The host is known once the cache exists, so a service that takes it is
    created after the cache; a secret's ARN is known long before.
    """
    return Provision(
        port=PORT,
        group="redis-client",
        environment={"REDIS_HOST": Ref("RedisHost"), "REDIS_PORT": str(PORT), "REDIS_TLS": "true"},
        secrets={"REDIS_TOKEN": SecretValue(Ref("RedisTokenArn"))},
        ready="RedisHost",
    )


def needs(settings: Settings, app: App) -> Needs:
    """Ask for a password, and for groups of the cache and its clients."""
    return Needs(
        secrets=(GeneratedSecret("RedisToken", f"Password of the cache of {app.stack}", length=64),),
        groups=(
            Group("redis", "The app's cache: admits its clients and nobody else", "redis"),
            Group("redis-client", "Carried by tasks that use the cache", "redis"),
        ),
        flows=(Flow("redis-client", "redis", PORT, "Services that use the cache connect to it"),),
    )


# 3. The stack. A Ref to what this template does not hold becomes a Parameter, filled by the Output of that name.


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the cache: one node and its replicas, TLS on the way, the customer key at rest."""
    zones = len(app.sections["network"].availability_zones)
    t = Template()
    t.set_metadata(architecture("Nodes in the data subnets; clients come with TLS and a password"))
    t.add_resource(
        elasticache.SubnetGroup(
            "RedisSubnets",
            Description=f"Data subnets of {app.stack}",
            SubnetIds=[Ref(f"DataSubnet{zone}Id") for zone in range(1, zones + 1)],
        )
    )
    t.add_resource(
        elasticache.ReplicationGroup(
            "Redis",
            ReplicationGroupDescription=f"Cache of {app.stack}",
            Engine="valkey",
            EngineVersion="8.1",
            AutoMinorVersionUpgrade=True,
            CacheNodeType=settings.node_type,
            NumCacheClusters=1 + settings.replicas,
            AutomaticFailoverEnabled=settings.replicas > 0,
            MultiAZEnabled=settings.replicas > 0,
            Port=PORT,
            CacheSubnetGroupName=Ref("RedisSubnets"),
            SecurityGroupIds=[Ref("RedisGroupId")],
            TransitEncryptionEnabled=True,
            AuthToken=Sub("{{resolve:secretsmanager:${RedisTokenArn}}}"),
            AtRestEncryptionEnabled=True,
            KmsKeyId=Ref("DataKeyArn"),
            Metadata=why("Keeps what is quick to lose and slow to make", "TLS stays on: clients send a password"),
        )
    )
    t.add_output(Output("RedisHost", Value=GetAtt("Redis", "PrimaryEndPoint.Address")))
    return t
