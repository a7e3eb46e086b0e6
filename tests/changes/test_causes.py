"""The root cause of a failure, and where a deployment stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.changes.causes import Event, Hook, causes
from generator.changes.progress import Progress

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STACK = "AWS::CloudFormation::Stack"


def event(second: int, path: str, status: str, reason: str = "", type_: str = "AWS::X::Y") -> Event:
    steps = tuple(path.split("/")) if path else ()
    return Event(f"{second}{path}{status}", START + timedelta(seconds=second), steps, type_, status, reason)


CASCADE = [
    event(0, "", "CREATE_IN_PROGRESS", type_=STACK),
    event(1, "Db", "CREATE_IN_PROGRESS", type_=STACK),
    event(2, "Db/Instance", "CREATE_IN_PROGRESS"),
    event(2, "Net", "CREATE_IN_PROGRESS"),
    event(9, "Db/Instance", "CREATE_FAILED", "Cannot find version 99 for postgres"),
    event(9, "Db/Other", "CREATE_FAILED", "Resource creation cancelled"),
    event(
        10,
        "Db",
        "CREATE_FAILED",
        "Embedded stack arn was not successfully created: The following resource(s) failed to create: [Instance].",
        STACK,
    ),
    event(10, "Net", "CREATE_FAILED", "Resource creation cancelled"),
    event(11, "", "ROLLBACK_IN_PROGRESS", "The following resource(s) failed to create: [Db, Net].", STACK),
]


@given(st.permutations(CASCADE))
def test_the_first_cause_is_found_in_any_order(events: list[Event]) -> None:
    assert [(each.name, each.reason) for each in causes(events)] == [
        ("Db/Instance", "Cannot find version 99 for postgres")
    ]


def test_when_everything_follows_from_something_the_first_is_shown() -> None:
    follows = [each for each in CASCADE if each.name != "Db/Instance"]
    assert [each.name for each in causes(follows)] == ["Db/Other"]


def test_two_causes_are_two() -> None:
    second = event(9, "Net", "CREATE_FAILED", "Limit exceeded")
    assert [each.name for each in causes([*CASCADE[:7], second])] == ["Db/Instance", "Net"]


def test_no_failure_no_cause() -> None:
    assert causes(CASCADE[:4]) == []


def test_waiting_for_the_innermost_and_longest() -> None:
    progress = Progress()
    progress.apply(CASCADE[:4])
    assert [each.name for each in progress.waiting_for()] == ["Db/Instance", "Net"]
    assert progress.count() == (0, 3)


def test_time_begins_anew_with_the_rollback() -> None:
    progress = Progress()
    progress.apply([*CASCADE[:4], event(20, "Net", "CREATE_COMPLETE"), event(60, "Net", "DELETE_IN_PROGRESS")])
    item = progress.items[("Net",)]
    assert (item.running, item.since) == (True, START + timedelta(seconds=60))


def test_telling_it_again_changes_nothing() -> None:
    once, twice = Progress(), Progress()
    once.apply(CASCADE)
    twice.apply(CASCADE)
    twice.apply(CASCADE[-3:])
    assert {path: each.status for path, each in once.items.items()} == {
        path: each.status for path, each in twice.items.items()
    }


def hooked(mode: str, status: str = "HOOK_COMPLETE_FAILED") -> list[Event]:
    said = replace(event(1, "Db", "CREATE_IN_PROGRESS"), hook=Hook("Acme::Db::Encryption", status, "no key", mode))
    return [said, event(2, "Db", "CREATE_FAILED", "The following hook(s) failed: [Acme::Db::Encryption]")]


def test_a_hook_that_refuses_is_the_cause() -> None:
    assert [cause.why for cause in causes(hooked("FAIL"))] == ["hook Acme::Db::Encryption failed: no key"]
    assert [cause.why for cause in causes(hooked(""))] == ["hook Acme::Db::Encryption failed: no key"]


def test_a_hook_that_passes_or_only_warns_is_none() -> None:
    for told in (hooked("WARN"), hooked("FAIL", "HOOK_COMPLETE_SUCCEEDED")):
        assert [cause.hook for cause in causes(told)] == [None]
    assert hooked("WARN")[0].warned
    assert not hooked("FAIL")[0].warned


def test_why_a_root_turned_back_is_a_cause_and_that_somebody_asked_is_none() -> None:
    def turned_back(reason: str) -> Event:
        return event(1, "", "ROLLBACK_IN_PROGRESS", reason, STACK)

    missing = turned_back("No export named net-VpcId found. Rollback requested by user.")
    assert causes([missing]) == [missing]
    for reason in ("Rollback requested by user.", "User Initiated", ""):
        assert causes([turned_back(reason)]) == []
    failed = event(0, "Db", "CREATE_FAILED", "no such version")
    assert causes([failed, turned_back("The following resource(s) failed to create: [Db].")]) == [failed]
