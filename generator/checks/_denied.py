"""How checks word a role that may not do what a task needs: what follows from it is each check's own."""

from __future__ import annotations

_NOT_ALLOWED = (
    "{role} does not allow {action.name} on {action.target}, which ECS needs to {action.why} for {task}; the call "
    "fails with AccessDeniedException"
)

MESSAGE = {
    "missing": _NOT_ALLOWED,
    "refused": _NOT_ALLOWED + " ({because})",
    "key": "the policy of {resource} does not let {role} use it for {action.name}, which ECS needs to {action.why} for "
    "{task}; the call fails with AccessDeniedException, whatever the role's own policies allow",
    "unattached": "{resource} grants {action.name}, which {task} needs to {action.why}, but it is attached to no "
    "role; the call fails with AccessDeniedException, because no identity-based policy allows the action",
}
CHANGE = {
    "missing": "PolicyDocument: allow {action.name} on {action.target}",
    "refused": "PolicyDocument: allow {action.name} on {action.target}",
    "key": "KeyPolicy: allow kms:* to the root of the account, or {action.name} to {role}",
    "unattached": "Roles: add {role}; or list the policy in its ManagedPolicyArns",
}
