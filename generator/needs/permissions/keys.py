"""Does a key of KMS work at all: is it on, for encryption, and does it hold key material?"""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.secrets.keys import CustomerKey
from generator.ecs.tasks import Task
from generator.logic import Answer, no, unknown, yes
from generator.needs.cause import Fault
from generator.stack import Absent, Graph, Literal, shown

# Source: KMS API Reference, CreateKey, and CloudFormation Template Reference, AWS::KMS::Key; read 2026-11. A key
# without material of its own waits for somebody to import some.
_WORKING = {
    "Enabled": ("true",),
    "KeySpec": ("SYMMETRIC_DEFAULT",),
    "KeyUsage": ("ENCRYPT_DECRYPT",),
    "Origin": ("AWS_KMS", "AWS_CLOUDHSM"),
}


@dataclass(frozen=True)
class KeyUnusable(Fault):
    """A key that these templates create does not decrypt: ``setting`` has a ``value`` that does not let it."""

    task: str
    why: str
    """What ECS needs it for."""
    setting: str
    value: str


def usable(graph: Graph, key: CustomerKey, task: Task, why: str) -> Answer:
    """Answer whether a key decrypts for whoever may use it. Its policy is another question."""
    resource = key.resource
    if resource is None:
        return unknown(f"the key {shown(key.named)} is not in these templates")
    for setting, working in _WORKING.items():
        value = resource.get(setting)
        if isinstance(value, Absent):
            continue
        if not isinstance(value, Literal):
            return unknown(f"{setting} of {resource} is not known here")
        if value.text.lower() not in (word.lower() for word in working):
            return no(KeyUnusable(resource, (setting,), (task.name,), task.name, why, setting, value.text))
    return yes(f"{resource} is a key that is on")
