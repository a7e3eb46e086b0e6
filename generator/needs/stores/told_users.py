"""The user in the URL of a cache, held against the users that its group has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.stores.cluster_mode import GROUP
from generator.ecs.stores.stores import Store
from generator.ecs.stores.tellings import Telling
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Answer, unknown
from generator.stack import Graph

_USER = re.compile(r"[a-z]+://([^:@/\ue000]+)(?::[^@]*)?@$")
_USERS = "AWS::ElastiCache::User"


def users_told(graph: Graph, store: Store, telling: Telling) -> Iterator[Answer]:
    """Answer for a user that no group of the cache has; only where all users of these groups are seen.

    Source: ElastiCache User Guide, "Role-Based Access Control (RBAC)" (a client logs in with the name and the password
    of a user of the group); Redis, AUTH (WRONGPASS invalid username-password pair); from memory, 2026-11.
    """
    found = _USER.search(telling.before)
    if store.resource.type != GROUP or found is None:
        return
    names: list[str] = []
    groups = [graph.target(each, "AWS::ElastiCache::UserGroup") for _, each in items(store.get("UserGroupIds"))]
    for group in groups:
        users = [graph.target(each, _USERS) for _, each in items(group.get("UserIds"))] if group else [None]
        written = [literal(user.get("UserName")) if user else None for user in users]
        if not written or None in written:
            return
        names += [name for name in written if name]
    if names and found[1] not in names:
        yield unknown(f"{telling.name} logs in to {store} as {found[1]}, and its users are {', '.join(names)}")
