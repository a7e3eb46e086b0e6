"""An access point whose directory belongs to somebody else than the user that it is used as."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.files.access_point_is_foreign import AccessPointIsForeign
from generator.ecs.stores.file_systems import ACCESS_POINT, mounts
from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Resource

_WRITE = 0o2


class DirectoryOfSomebodyElse(Check):
    id = "WCS344"
    lesson = 34
    title = "User of an access point may not write to its directory"
    symptom = "EACCES: permission denied, open '/data/...'; or: mkdir: cannot create directory: Permission denied"
    why = (
        "Whatever the container runs as, an access point acts as its PosixUser. EFS creates the directory with the "
        "owner and the permissions of CreationInfo, and its owner is not asked again later."
    )
    fix = "Give CreationInfo the Uid and Gid of PosixUser as the owner, with permissions such as 755."
    message = (
        "{resource} acts as user {uid} and group {gid}, and its directory is created for {owner} with {mode}: {task} "
        "may not write there (permission denied)"
    )
    change = "CreationInfo: OwnerUid '{uid}', OwnerGid '{gid}', Permissions '755'"
    base = "files"
    good = AccessPointIsForeign.good
    bad = {"Point.RootDirectory": "{Path: /data, CreationInfo: {OwnerUid: '0', OwnerGid: '0', Permissions: '755'}}"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them where all numbers are written out, and a container mounts the volume to write.

        Source: EFS User Guide, "Enforcing a user identity using an access point" and "Enforcing a root directory with
        an access point"; read 2026-11.
        """
        for task in context.tasks:
            for mount in mounts(task):
                point = context.graph.target(mount.get("AuthorizationConfig", "AccessPointId"), ACCESS_POINT)
                if point is None or not (told := _shut_out(point)):
                    continue
                volume = mount.definition.get("Volumes", mount.index, "Name")
                for container in task.containers:
                    for index, _ in items(container.get("MountPoints")):
                        same = container.get("MountPoints", index, "SourceVolume") == volume
                        if same and flag(container.get("MountPoints", index, "ReadOnly")) is Truth.NO:
                            yield self.at(point, "RootDirectory", "CreationInfo", tasks=(task.name,), **told)
                            break


def _shut_out(point: Resource) -> dict[str, str]:
    """Who acts and who owns, where the first may certainly not write; else empty."""
    info = ("RootDirectory", "CreationInfo")
    uid, gid = (literal(point.get("PosixUser", key)) for key in ("Uid", "Gid"))
    owner, group, mode = (literal(point.get(*info, key)) for key in ("OwnerUid", "OwnerGid", "Permissions"))
    if None in (uid, gid, owner, group, mode) or uid == "0" or list(items(point.get("PosixUser", "SecondaryGids"))):
        return {}
    digits = (mode or "")[-3:]
    if len(digits) != 3 or not set(digits) <= set("01234567"):
        return {}
    which = 0 if uid == owner else 1 if gid == group else 2
    if int(digits[which]) & _WRITE:
        return {}
    return {"uid": uid or "", "gid": gid or "", "owner": f"{owner}:{group}", "mode": mode or ""}
