"""The application load balancer: the one door from outside to the services that have a route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from awacs import s3 as s3_actions
from awacs.aws import Action, Allow, Bool, Condition, Deny, PolicyDocument, Principal, Statement
from pydantic import Field
from troposphere import GetAtt, Join, Output, Ref, Sub, Tags, Template, s3
from troposphere import elasticloadbalancingv2 as elb

from generator.awsdata import placeholders
from generator.config import (
    INTERNET,
    App,
    Arn,
    Flow,
    Group,
    Needs,
    Problem,
    Section,
    Text,
    architecture,
    deletion_protection,
    matching,
    why,
)
from generator.config.routing import conflicts


class Settings(Section):
    """The load balancer; it is made when a service has a route."""

    certificate_arn: Annotated[
        Annotated[Arn, matching(r"arn:[^:]+:acm:.*:certificate/.+", "an ACM certificate's ARN")] | None,
        Field(examples=["arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"]),
    ] = None
    """Certificate of the HTTPS listener. Without it the dev profile listens on HTTP, and prod refuses."""
    scheme: Literal["internet-facing", "internal"] = "internet-facing"
    """Whether the internet can reach it, or only the VPC."""
    allowed_cidrs: Annotated[
        Annotated[
            list[Annotated[Text, matching(r"\d{1,3}(\.\d{1,3}){3}/\d{1,2}", "a block such as 203.0.113.0/24")]],
            Field(min_length=1, max_length=30),
        ]
        | None,
        Field(examples=[["203.0.113.0/24"]]),
    ] = None
    """Who may connect; everyone for an internet-facing one, the VPC for an internal one when absent."""
    idle_timeout_seconds: Annotated[int, Field(ge=1, le=4000, examples=[60, 300])] = 60
    """After how long an idle connection is closed."""
    deletion_protection: bool = True
    """Whether it refuses deletion. Off in the dev profile."""
    access_logs: bool = True
    """Whether requests are recorded in a bucket. Off in the dev profile."""
    access_log_bucket: Annotated[
        Annotated[Text, matching(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "a bucket's name")] | None,
        Field(examples=["logs-of-load-balancers"]),
    ] = None
    """An existing bucket for the record; one is made when absent."""
    access_log_retention_days: Annotated[int, Field(ge=1, le=3653, examples=[365, 90])] = 365
    """Days that the bucket made here keeps the record."""


DEV = {"deletion_protection": False, "access_logs": False}


def _routes(app: App) -> dict[str, object]:
    return {name: service.route for name, service in app.services.items() if service.route}


def check(settings: Settings, app: App) -> Iterator[Problem]:
    """Refuse plain HTTP from the internet in prod, and routes that cannot be told apart."""
    routes = _routes(app)
    public = settings.scheme == "internet-facing"
    if routes and public and app.profile == "prod" and settings.certificate_arn is None:
        hint = "set it, make the scheme internal, or set `profile: dev` for this environment"
        what = f"is missing: {app.environment} would serve {sorted(routes)[0]} over plain HTTP to the internet"
        yield Problem(("load_balancer", "certificate_arn"), what, accepted="an ACM certificate's ARN", hint=hint)
    region = (settings.certificate_arn or "").split(":")[3:4]
    if region and "region" not in app.partial and region != [app.region]:
        # ACM User Guide, "Supported Regions", read 2026-11: certificates are regional, and are not copied.
        what = f"is a certificate of {region[0]}, and the load balancer of {app.environment} is in {app.region}"
        hint = f"ask ACM in {app.region} for one"
        yield Problem(("load_balancer", "certificate_arn"), what, hint=hint)
    yield from conflicts(routes)  # type: ignore[arg-type]


def notes(settings: Settings, app: App) -> Iterator[Problem]:
    """Say that the certificate is one of an example."""
    if _routes(app) and settings.certificate_arn and placeholders.certificate(settings.certificate_arn):
        what = "is a placeholder: the listener is refused when it is created, for there is no such certificate"
        hint = f"name one of ACM in {app.region} before you deploy {app.environment}"
        yield Problem(("load_balancer", "certificate_arn"), what, hint=hint)


def needs(settings: Settings, app: App) -> Needs:
    """Ask for the load balancer's group and let its clients in."""
    if not _routes(app):
        return Needs()
    port = 443 if settings.certificate_arn else 80
    default = INTERNET if settings.scheme == "internet-facing" else app.sections["network"].cidr
    flows = tuple(
        Flow(block, "load-balancer", port, "Clients reach the load balancer", lesson=10)
        for block in settings.allowed_cidrs or [default]
    )
    group = Group(
        "load-balancer", "The load balancer: admits its clients, reaches services with a route", "load_balancer"
    )
    return Needs(groups=(group,), flows=flows, public=settings.scheme == "internet-facing")


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the load balancer with one listener that answers 404 to what no route takes."""
    t = Template()
    if not _routes(app):
        return t
    t.set_metadata(architecture("Clients -> listener -> the rule of each service -> its tasks, by address"))
    zones = len(app.sections["network"].availability_zones)
    tier = "Public" if settings.scheme == "internet-facing" else "Task"
    attributes: dict[str, Any] = {
        "deletion_protection.enabled": deletion_protection(t) if settings.deletion_protection else "false",
        "idle_timeout.timeout_seconds": str(settings.idle_timeout_seconds),
        "routing.http.desync_mitigation_mode": "defensive",
        "routing.http.drop_invalid_header_fields.enabled": "true",
    }
    optional: dict[str, Any] = {}
    if settings.access_logs:
        if settings.access_log_bucket is None:
            _add_log_bucket(t, settings)
            optional["DependsOn"] = ["AccessLogBucketPolicy"]
        attributes["access_logs.s3.enabled"] = "true"
        attributes["access_logs.s3.bucket"] = settings.access_log_bucket or Ref("AccessLogBucket")
    t.add_resource(
        elb.LoadBalancer(
            "LoadBalancer",
            Type="application",
            Scheme=settings.scheme,
            Subnets=[Ref(f"{tier}Subnet{zone}Id") for zone in range(1, zones + 1)],
            SecurityGroups=[Ref("LoadBalancerGroupId")],
            LoadBalancerAttributes=[
                elb.LoadBalancerAttributes(Key=key, Value=attributes[key]) for key in sorted(attributes)
            ],
            Tags=Tags(Name=app.stack),
            Metadata=why(
                "The only way from outside to the services; their names in the namespace work inside only", lesson=10
            ),
            **optional,
        )
    )
    t.add_resource(_listener(settings))
    secure = "https" if settings.certificate_arn else "http"
    t.add_output(Output("ListenerArn", Value=Ref("Listener")))
    if app.sections["alarms"].enabled:
        t.add_output(Output("LoadBalancerFullName", Value=GetAtt("LoadBalancer", "LoadBalancerFullName")))
    t.add_output(Output("LoadBalancerUrl", Value=Sub(f"{secure}://${{LoadBalancer.DNSName}}")))
    return t


def _listener(settings: Settings) -> elb.Listener:
    secure: dict[str, Any] = {}
    if settings.certificate_arn:
        # Elastic Load Balancing guide, "Security policies": the one AWS recommends, read 2026-11. CloudFormation's
        # own default is the policy of 2016, which still allows TLS 1.0.
        secure = {
            "SslPolicy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            "Certificates": [elb.Certificate(CertificateArn=settings.certificate_arn)],
        }
    return elb.Listener(
        "Listener",
        LoadBalancerArn=Ref("LoadBalancer"),
        Port=443 if secure else 80,
        Protocol="HTTPS" if secure else "HTTP",
        DefaultActions=[
            elb.Action(
                Type="fixed-response",
                FixedResponseConfig=elb.FixedResponseConfig(
                    StatusCode="404", ContentType="text/plain", MessageBody="No service has a route for this path."
                ),
            )
        ],
        **secure,
        Metadata=why("Takes the clients' connections; each service adds its own rule", lesson=10),
    )


def _add_log_bucket(t: Template, settings: Settings) -> None:
    t.add_resource(
        s3.Bucket(
            "AccessLogBucket",
            BucketEncryption=s3.BucketEncryption(
                ServerSideEncryptionConfiguration=[
                    s3.ServerSideEncryptionRule(
                        ServerSideEncryptionByDefault=s3.ServerSideEncryptionByDefault(SSEAlgorithm="AES256")
                    )
                ]
            ),
            PublicAccessBlockConfiguration=s3.PublicAccessBlockConfiguration(
                BlockPublicAcls=True, BlockPublicPolicy=True, IgnorePublicAcls=True, RestrictPublicBuckets=True
            ),
            OwnershipControls=s3.OwnershipControls(
                Rules=[s3.OwnershipControlsRule(ObjectOwnership="BucketOwnerEnforced")]
            ),
            VersioningConfiguration=s3.VersioningConfiguration(Status="Enabled"),
            LifecycleConfiguration=s3.LifecycleConfiguration(
                Rules=[
                    s3.LifecycleRule(
                        Id="Expire",
                        Status="Enabled",
                        ExpirationInDays=settings.access_log_retention_days,
                        NoncurrentVersionExpiration=s3.NoncurrentVersionExpiration(NoncurrentDays=1),
                        AbortIncompleteMultipartUpload=s3.AbortIncompleteMultipartUpload(DaysAfterInitiation=7),
                    )
                ]
            ),
            DeletionPolicy="RetainExceptOnCreate",
            UpdateReplacePolicy="Retain",
            Metadata=why(
                "Records who asked for what", "Encryption stays AES256: the load balancer delivers to no customer key"
            ),
        )
    )
    arn = GetAtt("AccessLogBucket", "Arn")
    # Elastic Load Balancing guide, "Enable access logs", read 2026-11: the account in the path is what confines this;
    # deliveries are not documented to carry a source that a condition could name.
    t.add_resource(
        s3.BucketPolicy(
            "AccessLogBucketPolicy",
            Bucket=Ref("AccessLogBucket"),
            PolicyDocument=PolicyDocument(
                Version="2012-10-17",
                Statement=[
                    Statement(
                        Sid="LoadBalancerDelivers",
                        Effect=Allow,
                        Principal=Principal("Service", "logdelivery.elasticloadbalancing.amazonaws.com"),
                        Action=[s3_actions.PutObject],
                        Resource=[Join("", [arn, "/AWSLogs/", Ref("AWS::AccountId"), "/*"])],
                    ),
                    Statement(
                        Sid="TlsOnly",
                        Effect=Deny,
                        Principal=Principal("AWS", "*"),
                        Action=[Action("s3", "*")],
                        Resource=[arn, Join("", [arn, "/*"])],
                        Condition=Condition(Bool("aws:SecureTransport", "false")),
                    ),
                ],
            ),
        )
    )
