"""A web ACL that lets no request through to a load balancer."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.balancing.balancer_guards import RequestsBlocked


class WebAclBlocks(Check):
    id = "ECS295"
    lesson = 29
    title = "Web ACL blocks every request to a load balancer"
    symptom = "403 Forbidden to every client, while all targets are healthy"
    why = (
        "A web ACL does with a request what the first rule that fits says, and otherwise what DefaultAction says. "
        "With Block there and no rule that allows anything, nobody gets through."
    )
    fix = "Set DefaultAction to Allow and block by rules, or add rules that allow."
    fault = RequestsBlocked
    message = (
        "DefaultAction of {resource} is Block, and no rule of it allows any request: {balancer} answers 403 to every "
        "client of {task}"
    )
    change = "DefaultAction: {{Allow: {{}}}}; or a rule with Action Allow"
    base = "balanced"
    good = {
        "Acl": (
            "{Type: AWS::WAFv2::WebACL, Properties: {Scope: REGIONAL, DefaultAction: {Allow: {}}, Rules: [], "
            "VisibilityConfig: {SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: web}}}"
        ),
        "AclAssociation": (
            "{Type: AWS::WAFv2::WebACLAssociation, Properties: {ResourceArn: !Ref Balancer, "
            "WebACLArn: !GetAtt Acl.Arn}}"
        ),
    }
    bad = {"Acl.DefaultAction": "{Block: {}}"}
