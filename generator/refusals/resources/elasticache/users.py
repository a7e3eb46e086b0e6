"""What ElastiCache refuses of users, and of groups of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource


def user_settings(_graph: Graph, user: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateUser (a password, IAM, or none needed); User Guide, "Specifying
    permissions using an access string" (on, keys, channels, commands) and "Authenticating with IAM" (one id and
    name); from memory, 2026-11."""
    ways = ("Passwords", "NoPasswordRequired", "AuthenticationMode")
    if all(isinstance(user.get(name), Absent) for name in ways):
        yield f"{user} has no Passwords, NoPasswordRequired or AuthenticationMode, of which one is needed"
    names = [literal(user.get(key)) for key in ("UserId", "UserName")]
    if literal(user.get("AuthenticationMode", "Type")) == "iam" and None not in names and names[0] != names[1]:
        yield f"{user} logs in by IAM, and its UserId {names[0]} is not its UserName {names[1]}"
    for word in (literal(user.get("AccessString")) or "").split():
        if not re.fullmatch(r"on|off|[~&+%@(>-].*|all(keys|channels|commands)|(reset|clear|no)\w*|-.*", word):
            yield f"AccessString of {user} has the word {word[:40]}, which there is none of"


def user_group(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateUserGroup DefaultUserRequired (a group needs a default user);
    terraform-provider-aws #25593 ("User group needs to contain a user with the user name default", of Redis OSS); read
    2026-11. That Valkey needs none was not looked up."""
    users = [graph.target(value, "AWS::ElastiCache::User") for _, value in items(group.get("UserIds"))]
    if (literal(group.get("Engine")) or "").lower() != "redis" or not users or None in users:
        return
    if all(literal(user.get("UserName")) not in (None, "default") for user in users if user):
        yield f"{group} has no user of the UserName default"


REFUSALS: Refusals = {
    "AWS::ElastiCache::User": (user_settings,),
    "AWS::ElastiCache::UserGroup": (user_group,),
}
