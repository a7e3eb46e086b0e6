"""cfn-lint on every core: each template has its verdict, in order, and whoever waits hears how far it is."""

from __future__ import annotations

from pathlib import Path

from generator.lint.pool import WHAT, Job, run

GOOD = "Resources: {Topic: {Type: 'AWS::SNS::Topic'}}\n"
BAD = "Resources: {Topic: {Type: 'AWS::SNS::Topik'}}\n"


def test_each_has_its_own_verdict_and_its_end_is_heard(tmp_path: Path) -> None:
    jobs = []
    for number, text in enumerate((GOOD, BAD, GOOD)):
        (tmp_path / f"{number}.yaml").write_text(text)
        jobs.append(Job(tmp_path, f"{number}.yaml", ("--regions", "us-east-1")))
    heard: list[tuple[str, int, int]] = []
    verdicts = run(jobs, lambda what, done, total, *then: heard.append((what, done, total)))
    assert [[finding.file for finding in verdict][:1] for verdict in verdicts] == [[], ["1.yaml"], []]
    assert (heard[0], heard[-1]) == ((WHAT, 0, 3), (WHAT, 3, 3))
    assert [done for _, done, _ in heard] == sorted(done for _, done, _ in heard)
