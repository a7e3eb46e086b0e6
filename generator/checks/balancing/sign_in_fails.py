"""A listener that signs clients in first, and a load balancer that does not get to who does it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.balancing.balancer_authentication import SignInUnreachable


class SignInFails(Check):
    id = "ECS195"
    lesson = 19
    title = "Load balancer cannot reach the identity provider that signs its clients in"
    symptom = "HTTP 500 Internal Server Error, or 561, after clients have signed in; no request reaches the tasks"
    why = (
        "With authenticate-oidc and authenticate-cognito, the load balancer itself calls the identity provider over "
        "HTTPS, to exchange the code that a client brings back for tokens. It needs a rule that lets 443 out, a way to "
        "the internet, which in private subnets is a NAT gateway, and an HTTPS listener."
    )
    fix = (
        "Let 443 out to everywhere in the load balancer's security group; give an internal load balancer subnets with "
        "a route to a NAT gateway; use such actions on HTTPS listeners."
    )
    fault = SignInUnreachable
    message = {
        "out": (
            "{forwarder} has the action {action}, for which {balancer} calls the identity provider, and no security "
            "group of it lets 443 out: clients get 500 after they have signed in"
        ),
        "way": (
            "{forwarder} has the action {action}, for which {balancer} calls the identity provider, and it has no way "
            "there ({reason}): clients get 500 after they have signed in"
        ),
        "listener": (
            "{forwarder} has the action {action}, which only HTTPS listeners take: it is refused when it is created"
        ),
    }
    change = {
        "out": "SecurityGroupEgress: add IpProtocol tcp, FromPort 443, ToPort 443, CidrIp 0.0.0.0/0",
        "way": "Subnets of {balancer}: subnets whose default route leads to a NAT gateway",
        "listener": "Protocol of the listener: HTTPS, with Certificates",
    }
    base = "balanced"
    good = {
        "Parameters.Certificate": "{Type: String}",
        "Parameters.Pool": "{Type: String}",
        "Parameters.Client": "{Type: String}",
        "Listener.Protocol": "HTTPS",
        "Listener.Certificates": "[{CertificateArn: !Ref Certificate}]",
        "Listener.DefaultActions": """
            - Type: authenticate-cognito
              Order: 1
              AuthenticateCognitoConfig: {UserPoolArn: !Ref Pool, UserPoolClientId: !Ref Client, UserPoolDomain: web}
            - {Type: forward, Order: 2, TargetGroupArn: !Ref Targets}
""",
        "BalancerGroup.SecurityGroupEgress": """
            - {IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/16}
            - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
""",
    }
    bad = {
        "BalancerGroup.SecurityGroupEgress.1": None,
    }
