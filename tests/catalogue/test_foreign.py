"""Messages that nobody wrote for their entry, and messages of other programs: the right answer first, or none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from generator.catalogue import entries, find, match
from generator.catalogue.pattern import squeeze
from tests.with_each import with_each

HERE = Path(__file__).parent
PASTES: dict[str, list[str]] = yaml.safe_load((HERE / "pastes.yaml").read_text())
ENTRIES = {entry.id: entry for entry in entries()}
CASES = [(name, message) for name, messages in PASTES.items() for message in messages]


def test_every_entry_has_such_a_message() -> None:
    assert PASTES.keys() == ENTRIES.keys()


@with_each("name, message", CASES)
def test_first_answer_is_right(name: str, message: str) -> None:
    assert match(message)[0].id == name


def test_a_cause_whose_words_are_missing_does_not_come_first() -> None:
    said = "DB Subnet Group doesn't meet availability zone coverage requirement. Current coverage: 1"
    assert "one zone" in find(said)[0].entry.causes[0]
    said = "The DB instance and EC2 security group are in different VPCs."
    assert "another VPC" in find(said)[0].entry.causes[0]


@with_each("name, message", CASES)
def test_message_is_not_the_entrys_own(name: str, message: str) -> None:
    own = {squeeze(ENTRIES[name].example), *(squeeze(pattern) for pattern in ENTRIES[name].pattern)}
    assert squeeze(message) not in own


def test_answers_come_at_once() -> None:
    began = time.process_time()
    for _, message in CASES:
        find(message)
    assert time.process_time() - began < 5


OTHERS = [
    # packages, builds, other clusters: they say the same words and mean something else
    "npm ERR! code SELF_SIGNED_CERT_IN_CHAIN\nnpm ERR! request to https://registry.npmjs.org/left-pad failed, reason: "
    "self signed certificate in certificate chain",
    "npm info retry will retry, error on last attempt: Error: certificate has expired",
    "fatal: unable to access 'https://git.example/shop.git/': SSL certificate problem: "
    "unable to get local issuer certificate",
    "pip._vendor.urllib3.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
    "HTTPSConnectionPool(host='pypi.org', port=443)",
    "Could not transfer artifact org.example:shop:pom:1 from central: PKIX path building failed: "
    "unable to find valid certification path to requested target",
    'ERROR: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 137',
    "docker: Error response from daemon: pull access denied for shop, repository does not exist or may require "
    "'docker login'",
    "The command '/bin/sh -c make' returned a non-zero code: 127",
    'Failed to pull image "ghcr.io/acme/shop:1": rpc error: code = NotFound desc = failed to pull and unpack image '
    '"ghcr.io/acme/shop:1": no match for platform in manifest: not found',
    "Warning  Failed  kubelet  Error: ErrImagePull: rpc error: code = Unknown desc = toomanyrequests: You have "
    "reached your pull rate limit",
    'kubelet  Failed to pull image "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1": rpc error: code = Unknown '
    "desc = failed to resolve reference: unexpected status from HEAD request: 403 Forbidden",
    "0/3 nodes are available: 3 Insufficient memory. preemption: No preemption victims found for incoming pod.",
    "2026-11-22T14:58:40.086Z 4193222c-a637-436f-83e7-943b46ce4428 Task timed out after 15.01 seconds",
    "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress",
    'docker: Error response from daemon: failed to create shim task: OCI runtime create failed: exec: "foo": '
    "executable file not found in $PATH: unknown.",
    "OCI runtime exec failed: exec failed: cannot exec a container that has stopped: unknown",
    # nothing is wrong
    '10.0.11.24 - - [28/Nov/2026:10:00:00 +0000] "GET /health HTTP/1.1" 200 16 "-" "ELB-HealthChecker/2.0"',
    '10.0.11.24 - - [28/Nov/2026:10:00:00 +0000] "GET /nothing HTTP/1.1" 404 153 "-" "Mozilla/5.0"\n'
    '10.0.11.24 - - [28/Nov/2026:10:00:01 +0000] "GET / HTTP/1.1" 200 4 "-" "ELB-HealthChecker/2.0"',
    '{"status":404,"user_agent":"curl/8"}\n{"status":200,"user_agent":"ELB-HealthChecker/2.0"}',
    "shop-dev | 10/20 | 4:48:18 PM | CREATE_COMPLETE      | AWS::IAM::Policy           | Policy (PolicyEF976063)",
    'level=info msg="Adding eni attachment info to state for task" task="0123456789abcdef0123456789abcdef"',
    '{"level":"info","message":"pool ready","databaseHost":"shop.abcdefgh.us-east-1.rds.amazonaws.com","timeout":30}',
    'level=info time=2026-11-29T10:00:01Z msg="Connected to ACS endpoint"',
    "[WARN] Connection closed for a valid reason: websocket: close 1000 (normal): ConnectionExpired",
    # no AWS in it
    'Error: Unsupported argument\n  on main.tf line 13, in module "ecs":\n  13:   cluster_name = local.name',
    "RangeError: Invalid status code: 0\n    at ServerResponse.writeHead (_http_server.js:192:11)",
    "TypeError: Converting circular structure to JSON",
    "* Cycle: aws_security_group.web -> aws_security_group.lb",
]


@with_each("message", OTHERS)
def test_another_programs_message_gets_no_answer(message: str) -> None:
    assert [entry.id for entry in match(message)] == []


def test_words_beside_count_and_words_far_away_do_not() -> None:
    """The log of a pipeline that also ran npm does not hide what the task said."""
    tls = "Error: self-signed certificate in certificate chain"
    assert match(f"npm ERR! {tls}") == []
    assert match(f"npm ci\n{'all is well ' * 100}\n{tls}")[0].id == "pg-ca-untrusted"


def test_a_task_that_failed_to_start_is_not_about_instances() -> None:
    reason = "unable to pull secrets or registry auth: pull command failed: : signal: killed"
    said = match(f"TaskFailedToStart: ResourceInitializationError: {reason}")
    assert [entry.id for entry in said] == ["rie-generic-network"]
    assert match("TaskFailedToStart: RESOURCE:ENI")[0].id == "instance-resources"


@pytest.mark.parametrize(
    ("message", "first"),
    [
        ("dial tcp 10.0.3.4:443: i/o timeout", "The endpoint's security group has no inbound rule"),
        ("dial tcp 44.213.79.104:443: i/o timeout", "The task's subnet has no way to Secrets Manager"),
    ],
)
def test_the_address_that_was_dialled_tells_the_cause(message: str, first: str) -> None:
    found = match(f"unable to retrieve secret from asm: RequestError: send request failed caused by: {message}")[0]
    assert found.causes[0].startswith(first)
    assert sorted(found.causes) == sorted(ENTRIES["rie-asm-network"].causes)


@pytest.mark.parametrize(
    ("code", "first"), [(404, "404:"), (302, "301 or 302:"), (401, "401 or 403:"), (503, "502 or 503:")]
)
def test_the_code_tells_the_cause(code: int, first: str) -> None:
    assert match(f"due to (reason Health checks failed with these codes: [{code}])")[0].causes[0].startswith(first)


def test_hosts_tell_registries_from_databases() -> None:
    lookup = "dial tcp: lookup {} on 10.0.0.2:53: no such host"
    assert match(lookup.format("shop.abcdefgh.us-east-1.rds.amazonaws.com"))[0].id == "database-host-unknown"
    pull = 'CannotPullContainerError: failed to do request: Head "https://{}/v2/": dial tcp {}:443: i/o timeout'
    assert match(pull.format("registry-1.docker.io", "54.1.2.3"))[0].id == "cpc-public-registry-isolated"
    assert match(pull.format("111122223333.dkr.ecr.us-east-1.amazonaws.com", "54.1.2.3"))[0].id == "cpc-ecr-network"
