"""What is said of tasks that lack something while an update runs."""

from __future__ import annotations

from generator.changes.interruption import Interruption


def test_the_row_of_the_whole_task_is_said_in_words() -> None:
    """``start`` is the name of a row of the proof; nobody is without a start."""
    lacking = Interruption("Web/Service", ("start", "logs"), "no rule forwards to it", certain=True)
    assert "are without what they run on, logs: " in lacking.what
    assert lacking.what.endswith("(no rule forwards to it)")
    early = Interruption("Web/Service", ("start",), early=True)
    assert "before they have what they run on, and fail until then" in early.what
