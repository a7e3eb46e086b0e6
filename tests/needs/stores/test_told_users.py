"""The user in the URL of a cache: one of its group, another, and one of a group that is not all seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.needs.stores.test_stores import ENVIRONMENT, store

USER = (
    "{Type: AWS::ElastiCache::User, Properties: {Engine: valkey, UserId: app-user, UserName: app, "
    "AccessString: 'on ~* +@all', Passwords: ['{{resolve:ssm:/app/password}}']}}"
)
USERS: Edits = {
    "AppUser": USER,
    "Users": (
        "{Type: AWS::ElastiCache::UserGroup, Properties: {Engine: valkey, UserGroupId: a, UserIds: [!Ref AppUser]}}"
    ),
    "Cache.UserGroupIds": "[!Ref Users]",
}


@pytest.mark.parametrize(("name", "expected"), [("app", "yes"), ("shop", "unknown")])
def test_a_user_of_the_group(tmp_path: Path, name: str, expected: str) -> None:
    url = f"rediss://{name}:{{{{resolve:ssm:/app/password}}}}@${{Cache.PrimaryEndPoint.Address}}:6379"
    told: Edits = {ENVIRONMENT: f"[{{Name: REDIS_URL, Value: !Sub '{url}'}}]"}
    assert store(tmp_path, "Cache", USERS, told)[0] == expected
    more: Edits = {"Users.UserIds": "[!Ref AppUser, made-elsewhere]"}
    assert store(tmp_path, "Cache", USERS, told, more)[0] == "yes"
