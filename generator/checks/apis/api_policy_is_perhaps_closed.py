"""An endpoint whose policy lets nothing through of what a task role allows."""

from __future__ import annotations

from generator.checks.apis._worker import ROLE_ALONE
from generator.checks.apis.api_policy_is_closed import ApiPolicyIsClosed
from generator.checks.check import Check
from generator.needs.apis.api_policies import ApiPolicyPerhapsBlocks


class ApiPolicyIsPerhapsClosed(Check):
    id = "WCS311"
    lesson = 31
    title = "Policy of an endpoint lets nothing through of what the task role allows"
    symptom = ApiPolicyIsClosed.symptom
    why = (
        "What goes through an endpoint must be allowed by the endpoint's policy as well as by the role. Where the two "
        "have nothing in common, either is wrong; no variable tells whether the code calls it, so that this is a "
        "warning."
    )
    fix = ApiPolicyIsClosed.fix
    fault = ApiPolicyPerhapsBlocks
    message = {
        **ApiPolicyIsClosed.message,
        "blocks": "the policy of {resource} does not allow {actions} on {target}, which the role of {task} allows; "
        "calls fail with AccessDenied, if the code makes them",
    }
    change = ApiPolicyIsClosed.change
    base = "isolated"
    good = {
        **ROLE_ALONE,
        "SqsEndpoint.PolicyDocument": ApiPolicyIsClosed.good["SqsEndpoint.PolicyDocument"],
    }
    bad = ApiPolicyIsClosed.bad
