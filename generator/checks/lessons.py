"""What the lessons are called: the one place where their names stand, for everything that tells people a number."""

from __future__ import annotations

NAMES = {
    1: "path to AWS services",
    2: "path to the logs",
    3: "permission to start",
    4: "HTTPS to endpoints",
    5: "all groups at endpoints",
    6: "type of an endpoint",
    8: "health checks",
    9: "database and TLS",
    10: "names and ways in",
    11: "parts that fit together",
    12: "order of creation",
    13: "deployments that end",
    14: "load balancing",
    15: "silent changes, plain secrets",
    16: "what is noticed too late",
    17: "rotation of secrets",
    18: "capacity",
    19: "balancers and their targets",
    20: "policies on the other side",
    21: "values and templates",
    22: "containers of a task",
    23: "file systems",
    24: "networks as they are laid out",
    25: "what ECS refuses",
    26: "stores",
    27: "hosts",
    28: "tasks that no service starts",
    29: "what balancers refuse",
    31: "APIs that tasks call",
    32: "Service Connect",
    33: "callers",
    34: "what programs are given",
    35: "what a stack is refused for",
    36: "settings that are half written",
    37: "programs in containers",
    40: "what goes with a task",
    41: "what others do for a task",
    42: "variables that say too little",
    43: "what is left empty, or refused",
    44: "what never comes",
    45: "calls that need several resources",
}
"""By number, as the first two digits of a rule's id are. There is no lesson 7, and 0 is none: the use of the rules."""


def named(number: int | None) -> str:
    """Name a lesson, as in ``lesson 8 (health checks)``; empty for 0 and None. Raises KeyError if it has no name."""
    return f"lesson {number} ({NAMES[number]})" if number else ""
