"""Tasks that may use a queue, a bucket or a table, and not the key that it is encrypted with."""

from __future__ import annotations

from generator.checks import _denied
from generator.checks.apis._worker import ENCRYPTED
from generator.checks.check import Check
from generator.needs.apis.api_permissions import ApiKeyDenied


class ApiKeyIsDenied(Check):
    id = "ECS313"
    lesson = 31
    title = "Task role may use a queue, a topic, a bucket or a table, and not its key"
    symptom = (
        "KMS.AccessDeniedException ... is not authorized to perform: kms:GenerateDataKey (kms:Decrypt) on resource, in "
        "the log of the program"
    )
    why = (
        "What is encrypted with a key of one's own is read and written with that key in the name of the caller: who "
        "sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt, who receives kms:Decrypt."
    )
    fix = "Allow the action on the key in a policy of the task role, and let the key's policy admit that."
    fault = ApiKeyDenied
    message = {
        variant: words.replace("which ECS needs to", "which it takes to").replace("ECS needs to", "it takes to")
        for variant, words in _denied.MESSAGE.items()
    }
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "isolated"
    good = ENCRYPTED
    bad = {"TaskRole.Policies.0.PolicyDocument.Statement.1": None}
