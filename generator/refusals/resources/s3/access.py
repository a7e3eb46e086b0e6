"""What S3 refuses of who gets into a bucket: access control lists, and policies."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, Text, Value

BUCKET = "AWS::S3::Bucket"
_PUBLIC = ("PublicRead", "PublicReadWrite", "AuthenticatedRead")
_GRANTS = (*_PUBLIC, "LogDeliveryWrite", "AwsExecRead")
_WITH_LISTS = ("BucketOwnerPreferred", "ObjectWriter")
_POLICIES = ("PublicAccessBlockConfiguration", "BlockPublicPolicy")
_BLOCK = ("PublicAccessBlockConfiguration", "BlockPublicAcls")
_ON_OBJECTS = ("s3:getobject", "s3:putobject", "s3:deleteobject", "s3:getobjectversion")


def access_control_list(_graph: Graph, bucket: Resource) -> Iterator[str]:
    """A list that lets others in: new buckets have none unless their ownership says so, and public ones are blocked.

    Source: S3 User Guide, "Controlling ownership of objects and disabling ACLs for your bucket" and "Default settings
    for new S3 buckets FAQ" (April 2023); S3 API Reference, PutBucketAcl (AccessControlListNotSupported); read 2026-11.
    """
    listed = literal(bucket.get("AccessControl"))
    if listed not in _GRANTS:
        return
    owned = bucket.get("OwnershipControls")
    kept = list(values_at(owned, ("Rules", "*", "ObjectOwnership")))
    known = isinstance(owned, Absent) or (kept and all(isinstance(each, Literal) for each in kept))
    if known and not any(literal(each) in _WITH_LISTS for each in kept):
        yield f"AccessControl of {bucket} is {listed}, and a bucket has no such lists without OwnershipControls"
        return
    block = bucket.get("PublicAccessBlockConfiguration")
    if listed in _PUBLIC and (isinstance(block, Absent) or flag(bucket.get(*_BLOCK)) is Truth.YES):
        yield f"AccessControl of {bucket} is {listed}, and BlockPublicAcls, on by default, refuses it"


def bucket_policy(graph: Graph, policy: Resource) -> Iterator[str]:
    """Statements about a bucket that is certainly another one.

    Source: S3 API Reference, PutBucketPolicy (MalformedPolicy: Policy has invalid resource); not looked up, 2026-11.
    """
    own = graph.target(policy.get("Bucket"), BUCKET)
    for value in values_at(policy.get("PolicyDocument"), ("Statement", "*", "Resource")):
        other = _bucket(graph, value)
        if own is not None and other is not None and other is not own:
            yield f"{policy} is the policy of {own}, and has a statement about {other}"
    block = own.get("PublicAccessBlockConfiguration") if own is not None else None
    shut = isinstance(block, Absent) or (own is not None and flag(own.get(*_POLICIES)) is Truth.YES)
    if own is not None and shut and _opens(policy):
        yield f"{policy} lets everybody in, and BlockPublicPolicy of {own}, on by default, refuses it"


def _opens(policy: Resource) -> bool:
    """Whether a statement lets everybody in, under no condition: what S3 calls public."""
    written = policy.get("PolicyDocument", "Statement")
    for statement in [written, *(each for _, each in items(written))]:
        if not isinstance(statement, Mapping) or literal(statement.get("Effect")) != "Allow":
            continue
        who = statement.get("Principal")
        named = [who, *(values_at(who, ("AWS",)) if isinstance(who, Mapping) else ())]
        if Literal("*") in named and isinstance(statement.get("Condition"), Absent):
            return True
    return False


def _bucket(graph: Graph, value: Value) -> Resource | None:
    """The bucket created here that an ARN in a policy is of."""
    pieces = value.parts if isinstance(value, Text) else (value,)
    for piece in pieces:
        if isinstance(piece, Reference) and (found := graph.target(piece, BUCKET)) is not None:
            return found
        if isinstance(piece, Reference | Mapping):
            return None
    return None


def objects_and_bucket(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: S3, PutBucketPolicy ("Action does not apply to any resource(s) in statement", MalformedPolicy), in logs
    of others; read 2026-11."""
    for _, statement in items(policy.get("PolicyDocument", "Statement")):
        if not isinstance(statement, Mapping) or statement.rest is not None:
            continue
        actions = [(literal(each) or "?").lower() for each in values_at(statement, ("Action",))]
        about = [getattr(each, "attribute", "") for each in values_at(statement, ("Resource",))]
        if actions and about and all(each in _ON_OBJECTS for each in actions) and all(e == "Arn" for e in about):
            yield f"{policy} has a statement on objects, whose Resource is the bucket alone"


REFUSALS: Refusals = {
    BUCKET: (access_control_list,),
    "AWS::S3::BucketPolicy": (
        bucket_policy,
        objects_and_bucket,
    ),
}
