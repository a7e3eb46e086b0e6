"""Lesson 10: a VPC in which private names do not resolve."""

from __future__ import annotations

from generator.checks.check import Check


class VpcDnsOff(Check):
    id = "ECS100"
    lesson = 10
    title = "DNS of the VPC is off while private names are used"
    symptom = (
        "CREATE_FAILED: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set "
        "to true; or: no such host, between services"
    )
    why = "Private DNS of endpoints and private namespaces need both flags. EnableDnsHostnames is off by default."
    fix = "Set EnableDnsSupport and EnableDnsHostnames of the VPC to true."
    base = "isolated"
    bad = {
        "Vpc.EnableDnsHostnames": None,
    }
