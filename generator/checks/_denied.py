"""How checks word a role that may not do what a task needs: what follows from it is each check's own."""

from __future__ import annotations

_NOT_ALLOWED = (
    "{role} does not allow {action.name} on {action.target}, which ECS needs to {action.why} for {task}; the call "
    "fails with AccessDeniedException"
)

MESSAGE = {
    "missing": _NOT_ALLOWED + "{because}",
    "partial": "{role} does not allow {action.name} on {action.target}, which ECS needs to {action.why} for {task}: "
    "policies are held against the whole ARN of a secret, with the six characters at its end; the call fails with "
    "AccessDeniedException",
    "neither": "{role} allows neither secretsmanager:GetSecretValue nor ssm:GetParameters on {action.target}, and ECS "
    "needs one of them to {action.why} for {task}; the call fails with AccessDeniedException",
    "boundary": "the permissions boundary of {role} does not let {action.name} on {action.target} pass, which its "
    "policies allow and ECS needs to {action.why} for {task}; the call fails with AccessDeniedException",
    "refused": _NOT_ALLOWED + " ({because})",
    "key": "the policy of {resource} does not let {role} use it for {action.name}, which ECS needs to {action.why} for "
    "{task}; the call fails with AccessDeniedException, whatever the role's own policies allow",
    "unattached": "{resource} grants {action.name}, which {task} needs to {action.why}, but it is attached to no "
    "role; the call fails with AccessDeniedException, because no identity-based policy allows the action",
}
CHANGE = {
    "missing": "PolicyDocument: allow {action.name} on {action.target}",
    "partial": "PolicyDocument and ValueFrom: the complete ARN of the secret, with its hyphen and six characters",
    "neither": "PolicyDocument: allow secretsmanager:GetSecretValue, or ssm:GetParameters, on {action.target}",
    "boundary": "PermissionsBoundary: allow {action.name} on {action.target} there as well",
    "refused": "PolicyDocument: allow {action.name} on {action.target}",
    "key": "KeyPolicy: allow kms:* to the root of the account, or {action.name} to {role}",
    "unattached": "Roles: add {role}; or list the policy in its ManagedPolicyArns",
}
REMEDY = {"missing": "{action.allowed}"}
