"""A scalable target, or a policy, whose ResourceId is that of no service."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.deployment._scaled import SCALED
from generator.ecs.clusters import CLUSTER
from generator.ecs.services.scaling import POLICY, SCALABLE, cluster_is, of_ecs, pieces
from generator.ecs.tasks import SERVICE
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Reference, Resource, Value, shown

_FAILS = "it is refused (ValidationException, or ECS service doesn't exist)"


class ScalesNobody(Check):
    id = "ECS184"
    lesson = 18
    title = "ResourceId of a scalable target is that of no ECS service"
    symptom = (
        "CREATE_FAILED: Unsupported service namespace, resource type or scalable dimension; ECS service doesn't exist"
    )
    why = (
        "The ResourceId of an ECS service is service/<name of the cluster>/<name of the service>. Ref of a service is "
        "its ARN and GetAtt Name its name; Ref of a cluster is its name and GetAtt Arn its ARN."
    )
    fix = "ResourceId: !Sub service/${Cluster}/${Service.Name}."
    message = {
        "arn": "ResourceId of {resource} holds an ARN, of {about}, where a name has to stand: " + _FAILS,
        "cluster": "ResourceId of {resource} names {service} in another cluster ({named}) than its own: " + _FAILS,
        "nobody": "ResourceId of {resource} names {named}, and no service in {about} has this name: " + _FAILS,
        "form": "ResourceId of {resource} is {named}, and not service/<cluster>/<service>: " + _FAILS,
    }
    change = {
        "arn": "ResourceId: service/<cluster>/<service> with names: !Ref of the cluster, !GetAtt Name of the service",
        "cluster": "ResourceId: the cluster of {service}",
        "nobody": "ResourceId: !Sub service/${{{about}}}/${{<service>.Name}}",
        "form": "ResourceId: !Sub service/${{<cluster>}}/${{<service>.Name}}",
    }
    base = "nat"
    good = SCALED
    bad = {"Scaling.ResourceId": "!Sub 'service/${Cluster}/${Service}'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is certainly no service of the cluster that it names.

        Sources: Application Auto Scaling API Reference, RegisterScalableTarget, ResourceId; aws-cdk #14297 (an ARN in
        it); read 2026-11.
        """
        for resource in context.graph.of_type(SCALABLE, POLICY):
            value = resource.get("ResourceId")
            if not isinstance(value, Absent) and of_ecs(resource):
                yield from self._of(context, resource, value)

    def _of(self, context: Context, resource: Resource, value: Value) -> Iterator[Finding]:
        known = pieces(value)
        for part in (part for piece in known for part in piece):
            about = context.graph.resource(part.resource) if isinstance(part, Reference) else None
            if about is not None and isinstance(part, Reference) and _is_arn(about, part.attribute):
                tasks = (about.path,) if about.type == SERVICE else ()
                yield self.at(resource, "ResourceId", tasks=tasks, variant="arn", about=about)
                return
        if isinstance(value, Literal) and not value.text.startswith("service/"):
            yield self.at(resource, "ResourceId", variant="form", named=shown(value))
            return
        if len(known) != 3 or len(known[2]) != 1:
            return
        cluster, name = known[1], known[2][0]
        if isinstance(name, Reference) and name.attribute == "Name":
            service = context.graph.resource(name.resource)
            if service is not None and cluster_is(context.graph, cluster, service) is Truth.NO:
                words = {"service": service.path, "named": shown(cluster[0])}
                yield self.at(resource, "ResourceId", tasks=(service.path,), variant="cluster", **words)
        elif isinstance(name, Literal) and len(cluster) == 1 and isinstance(cluster[0], Reference):
            home = context.graph.target(cluster[0], CLUSTER)
            if home is not None and not _may_have(context, home, name):
                yield self.at(resource, "ResourceId", variant="nobody", named=name.text, about=home)


def _is_arn(about: Resource, attribute: str) -> bool:
    return (about.type, attribute) in ((SERVICE, "Ref"), (SERVICE, "ServiceArn"), (CLUSTER, "Arn"))


def _may_have(context: Context, cluster: Resource, name: Literal) -> bool:
    """Tell whether a cluster may have a service of a name: one that is created here, or not known."""
    if not context.graph.closed(cluster):
        return True
    for service in context.graph.of_type(SERVICE):
        home = context.graph.target(service.get("Cluster"), CLUSTER)
        own = service.get("ServiceName")
        if home in (cluster, None) and not (isinstance(own, Absent) or (isinstance(own, Literal) and own != name)):
            return True
    return False
