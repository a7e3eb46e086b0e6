"""Stack policies: what an update may not do to stateful resources, whatever the change set says.

A stack policy is not passed on to nested stacks: the root's sees the nested stacks themselves, so each nested stack
that holds state gets one as well (CloudFormation User Guide, "Prevent updates to stack resources", read 2026-11).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from generator.awsdata.resources import stateful
from generator.changes.change import STACK


def policy(resources: Mapping[str, str], stateful_stacks: Collection[str] = (), allowed: Collection[str] = ()) -> str:
    """Write the policy of one stack, from the types of its resources by logical id.

    ``stateful_stacks`` are the nested stacks among them that hold state, ``allowed`` the logical ids of what may be
    lost this time. Everything but replacing and deleting stays allowed.
    """
    kept = {
        name for name, type_ in resources.items() if stateful(type_) or (type_ == STACK and name in stateful_stacks)
    }
    statements = [{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}]
    if named := sorted(f"LogicalResourceId/{name}" for name in kept - set(allowed)):
        denied = {"Effect": "Deny", "Action": ["Update:Replace", "Update:Delete"], "Principal": "*", "Resource": named}
        statements.append(denied)  # type: ignore[arg-type]
    return json.dumps({"Statement": statements}, sort_keys=True)
