"""Tasks that do not let in what comes from VPC Lattice."""

from __future__ import annotations

from generator.checks.callers.lattice_is_refused import GOOD
from generator.checks.check import Check
from generator.needs.services.lattice import LatticeShutOut


class LatticeIsShutOut(Check):
    id = "ECS335"
    lesson = 33
    title = "Tasks do not admit VPC Lattice"
    symptom = "targets of VPC Lattice are UNHEALTHY, and clients get 503 Service Unavailable"
    why = (
        "Requests and health checks of VPC Lattice come from addresses of its own (169.254.171.0/24), with no security "
        "group. No rule for a group or for the addresses of the VPC admits them."
    )
    fix = "Admit the managed prefix list com.amazonaws.REGION.vpc-lattice, or 169.254.171.0/24, on the port."
    fault = LatticeShutOut
    message = (
        "no security group of {task} admits VPC Lattice on {port}: every target of {target_group} is unhealthy, and "
        "no request gets to the tasks"
    )
    change = "add an ingress rule: tcp on {port}, SourcePrefixListId of com.amazonaws.REGION.vpc-lattice"
    base = "nat"
    good = GOOD
    bad = {"TaskGroup.SecurityGroupIngress": "[{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/16}]"}
