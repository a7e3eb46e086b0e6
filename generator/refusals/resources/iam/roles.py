"""What IAM refuses of roles: what is attached, who is trusted, and roles that services make by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.policy_names import policy_names
from generator.ecs.partitions import partition
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.resources.iam.documents import lacks, statements_at, texts
from generator.refusals.resources.iam.identity_policies import of_identity
from generator.refusals.values_at import values_at
from generator.stack import (
    Absent,
    Graph,
    Listing,
    Literal,
    Resource,
    Text,
    parts,
)

_AWS = re.compile(r"arn:(?:aws[a-z-]*|[$][{]AWS::Partition[}]):iam::aws:policy/(?P<name>[^$]+)")
_MOST_ATTACHED = 25
"""What the quota of managed policies of a role is raised to at most. Source: public copies of IAM's table of quotas,
2026-11, of which some have 10 for the quota, and late ones 20: between the two it is not known;
"Cannot exceed quota for PoliciesPerRole: 10", eks-hybrid #741, and 15, cloud-platform-environments #14118; read
2026-11."""
_NEARLY = {
    "ecs-task.amazonaws.com", "ecs-tasks.amazon.com", "ecs.tasks.amazonaws.com", "ecstasks.amazonaws.com",
    "ecs-tasks.amazonaws.con", "lambdas.amazonaws.com", "event.amazonaws.com", "ec2.amazon.com", "lambda.amazon.com",
    "ecs-service.amazonaws.com", "fargat.amazonaws.com", "fargate.amazon.com", "log.amazonaws.com",
}  # fmt: skip
"""Services that there are none of, and that are easily written for one. IAM refuses those that it does not know."""
_SERVICE = re.compile(r"(?:[a-z0-9-]+\.)+(?:amazonaws\.com(?:\.cn)?|amazon\.com|aws\.internal|aws\.dev|api\.aws)")
"""A service of amazonaws.eu is refused in the European partition: pulumi-eks #2341 ("Invalid principal in policy" of
ec2.amazonaws.eu); an excerpt, read 2026-11."""
_MADE_BY_AWS = frozenset(
    f"{name}.amazonaws.com"
    for name in (
        "autoscaling", "ecs", "ecs.application-autoscaling", "elasticache", "elasticloadbalancing", "rds",
        "replication.ecr", "spot", "spotfleet",
    )
)  # fmt: skip
"""Services that make their role with the first resource. Source: the guide of each, "service-linked roles"; not
looked up, 2026-11."""


def policies_and_trust(_graph: Graph, role: Resource) -> Iterator[str]:
    """Source: IAM User Guide, "IAM JSON policy elements reference"; IAM API Reference, CreateRole; not looked up,
    2026-11."""
    names = [literal(role.get("Policies", index, "PolicyName")) for index, _ in items(role.get("Policies"))]
    for name in dict.fromkeys(name for name in names if name is not None):
        if names.count(name) > 1:
            yield f"{role} has two policies of the name {name}"
    for index, _ in items(role.get("Policies")):
        yield from of_identity(role, ("Policies", index, "PolicyDocument"))
    attached = list(items(role.get("ManagedPolicyArns")))
    if len(attached) > 10:
        more = "more than AWS attaches" if len(attached) > _MOST_ATTACHED else "and the quota is 10 or 20"
        yield f"{role} has {len(attached)} managed policies, {more}"
    yield from _not_of_aws(role)
    for steps, statement in statements_at(role, ("AssumeRolePolicyDocument",)):
        if lacks(statement, "Principal", "NotPrincipal"):
            yield f"{'.'.join(map(str, steps))} of {role} has no Principal"
        services = role.get(*steps, "Principal", "Service")
        for text in texts(services):
            if no_service(text):
                yield f"{role} trusts {text[:60]}, which is no service on record"


def no_service(name: str) -> bool:
    """Whether a principal is of no service, as far as is on record."""
    return name in _NEARLY or not _SERVICE.fullmatch(name)


def _not_of_aws(resource: Resource) -> Iterator[str]:
    """Say which policy of AWS's is attached that there is not; where its name is that of one, the path is wrong.

    Sources: IAM User Guide, "AWS managed policies" (a policy's name is one of a kind), from memory, 2026-11; terraform
    and CDK reports of "Policy arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy does not exist or is not
    attachable" (the path is service-role/); excerpts, read 2026-11.
    """
    for index, value in items(resource.get("ManagedPolicyArns")):
        named = _AWS.fullmatch(str(value) if isinstance(value, Literal | Text) else "")
        if named is None or named["name"] in policy_names():
            continue
        last = named["name"].rpartition("/")[2]
        near = next((each for each in sorted(policy_names()) if each.rpartition("/")[2] == last), "")
        said = f"{resource} is attached {named['name'][:80]}, which is none of AWS's policies on record"
        if near:
            change = f"ManagedPolicyArns: {near} in place of {named['name'][:80]}"
            yield Surely(f"{said}: that is {near}", resource, "ManagedPolicyArns", index, change=change)
        else:
            yield said


def of_groups_and_users(_graph: Graph, resource: Resource) -> Iterator[str]:
    yield from _not_of_aws(resource)


def partitions_and_tags(graph: Graph, role: Resource) -> Iterator[str]:
    """Policies of another partition; keys of tags that differ in case only; a role that trusts itself before it is."""
    known = partition(graph)
    for _, value in items(role.get("ManagedPolicyArns")):
        written = literal(value) or ""
        other = written.split(":")[1] if written.startswith("arn:") and written.count(":") > 1 else ""
        if known.told and known.name and other and "$" not in other and other != known.name:
            yield f"{role} is attached {written[:80]}, and the stack is of the partition {known.name}"
    keys = [literal(role.get("Tags", index, "Key")) for index, _ in items(role.get("Tags"))]
    folded = [key.lower() for key in keys if key is not None]
    if len(set(folded)) < len(folded) and len(set(keys)) == len(keys):
        yield f"Tags of {role} has keys that differ in case only, which IAM takes for one"
    name = literal(role.get("RoleName"))
    for value in values_at(role.get("AssumeRolePolicyDocument"), ("Statement", "*", "Principal", "AWS")):
        text = "".join(part.text for part in parts(value) if isinstance(part, Literal))
        owner = text.split(":")[4] if text.count(":") > 4 else ""
        if name and text.endswith(f":role/{name}") and owner in ("", literal(graph.pseudo("AWS::AccountId"))):
            yield f"{role} trusts itself, and is not there when its trust is read"


def service_linked_role(_graph: Graph, role: Resource) -> Iterator[str]:
    """A role that AWS has made already where the service was used before; a Condition leaves it to who deploys."""
    service = literal(role.get("AWSServiceName")) or ""
    if service in _MADE_BY_AWS - {"autoscaling.amazonaws.com"} and not isinstance(role.get("CustomSuffix"), Absent):
        yield f"{role} has a CustomSuffix, which {service} does not take"
    asked = "Condition" in role.body
    if service in _MADE_BY_AWS and not asked and isinstance(role.get("CustomSuffix"), Absent):
        yield f"{role} is refused where the account has that role, which AWS makes by itself when it is first needed"


def instance_profile(_graph: Graph, resource: Resource) -> Iterator[str]:
    if isinstance(resource.get("Roles"), Listing) and len(resource.get("Roles").items) != 1:  # type: ignore[union-attr]
        yield f"{resource} has {len(list(items(resource.get('Roles'))))} Roles, and takes one"


REFUSALS: Refusals = {
    "AWS::IAM::Role": (
        policies_and_trust,
        partitions_and_tags,
    ),
    "AWS::IAM::Group": (of_groups_and_users,),
    "AWS::IAM::User": (of_groups_and_users,),
    "AWS::IAM::ServiceLinkedRole": (service_linked_role,),
    "AWS::IAM::InstanceProfile": (instance_profile,),
}
