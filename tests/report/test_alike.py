"""What is the same of two resources is told once."""

from __future__ import annotations

from generator.report.alike import told_once

LOST = "tasks of Web/Service have no path: Network/TaskRouteTable{0}, the table of Network/TaskSubnet{0}, has no route"


def test_the_second_only_adds_its_names() -> None:
    told = told_once([LOST.format(1), "another matter", LOST.format(2)])
    assert told == [
        f"{LOST.format(1)} (the same of Network/TaskRouteTable2, Network/TaskSubnet2)",
        "another matter",
    ]


def test_what_differs_in_a_word_is_told_in_full() -> None:
    both = [LOST.format(1), LOST.format(1).replace("no route", "no default route")]
    assert told_once(both) == both
