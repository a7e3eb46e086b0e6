"""Lesson 9: tasks that have no way to their database."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.stores.databases import DatabasePortClosed


class DatabaseUnreachable(Check):
    id = "ECS093"
    lesson = 9
    title = "Tasks cannot connect to their database"
    symptom = "connect ETIMEDOUT 10.0.0.12:5432; connection to server timed out"
    why = (
        "The security group of the tasks has to let packets out to the database's port, and the security group of "
        "the database has to admit the tasks on it. What a security group does not allow is dropped without an "
        "answer, so the client waits until it times out."
    )
    fix = "Admit a group of the tasks on the port in the database's security group, and let the tasks' group out to it."
    fault = DatabasePortClosed
    message = _ports.message("connections to the database time out")
    change = _ports.CHANGE
    remedy = _ports.REMEDY
    base = "database"
    bad = {
        "DatabaseGroup.SecurityGroupIngress.0.FromPort": "3306",
        "DatabaseGroup.SecurityGroupIngress.0.ToPort": "3306",
    }
