"""A health check command is written anew only where it means one thing."""

from __future__ import annotations

from generator.checks.health._meant import led, shelled, unshelled


def test_a_command_that_may_mean_two_things_stays() -> None:
    assert shelled(["CMD", "sh", "-c", "curl x", "||", "exit 1"]) is None, "one argument of sh"
    assert shelled(["CMD", "curl", "'a'", "||", "true"]) is None
    assert led(["curl", "||", "true"]) is None
    assert led([None, "curl"]) is None
    assert unshelled(["CMD-SHELL", "curl -f", "x"]) is None


def test_one_that_means_one_thing_does_not() -> None:
    meant = shelled(["CMD", "curl", "-f", "http://localhost/", "||", "exit 1"])
    assert meant is not None
    assert meant.new == ("CMD-SHELL", "curl -f http://localhost/ || exit 1")
    operators = unshelled(["CMD-SHELL", "curl", "localhost", "||", "exit 1"])
    assert operators is not None
    assert operators.new == ("CMD-SHELL", "curl localhost || exit 1")
