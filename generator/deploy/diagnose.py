"""Why a stack failed: its evidence, read from AWS or from a file, beside the proof of its templates."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.aws.live.actions import policy
from generator.deploy.app_places import app_places
from generator.diagnosis.bundle import Bundle, Proven
from generator.diagnosis.diagnose import diagnose
from generator.diagnosis.file import read, write
from generator.diagnosis.messages import Message, of_status
from generator.diagnosis.proven import proven
from generator.diagnosis.redaction import redacted
from generator.errors import invalid
from generator.explain import pasted
from generator.output.manifest import FILE
from generator.output.release import Release, read_release
from generator.report import diagnosis as report
from generator.report.style import terminal_style

if TYPE_CHECKING:
    from generator.aws.cloud import Cloud

NAMED, NOT_NAMED = 0, 1
EXTRAS = {"deploy": ("boto3", "rich"), "local": ("boto3", "rich", "ministack")}


def carry_out(options: argparse.Namespace) -> int:
    """Diagnose what was asked for, print it, and give the exit code. Raises InputError and AwsError."""
    if options.schema:
        print(json.dumps(Bundle.model_json_schema(), indent=2))
        return NAMED
    if options.policy:
        print(policy())
        return NAMED
    said = [Message(pasted([options.message]), "what was pasted")] if options.message else []
    bundle = evidence(options)
    if options.redact:
        bundle = redacted(bundle)
    if options.write and not options.live:
        write(bundle, Path(options.write))
    found = diagnose(bundle, [*said, *of_status(bundle)])
    if options.format == "text":
        print(report.text(found, terminal_style()), end="")
    else:
        print(report.as_json(found) if options.format == "json" else report.github(found), end="")
    return NAMED if found.causes else NOT_NAMED


def evidence(options: argparse.Namespace) -> Bundle:
    """Read the evidence: from a file, from AWS, or none but the proof where a message is to be explained."""
    if options.bundle:
        return read(Path(options.bundle))
    release = _release(options)
    if options.message:
        proof = _proof(release)
        return Bundle(version="", written="", stack=release.stack if release else "", proof=proof)
    if options.vpc and not options.live:
        raise invalid("a VPC is read from the account only", hint="give --live as well")
    if not (options.stack or options.service or options.vpc or (options.live and options.cluster)):
        raise invalid("nothing to diagnose", hint="name a stack or a folder of output/, or give --bundle or --message")
    if options.service and not (options.cluster or options.stack or options.vpc):
        raise invalid("where does the service run?", hint="give --cluster as well")
    with _cloud(options, release) as cloud:
        return _from_aws(options, release, cloud)


def _from_aws(options: argparse.Namespace, release: Release | None, cloud: Cloud) -> Bundle:
    from generator.aws.cloud import caller
    from generator.aws.evidence.recorder import Recorder
    from generator.aws.evidence.stack import see_stack

    name = release.stack if release else options.stack or ""
    account = caller(cloud, _waiting).account
    recorder = Recorder(cloud, name or options.service or options.cluster or options.vpc, account)
    status = see_stack(recorder, cloud, name) if name else ""
    if options.live:
        from generator.deploy.live import prove_live

        seen = prove_live(options, cloud, account, name, _proof(release))
        for arn, path in seen.services.items():
            recorder.follow(arn, path)
        recorder.look_closer()
        bundle = recorder.bundle(status, seen.proof)
        return bundle.model_copy(update={"gaps": (*bundle.gaps, *seen.gaps)})
    if options.service:
        recorder.only(options.service, options.cluster or "")
    recorder.look_closer()
    return recorder.bundle(status, _proof(release))


def _waiting(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _release(options: argparse.Namespace) -> Release | None:
    """The output that is meant, if it is one."""
    folder = Path(options.output) / (options.stack or "")
    return read_release(folder) if options.stack and (folder / FILE).is_file() else None


def _proof(release: Release | None) -> Proven | None:
    if release is None:
        return None
    return proven(release.folder / release.template, app_places(Path("app.yaml"), release.app))


@contextmanager
def _cloud(options: argparse.Namespace, release: Release | None) -> Iterator[Cloud]:
    """Go to where the stack is."""
    from generator.aws.cloud import Cloud
    from generator.deploy.place import local

    region = options.region or (release.region if release else _region_of(options.profile))
    if not options.local:
        yield Cloud(region, options.profile, options.endpoint_url)
        return
    with local(region) as cloud:
        yield cloud


def _region_of(profile: str | None) -> str:
    from generator.aws.regions import configured

    region = configured(profile)
    if not region:
        raise invalid("the Region is not known", hint="give --region, or set AWS_REGION")
    return region
