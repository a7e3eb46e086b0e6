"""Do the instances of hosts start at all: what EC2 or Auto Scaling refuses of them, or does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.awsdata.instance_types import instance_type
from generator.ecs.hosts.hosts import Hosts
from generator.ecs.hosts.user_data_doubts import user_data_doubts
from generator.ecs.network.subnets import SUBNET
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, no, unknown
from generator.needs.never_starts import NeverStarts
from generator.refusals.values_at import values_at
from generator.stack import Absent, Call, Mapping, Reference, Resource, Unknown, shown

GROUP, KEY = "AWS::AutoScaling::AutoScalingGroup", "AWS::KMS::Key"
_LEAST_ROOT = 30
"""GiB of the ECS-optimized images of Linux. Source: ECS Developer Guide, "Amazon ECS-optimized Linux AMIs"."""
_FAMILIES = """
    a1 c1 c3 c4 c5 c5a c5ad c5d c5n c6a c6g c6gd c6gn c6i c6id c6in c7a c7g c7gd c7gn c7i c7i-flex c8a c8g c8gb c8gd
    c8gn c8i c8i-flex c8ib c8id c8in c8ine c9g c9gd cc1 cc2 cg1 cr1 d2 d3 d3en dl1 dl2q f1 f2 g2 g3 g3s g4ad g4dn g5
    g5g g6 g6e g6f g7 g7e gr6 gr6f h1 hi1 hpc6a hpc6id hpc7a hpc7g hpc8a hs1 i2 i3 i3en i4g i4i i7i i7ie i8g i8ge
    im4gn inf1 inf2 is4gen m1 m2 m3 m4 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6g m6gd m6i m6id m6idn m6in m7a m7g m7gd
    m7i m7i-flex m8a m8azn m8g m8gb m8gd m8gn m8i m8i-flex m8ib m8id m8idb m8idn m8in m8ine m9g m9gd mac-m3ultra
    mac-m4 mac-m4max mac-m4pro mac1 mac2 mac2-m1ultra mac2-m2 mac2-m2pro p2 p3 p3dn p4d p4de p5 p5e p5en p6-b200
    p6-b300 p6e-gb200 r3 r4 r5 r5a r5ad r5b r5d r5dn r5n r6a r6g r6gd r6i r6id r6idn r6in r7a r7g r7gd r7i r7iz r8a
    r8g r8gb r8gd r8gn r8i r8i-flex r8ib r8id r8idb r8idn r8in r9g r9gd t1 t2 t3 t3a t4g trn1 trn1n trn2 u-12tb1
    u-18tb1 u-24tb1 u-3tb1 u-6tb1 u-9tb1 u7i-12tb u7i-6tb u7i-8tb u7ib-12tb u7in-16tb u7in-24tb u7in-32tb u7inh-32tb
    vt1 x1 x1e x2gd x2idn x2iedn x2iezn x8aedz x8g x8i z1d
""".split()  # noqa: SIM905  as a list it is as long as the file
"""Source: EC2 API Reference, InstanceType, as botocore 1.43.106 has it; read 2026-11."""


_ROLES = "has tasks without roles of their own"
_CERTAIN = (
    _ROLES,
    "has a space beside the =",
    "writes /etc/ecs/ecs.config anew, after the cluster was written to it",
    "does not begin as a script",
    "writes another file than /etc/ecs/ecs.config",
    "waits for the agent to start",
    "leaves awslogs out of ECS_AVAILABLE_LOGGING_DRIVERS",
)
_OTHER_SYSTEM = ("reads TOML and runs no script", "is one of Windows", "is one of Linux")
"""What certainly leaves tasks without a host: the agent joins another cluster, or lacks an attribute that ECS asks for.

Source: ECS Developer Guide, "Amazon ECS container agent configuration" (ECS_ENABLE_TASK_IAM_ROLE; the file is one of
KEY=value), and its attribute com.amazonaws.ecs.capability.task-iam-role; from memory, 2026-11.
"""
_SCRIPT = re.compile(r"\s*(#!|#cloud-config|<powershell|Content-Type:|MIME-Version:)", re.IGNORECASE)
"""What Bottlerocket does not read: settings as TOML only. Sources: Bottlerocket, QUICKSTART-ECS.md;
terraform-aws-eks #3476 (a text of several parts keeps it from starting); excerpts, 2026-11."""
_SIZE = re.compile(r"nano|micro|small|medium|large|(\d+)?xlarge|metal(-\d+xl)?")
_OPTIMIZED = re.compile(r"/aws/service/ecs/optimized-ami/(amazon-linux-(2|2023)|windows[a-z0-9_-]*)/.*")


def instances_start(task: Task, hosts: Hosts) -> Iterator[Answer]:
    """Say what may keep the instances of hosts from starting, or from running their agent.

    Sources: EC2 API Reference, CreateLaunchTemplate and RunInstances; Auto Scaling API Reference,
    CreateAutoScalingGroup; not looked up, 2026-11.
    """
    drivers = [literal(each.get("LogConfiguration", "LogDriver")) for each in task.containers]
    written = hosts.get("UserData")
    inner = written.arguments[0] if isinstance(written, Call) and written.arguments else written
    text = hosts.texts.text(inner)
    for words in user_data_doubts(written, text, tuple(each for each in drivers if each)):
        said = f"UserData of {hosts} {words}"
        if not _is_certain(hosts, task, words):
            yield unknown(said)
            continue
        instead = "UserData: echo ECS_CLUSTER=<the cluster> >> /etc/ecs/ecs.config, and other settings the same way"
        yield no(NeverStarts(hosts.resource, (), (task.name,), said, instead))
    for reason in (*_types(hosts), *_image(hosts), *_disks(hosts), *_options(hosts), *_zones(hosts)):
        if reason.endswith(_OTHER_SYSTEM):
            instead = "UserData: in the form that the image reads; or ImageId: an image that runs it"
            yield no(NeverStarts(hosts.resource, (), (task.name,), reason, instead))
        else:
            yield unknown(reason)


def _is_certain(hosts: Hosts, task: Task, words: str) -> bool:
    """Whether no task gets a host by it: what the agent waits for is known of ECS-optimized images alone."""
    if words.startswith(_ROLES):
        return _has_role(task)
    return words.startswith(_CERTAIN) and (not words.startswith("waits") or hosts.image.agent is Truth.YES)


def _has_role(task: Task) -> bool:
    """Whether a task asks its host for a role of its own, which an agent that offers none does not have."""
    value = task.definition.get("TaskRoleArn") if task.definition else Absent()
    return not isinstance(value, Absent | Unknown)


def _types(hosts: Hosts) -> Iterator[str]:
    named = [literal(value) for value in hosts.types]
    for text in named:
        family, _, size = (text or "").partition(".")
        if text and instance_type(text) is None and (family not in _FAMILIES or not _SIZE.fullmatch(size)):
            yield f"{hosts} asks for {text[:40]}, which is no type of instance on record"
    overridden = hosts.resource.get("MixedInstancesPolicy")
    required = hosts.get("InstanceRequirements")
    told = not all(isinstance(each, Absent) for each in (overridden, required))
    if not hosts.types and not told and hosts.resource.type != "AWS::EC2::Instance":
        yield f"{hosts} names no type of instance"


def _image(hosts: Hosts) -> Iterator[str]:
    name = hosts.image.parameter
    if name.startswith("/aws/service/ecs/optimized-ami/") and not name.endswith("/image_id"):
        yield f"{name} is the description of an image, and its id is in .../image_id"
    elif name.startswith("/aws/service/ecs/optimized-ami/") and not _OPTIMIZED.fullmatch(name):
        yield f"{name} names no image that ECS offers on record: amazon-linux-2 and amazon-linux-2023 are"
    written = hosts.get("UserData")
    script = hosts.texts.text(written.arguments[0]) if isinstance(written, Call) and written.arguments else ""
    if hosts.image.windows is Truth.YES and script.lstrip().startswith("#!"):
        yield f"UserData of {hosts} is a script of Linux, and its image is one of Windows"
    if hosts.image.windows is Truth.NO and script.lstrip().lower().startswith("<powershell"):
        yield f"UserData of {hosts} is a script of Windows, and its image is one of Linux"
    if hosts.image.bottlerocket and (found := _SCRIPT.match(script)):
        yield f"UserData of {hosts} begins with {found[1]}, and its image, Bottlerocket, reads TOML and runs no script"


def _disks(hosts: Hosts) -> Iterator[str]:
    for index, _ in items(hosts.get("BlockDeviceMappings")):
        name = literal(hosts.get("BlockDeviceMappings", index, "DeviceName"))
        size = number(hosts.get("BlockDeviceMappings", index, "Ebs", "VolumeSize"))
        linux = hosts.image.agent is Truth.YES and hosts.image.windows is Truth.NO and not hosts.image.bottlerocket
        if linux and name == "/dev/xvda" and size is not None and size < _LEAST_ROOT:
            yield f"{name} of {hosts} has {size} GiB, and its image needs {_LEAST_ROOT}"
        key = literal(hosts.get("BlockDeviceMappings", index, "Ebs", "KmsKeyId"))
        if key is not None:
            yield f"whether the key {key[:80]} lets Auto Scaling start {hosts} is not known here"
        made = hosts.graph.target(hosts.get("BlockDeviceMappings", index, "Ebs", "KmsKeyId"), KEY)
        if made is not None and hosts.resource.type == GROUP and not _lets_scaling(made):
            yield (
                f"the policy of {made}, the key of {name or 'a disk'} of {hosts}, names no "
                "AWSServiceRoleForAutoScaling, which starts instances: they end with Client.InvalidKMSKey.InvalidState"
            )


def _lets_scaling(key: Resource) -> bool:
    """Whether a key may let Auto Scaling use it: in its policy, since the role has no permission of its own.

    Sources: EC2 Auto Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes"; aws-cdk #34491,
    eksctl #952; excerpts, 2026-11.
    """
    policy = key.get("KeyPolicy")
    if not isinstance(policy, Mapping):
        return True
    for principal in values_at(policy, ("Statement", "*", "Principal")):
        named = [principal] if not isinstance(principal, Mapping) else list(values_at(principal, ("AWS",)))
        for each in named:
            told = shown(each)
            role = told.startswith("arn:") and ":role/" in told and "utoScaling" not in told
            own = role or ":root" in told or told.isdigit() or told.endswith("AWS::AccountId")
            if not own and not isinstance(each, Reference | Absent):
                return True
    return False


def _options(hosts: Hosts) -> Iterator[str]:
    price = literal(hosts.get("InstanceMarketOptions", "SpotOptions", "MaxPrice"))
    if price is not None:
        yield f"whether there are instances for {hosts} at {price} is not known here"
    profile = hosts.profile
    by_arn = isinstance(profile, Reference) and profile.attribute == "Arn"
    if by_arn and hosts.prefix and hosts.get("IamInstanceProfile", "Name") == profile:
        yield f"the name of the instance profile of {hosts} is given an ARN"
    listed = hosts.resource.get("TargetGroupARNs")
    if (literal(hosts.resource.get("HealthCheckType")) or "").startswith("ELB"):
        for _, value in items(listed):
            group = hosts.graph.target(value, "AWS::ElasticLoadBalancingV2::TargetGroup")
            if group is not None:
                yield (
                    f"HealthCheckType of {hosts} is ELB, so that instances which do not answer the health check of "
                    f"{group} are replaced for ever, and whether they answer on its port is not known here"
                )
    version = literal(hosts.resource.get("LaunchTemplate", "Version"))
    if version is not None and version.isdigit() and int(version) > 1:
        yield f"whether version {version} of the launch template of {hosts} is there is not known"


def _zones(hosts: Hosts) -> Iterator[str]:
    zones = [literal(value) for _, value in items(hosts.resource.get("AvailabilityZones"))]
    if not zones or isinstance(hosts.subnets, Absent) or None in zones:
        return
    own = [hosts.graph.target(value, SUBNET) for _, value in items(hosts.subnets)]
    there = {literal(subnet.get("AvailabilityZone")) for subnet in own if subnet}
    if not set(zones) <= there:
        asked = shown(hosts.resource.get("AvailabilityZones"))
        yield f"AvailabilityZones of {hosts} are {asked}, and its subnets may be elsewhere"
