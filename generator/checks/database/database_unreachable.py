"""Lesson 9: tasks that have no way to their database."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.databases import DatabasePortClosed


class DatabaseUnreachable(Check):
    id = "ECS093"
    lesson = 9
    title = "Tasks cannot connect to the database they are told about"
    symptom = "connect ETIMEDOUT 10.0.0.12:5432; connection to server timed out"
    why = (
        "Packets have to be let out by the tasks' group and in by the database's, both on the database's port. A "
        "group that does not admit answers nothing, so the client waits until it gives up."
    )
    fix = "Admit a group of the tasks on the port in the database's security group, and let the tasks' group out to it."
    fault = DatabasePortClosed
    message = _ports.message("connection timed out")
    change = _ports.CHANGE
    base = "database"
    bad = {
        "DatabaseGroup.SecurityGroupIngress.0.FromPort": "3306",
        "DatabaseGroup.SecurityGroupIngress.0.ToPort": "3306",
    }
