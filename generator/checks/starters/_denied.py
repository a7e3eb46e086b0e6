"""How the checks of this topic word a role that may not do what starts a task."""

from __future__ import annotations

from generator.checks import _denied

MESSAGE = {
    variant: words.replace("which ECS needs", "which is needed")
    .replace("and ECS needs", "and it is needed")
    .replace("for {task}", "in the name of {task}")
    for variant, words in _denied.MESSAGE.items()
}
CHANGE = _denied.CHANGE
REMEDY = _denied.REMEDY
