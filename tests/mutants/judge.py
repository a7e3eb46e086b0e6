"""The verdict on a mutant, and whether it is the right one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from generator.finding import Finding
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from tests.mutants.apps import Output, faults
from tests.mutants.listed import entry, stock_rule
from tests.mutants.mutate import Mutant
from tests.mutants.reach import neighbours

# By the type of what was changed, the lessons that a finding may belong to. 12 (order) shows wherever a reference
# goes that made CloudFormation wait, and 11 (kind of value) wherever one is bent.
LESSONS: dict[str, Collection[int]] = {
    "AWS::EC2::VPCEndpoint": (1, 2, 4, 6, 11),
    "AWS::EC2::SecurityGroup": (4, 5, 8, 9, 10, 11),
    "AWS::EC2::SecurityGroupIngress": (4, 5, 8, 9, 10),
    "AWS::EC2::SecurityGroupEgress": (4, 5, 8, 9, 10),
    "AWS::EC2::VPC": (1, 10, 11),
    "AWS::EC2::Subnet": (1, 6, 10, 11),
    "AWS::EC2::Route": (1, 10, 11, 12),
    "AWS::EC2::SubnetRouteTableAssociation": (1, 6, 10),
    "AWS::EC2::VPCGatewayAttachment": (1, 10, 11, 12),
    "AWS::IAM::ManagedPolicy": (3, 9),
    "AWS::IAM::Role": (3, 9),
    "AWS::KMS::Key": (2, 3, 16),
    "AWS::SecretsManager::Secret": (3, 9, 11),
    "AWS::SecretsManager::SecretTargetAttachment": (3, 12),
    "AWS::RDS::DBInstance": (3, 9, 11, 34),
    "AWS::RDS::DBParameterGroup": (9,),
    "AWS::RDS::DBSubnetGroup": (9,),
    "AWS::Logs::LogGroup": (2, 3),
    "AWS::S3::BucketPolicy": (14,),
    "AWS::ECS::Cluster": (18,),
    "AWS::ECS::Service": (1, 4, 5, 8, 9, 10, 11, 12, 14, 15, 16, 18, 25),
    "AWS::ECS::TaskDefinition": (1, 2, 3, 8, 9, 10, 11, 14, 16, 21, 22, 25, 36, 42),
    "AWS::CloudWatch::Alarm": (16,),
    "AWS::ApplicationAutoScaling::ScalingPolicy": (11, 18),
    "AWS::ServiceDiscovery::Service": (10, 11, 13),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": (10, 11),
    "AWS::ElasticLoadBalancingV2::TargetGroup": (8, 10, 14, 19, 36),
    "AWS::ElasticLoadBalancingV2::ListenerRule": (11, 12, 14, 36),
    "AWS::ElasticLoadBalancingV2::Listener": (10, 11, 14, 29),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": (10, 12, 14, 19),
}


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    ``how`` is caught, wrong (by another lesson or elsewhere, or a list calls it harmless), stock, unknown (with a
    reason in the list), harmless, missed or unlisted.
    """

    how: str
    why: str
    rules: tuple[str, ...] = ()
    lessons: tuple[int, ...] = ()


def lesson(fault: Finding) -> int:
    """The lesson that a rule's number begins with: 5 for ECS050, 10 for ECS101."""
    return int(fault.rule[3:5])


def judge(output: Output, mutant: Mutant) -> Verdict:
    """Analyse a mutant; what neither we nor stock cfn-lint report has to be in a list."""
    graph = output.graph(output.changed(mutant.edits))
    prover = Prover(graph)
    found = faults(graph, prover)
    if found:
        if contradiction := entry(output.folder.name, mutant, "harmless"):
            return Verdict("wrong", f"reported, but called harmless: {contradiction.because}")
        right = [fault for fault in found if _right(output, mutant, fault)]
        rules = tuple(sorted({fault.rule for fault in right or found}))
        why = ", ".join(f"{fault.rule} in {fault.file}" for fault in found)
        lessons = tuple(sorted({lesson(fault) for fault in right or found}))
        return Verdict("caught" if right else "wrong", why, rules, lessons)
    if rule := stock_rule(output, mutant):
        return Verdict("stock", rule, (rule,))
    always = _always(output)
    open_needs = [proof.need.name for proof in prover.proofs if _unknown(proof) and _said(proof) not in always]
    kinds = ("unknown",) if open_needs else ("harmless", "missed")
    listed = next((each for kind in kinds if (each := entry(output.folder.name, mutant, kind))), None)
    if set(open_needs) == {"start"} and not listed and (refused := prover.context.template_faults):
        return Verdict("unknown", f"CloudFormation refuses it: {'; '.join(refused)}")
    if open_needs and not listed:
        return Verdict("unlisted", f"unknown without a reason: {', '.join(sorted(set(open_needs)))}")
    return Verdict(listed.kind, listed.because) if listed else Verdict("unlisted", "neither reported nor listed")


def _unknown(proof: Proof) -> bool:
    return str(proof.answer.verdict) == "unknown"


def _said(proof: Proof) -> tuple[str, str, tuple[str, ...]]:
    return (proof.task, proof.need.name, proof.answer.because)


@cache
def _always(output: Output) -> frozenset[tuple[str, str, tuple[str, ...]]]:
    """What is unknown of the output as it is, each with its reason: what images hold."""
    proofs = Prover(output.graph(output.templates)).proofs
    return frozenset(_said(proof) for proof in proofs if _unknown(proof))


def _right(output: Output, mutant: Mutant, fault: Finding) -> bool:
    """Tell whether a fault is of a lesson of the changed type, and stands there or in the file of a neighbour.

    What a nested stack is given in the root may be about any lesson.
    """
    if mutant.type == "AWS::CloudFormation::Stack":
        return True
    return lesson(fault) in LESSONS.get(mutant.type, ()) and fault.file in _files(output, mutant)


@cache
def _files(output: Output, mutant: Mutant) -> set[str]:
    """The files that may show a change: its own, those of neighbours two references away, and the services'."""
    near = neighbours(output, (mutant.file, mutant.resource))
    return {mutant.file, *(file for place in near for file, _ in (place, *neighbours(output, place)))}
