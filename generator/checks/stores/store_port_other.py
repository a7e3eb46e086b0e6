"""A port that tasks are told and that their store does not listen on."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.stores.store_words import StorePortOther as Fault


class StorePortOther(Check):
    id = "ECS261"
    lesson = 26
    title = "Tasks are told another port than their store listens on"
    symptom = "connect ETIMEDOUT 10.0.0.12:6380, or ECONNREFUSED, although the groups admit the tasks"
    why = (
        "A port that is written out is used as it is. What is right for another engine, or was moved on one side only, "
        "leads to where nothing listens: OpenSearch Service answers on 443 and not on 9200, a cache on its own Port."
    )
    fix = "Give tasks the attribute that holds the port, or write the port that the store listens on."
    fault = Fault
    message = "{name} tells {task} port {port} for {store}, which listens on {own}: no connection comes about"
    change = "{name}: {own} in place of {port}, or the attribute of {store} that gives its port"
    base = "cached"
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.1.Value": '"6380"'}
