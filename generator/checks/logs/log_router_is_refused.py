"""FireLens in a way that ECS, or its agent, refuses."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.logs.log_router_is_missing import LogRouterIsMissing
from generator.needs.containers.routers import RouterRefused


class LogRouterIsRefused(Check):
    id = "ECS229"
    lesson = 22
    title = "Log router is set up in a way that ECS refuses"
    symptom = (
        "The task stops: missing output key Name which is required for "
        "firelens configuration of type fluentbit; or, when the task definition is registered, a "
        "ClientException about the firelens container"
    )
    why = (
        "The agent writes the configuration of the router from the options of the containers that log through it: an "
        "option of an output needs the name of its plugin, which is Name for fluentbit and @type for fluentd. A task "
        "has one router, and on Fargate it reads its own configuration from its image."
    )
    fix = "Name the output's plugin, and leave the rest of the router as AWS's examples have it."
    fault = RouterRefused
    message = {
        "output": (
            "Options of {container}, which logs through {router}, have {given} and no {wanted}: no container of {task} "
            "starts (missing output key {wanted}, which is required for a router of type {kind})"
        ),
        "file": (
            "config-file-type of {container}, the log router of {task}, is {given}, and Fargate takes only file: no "
            "task starts"
        ),
        "two": (
            "{router} and {container} both have a FirelensConfiguration, and a task has one log router: "
            "RegisterTaskDefinition refuses the task definition"
        ),
        "type": (
            "Type of FirelensConfiguration of {container} is {given}, and a log router is fluentbit or fluentd: "
            "RegisterTaskDefinition refuses the task definition"
        ),
    }
    change = {
        "output": "Options: add {wanted}, with the name of the plugin",
        "file": "config-file-type: file, with a file that the image of {container} has",
        "two": "FirelensConfiguration: keep it at one container",
        "type": "Type: fluentbit, or fluentd",
    }
    base = "nat"
    good = LogRouterIsMissing.good
    bad = {"TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.Name": None}
