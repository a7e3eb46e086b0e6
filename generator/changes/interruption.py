"""What tasks are without while an update runs, though they had it before and new ones have it after."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interruption:
    """What one task is without. ``certain`` says that it is proven, ``early`` that it is about the new tasks."""

    task: str
    needs: tuple[str, ...]
    because: str = ""
    certain: bool = False
    early: bool = False
    allowed: bool = False
    """Whether a person allowed it."""

    @property
    def refused(self) -> bool:
        """Whether a deployment is refused for it, unless a person allows it."""
        return self.certain and not self.early and not self.allowed

    @property
    def interrupts(self) -> bool:
        """Whether what runs certainly loses something."""
        return self.certain and not self.early

    @property
    def what(self) -> str:
        """What happens, in a sentence."""
        needs = ", ".join("what they run on" if need == "start" else need for need in self.needs)
        because = f" ({self.because})" if self.because else ""
        if self.early:
            return f"new tasks of {self.task} may start before they have {needs}, and fail until then{because}"
        lack = f"the old tasks of {self.task} {'are' if self.certain else 'may be'} without {needs}"
        return f"until new tasks run, {lack}: whatever asks for it then, or starts, fails{because}"

    @property
    def hint(self) -> str:
        """What to do instead."""
        if self.early:
            return "have the service wait for it, by its DependsOn"
        return "leave what the old tasks use as it is, and take it away one deployment later, when no task needs it"
