"""Does ECS take what a volume on EFS says of itself?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.stores.file_systems import ACCESS_POINT, Mount, mounts
from generator.ecs.tasks import Task
from generator.ecs.texts import literal, number
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Literal, Mapping, Value, shown

_LAST_PORT = 65535


@dataclass(frozen=True)
class MountRefused(Fault):
    """ECS refuses a volume for what its configuration says.

    ``variant`` is ``iam`` or ``access point`` for what takes transit encryption, and has none; or ``directory`` where
    an access point gives the directory and the volume names another; or ``port`` where TransitEncryptionPort is none.
    """

    variant: str
    volume: str
    directory: str = ""
    port: str = ""


@dataclass(frozen=True)
class MountPortTaken(Fault):
    """Two volumes of a task are encrypted through one port."""

    volume: str
    other: str
    port: str


def configured(task: Task, mount: Mount) -> Iterator[Answer]:
    """Answer for what the configuration says by itself.

    Source: ECS API Reference, EFSVolumeConfiguration and EFSAuthorizationConfig, read 2026-11.
    """
    if not isinstance(mount.get(), Mapping):
        yield unknown(f"what {mount.name} mounts is not known here")
        return
    encryption, point = mount.get("TransitEncryption"), mount.get("AuthorizationConfig", "AccessPointId")
    iam, directory = mount.get("AuthorizationConfig", "IAM"), mount.get("RootDirectory")
    place, tasks = (mount.definition, mount.steps("TransitEncryption")), (task.name,)
    plain = isinstance(encryption, Absent) or literal(encryption) == "DISABLED"
    through_point = isinstance(point, Literal) or _is_made_here(task, point)
    for variant, asked in (("iam", iam == Literal("ENABLED")), ("access point", through_point)):
        if asked and plain:
            yield no(MountRefused(*place, tasks, variant, mount.name))
        elif asked and literal(encryption) != "ENABLED":
            yield unknown(f"TransitEncryption of {mount.name} is not known here")
    if not isinstance(iam, Absent | Literal):
        yield unknown(f"whether {mount.name} is mounted with IAM is not known here")
    if isinstance(directory, Absent) or literal(directory) == "/":
        return
    if isinstance(directory, Literal) and through_point:
        steps = mount.steps("RootDirectory")
        yield no(MountRefused(mount.definition, steps, tasks, "directory", mount.name, directory.text))
    else:
        yield unknown(f"whether {shown(directory)}, where {mount.name} begins, is a directory there is not known here")


def port_of_its_own(task: Task, mount: Mount) -> Iterator[Answer]:
    """Answer for TransitEncryptionPort: a number, and one for each volume.

    Source: ECS API Reference, EFSVolumeConfiguration; efs-utils, src/mount_efs, choose_tls_port ("Specified port is
    unavailable"); read 2026-11.
    """
    given = mount.get("TransitEncryptionPort")
    if isinstance(given, Absent):
        return
    steps, tasks = mount.steps("TransitEncryptionPort"), (task.name,)
    port = number(given)
    if isinstance(given, Literal) and (port is None or not 0 <= port <= _LAST_PORT):
        yield no(MountRefused(mount.definition, steps, tasks, "port", mount.name, port=given.text))
    elif port is None:
        yield unknown(f"TransitEncryptionPort of {mount.name} is not known here")
    elif port and literal(mount.get("TransitEncryption")) == "ENABLED":
        for other in mounts(task):
            if other.index < mount.index and number(other.get("TransitEncryptionPort")) == port:
                yield no(MountPortTaken(mount.definition, steps, tasks, mount.name, other.name, str(port)))


def _is_made_here(task: Task, point: Value) -> bool:
    return task.graph.target(point, ACCESS_POINT) is not None
