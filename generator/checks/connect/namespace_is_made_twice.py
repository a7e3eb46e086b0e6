"""Lesson 32: a namespace that is named by text, and made by somebody else at the same time."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.services.service_connect import NamespaceRaces
from generator.remedy import GetAtt, Write


class NamespaceIsMadeTwice(Check):
    id = "ECS321"
    lesson = 32
    title = "Namespace of Service Connect is named by text and races its creation"
    symptom = (
        "NamespaceNotFoundException: Failed to retrieve namespace; NamespaceAlreadyExists; or two namespaces of one "
        "name, and services that do not find each other"
    )
    why = (
        "A name written as text makes no order. A service may be created before the namespace, and is refused. A "
        "cluster whose default namespace does not exist makes one of that name by itself, beside that of the template."
    )
    fix = "Refer to the namespace: !GetAtt Namespace.Arn."
    fault = NamespaceRaces
    message = {
        "service": (
            "{namer} names the namespace {name} by text and does not wait for {namespace}, which creates it: created "
            "first, the service finds no namespace (NamespaceNotFoundException), and CreateService fails"
        ),
        "cluster": (
            "ServiceConnectDefaults of {namer} names the namespace {name} by text and does not wait for {namespace}, "
            "which creates it: created first, the cluster makes a namespace of that name by itself, and {namespace} "
            "fails (NamespaceAlreadyExists) or is another one"
        ),
    }
    change = {
        "service": "Namespace: !GetAtt {namespace}.Arn",
        "cluster": "Namespace: !GetAtt {namespace}.Arn",
    }
    remedy = {"service": Write("Namespace", GetAtt("{namespace}", "Arn"))}
    base = "connected"
    bad = {"Service.ServiceConnectConfiguration.Namespace": "shop"}
