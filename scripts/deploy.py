"""Deploy output/<env>/ as nested change sets: upload, plan, show, confirm, execute, follow.

Whatever happens to this process, the deployment goes on in AWS, and running the same command again takes it up.
"""

from __future__ import annotations

import argparse
import getpass
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path

from generator.aws import bucket as buckets
from generator.aws import change_set
from generator.aws.calls import CredentialsError, RefusedError, UnreachableError
from generator.aws.cloud import Cloud, caller
from generator.aws.deletion import clear, delete
from generator.aws.endings import explain_stuck, report
from generator.aws.follow import beginning, newest
from generator.aws.preflight import preflight, read
from generator.aws.protect import protect
from generator.aws.run import BUSY, DONE, FAILED, HUMAN, INTERRUPTED, USAGE, Options, Run, confirmed
from generator.aws.stacks import Stack, find
from generator.aws.upload import address, upload
from generator.aws.watch import watch
from generator.changes.change import flatten
from generator.changes.plan import plan
from generator.changes.reasons import Failure
from generator.changes.states import Outcome, Step, outcome, step
from generator.errors import InputError, Problem, invalid
from generator.output.linked import Linked, linked
from generator.output.release import Release, read_release
from generator.report.voice import Voice, voice

STATE = Path(".local-aws")
CODES = """exit codes: 0 done, or nothing to change; 1 refused, declined, or failed and rolled back; 2 wrong usage,
invalid input, or no credentials; 3 the stack is busy; 4 a person has to act (UPDATE_ROLLBACK_FAILED, ...);
130 interrupted (a deployment that runs goes on)"""


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    say = voice(options.format)
    again = f"python scripts/deploy.py {options.env}{' --local' if options.local else ''}"
    try:
        release = read_release(Path(options.output) / options.env)
        writable(options.inventory)
        with place(release, options, say) as cloud:
            run = Run(release, cloud, caller(cloud), asked(options, again), say)
            return delete(run) if options.delete else deploy(run)
    except InputError as error:
        say.warn(str(error))
        return USAGE
    except CredentialsError as error:
        say.warn(f"AWS takes no credentials from here: {error}; sign in (aws sso login, AWS_PROFILE), then: {again}")
        return USAGE
    except UnreachableError as error:
        say.warn(f"AWS cannot be reached: {error}; nothing is lost. Try again: {again}")
        return FAILED
    except RefusedError as error:
        say.warn(str(error))
        return FAILED
    except KeyboardInterrupt:
        say.quiet()
        say.warn(f"interrupted; what AWS is doing already goes on. To take it up: {again}")
        return INTERRUPTED
    except BrokenPipeError:
        # Nobody reads on. What AWS is doing goes on; Python must not try to say more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED


# ── the story ───────────────────────────────────────────────────────────────────────────────────────────────────────


def deploy(run: Run) -> int:
    """Upload, plan, show, confirm, execute, follow."""
    stack = find(run.cloud, run.release.stack)
    wanted, templates, bucket = want(run)

    what = step(stack.status if stack else "")
    if stack and (what is Step.WAIT or run.options.resume):
        return attach(run, stack, wanted)
    if run.options.resume:
        raise invalid(f"there is no stack {run.release.stack}", hint="leave --resume out to deploy it")
    if stack and what in (Step.REPAIR, Step.DELETE_AGAIN):
        return explain_stuck(run, stack)
    if faults(run, stack) and not run.options.plan:
        return FAILED
    if stack and what is Step.RECREATE:
        if (ended := clear(run, stack)) != DONE:
            return ended
        stack = None

    if not ready(run, bucket):
        return FAILED
    uploaded = upload(run.cloud, bucket, run.caller, templates)
    run.say.note(f"uploaded {', '.join(uploaded)}" if uploaded else "every template is uploaded already")

    kind = "UPDATE" if stack and step(stack.status) is Step.UPDATE else "CREATE"
    wanted = replace(wanted, kind=kind)
    name = wanted.name(stack)
    run.say.note(f"making change set {name}")
    made = change_set.make(run.cloud, wanted, name)
    if change_set.wait(run.cloud, made.id)["Status"] == "FAILED":
        return no_change_set(run, made, stack)

    changes = flatten(change_set.describe(run.cloud, made.id))
    shown = plan(
        run.release.stack, run.release.environment, run.caller.account, run.cloud.region, kind.lower(), made.id,
        changes, run.options.allow,
    )  # fmt: skip
    agreed = False
    try:
        run.say.plan(shown)
        agreed = not (shown.refused or run.options.plan) and confirmed(run, "deploy this?")
    finally:
        # Whatever came in between: Ctrl-C instead of an answer, or nobody who reads on.
        if not agreed:
            change_set.delete(run.cloud, made, with_stack=kind == "CREATE")
    if not agreed:
        return DONE if run.options.plan else FAILED

    protect(run.cloud, made.stack_id, termination=run.release.termination_protection, allowed=run.options.allow)
    after = newest(run.cloud, made.stack_id)
    unfinished = stack is not None and stack.status in ("CREATE_FAILED", "UPDATE_FAILED")
    if not change_set.execute(run.cloud, made, unfinished=unfinished) and not ours(run, made):
        stack = find(run.cloud, made.stack_id)
        if stack and step(stack.status) is Step.WAIT:
            return attach(run, stack, wanted)
        run.say.warn("somebody else changed the stack in the meantime; run this again to see what is left to do")
        return BUSY
    return watch(run, made.stack_id, after)


def ours(run: Run, made: change_set.Made) -> bool:
    """Whether the operation that began last is this one: its answer was lost, and asking again found it under way."""
    began = beginning(run.cloud, made.stack_id)
    return began is not None and began.token == made.token


# ── its parts, in the order in which they are needed ────────────────────────────────────────────────────────────────


def want(run: Run) -> tuple[change_set.Wanted, list[Linked], str]:
    """Put together what is to be deployed: no call to AWS is needed for that."""
    bucket = run.options.bucket or buckets.default_name(run.cloud, run.caller)
    templates = linked(run.release.templates, run.release.template, lambda key: address(run.cloud, bucket, key))
    wanted = change_set.Wanted(
        stack=run.release.stack,
        kind="CREATE",
        template_url=address(run.cloud, bucket, templates[-1].key),
        capabilities=run.release.capabilities,
        tags=run.release.tags,
        role_arn=run.options.role_arn,
        description=f"by {run.caller.name}, {user()} on {socket.gethostname()}",
    )
    return wanted, templates, bucket


def user() -> str:
    """Name who is logged in, as far as that is known: in a container, nobody may be."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def attach(run: Run, stack: Stack, wanted: change_set.Wanted) -> int:
    """Take up an operation that runs: ours, or anybody's when asked to. Else say whose it is."""
    if step(stack.status) is not Step.WAIT:
        run.say.result(
            {"status": stack.status, "stack": stack.name}, f"nothing is running: {stack.name} is {stack.status}"
        )
        how = outcome(stack.status)
        return {Outcome.DONE: DONE, Outcome.ROLLED_BACK: FAILED}.get(how, HUMAN)
    began = beginning(run.cloud, stack.id)
    same = began is not None and change_set.content_of(began.token) == wanted.content
    if not same and not run.options.resume:
        since = f" since {began.time:%H:%M:%S} UTC" if began else ""
        run.say.warn(f"{stack.name} is busy{since}: {stack.status}{change_set.author(run.cloud, stack)}")
        run.say.warn(f"to follow it: {run.options.command} --resume")
        return BUSY
    run.say.note(
        f"{stack.name} is being changed already ({'by the same deployment' if same else 'as asked'}): following"
    )
    return watch(run, stack.id)


def faults(run: Run, stack: Stack | None) -> bool:
    """Look for what is missing before anything is made; whether something is."""
    if run.options.skip_preflight:
        return False
    found = preflight(run.cloud, run.release, run.caller, stack, read(run.release))
    for each in found:
        run.say.warn(f"{each.what}; {each.hint}")
    if found and not run.options.plan:
        run.say.warn("nothing was changed; to deploy all the same: --skip-preflight")
    return bool(found)


def ready(run: Run, bucket: str) -> bool:
    """See to the bucket for templates: make it when that is wanted, and finish one that was half made."""
    own = not run.options.bucket
    if buckets.exists(run.cloud, bucket, run.caller):
        if own and not buckets.finished(run.cloud, bucket):
            buckets.create(run.cloud, bucket)
        return True
    if not run.options.local and not confirmed(run, f"there is no bucket {bucket} for templates: make it?"):
        return False
    buckets.create(run.cloud, bucket)
    run.say.note(f"made the bucket {bucket}")
    return True


def no_change_set(run: Run, made: change_set.Made, stack: Stack | None) -> int:
    """Say why there is no change set: mostly because there is nothing to change."""
    refused = change_set.refusal(run.cloud, made.id)
    change_set.delete(run.cloud, made, with_stack=stack is None or stack.status == "REVIEW_IN_PROGRESS")
    if refused.failure is Failure.NO_CHANGE and stack:
        if not run.options.plan:
            protect(run.cloud, stack.id, termination=run.release.termination_protection)
        return report(run, stack, "no change")
    place = f"{'/'.join(refused.path)}: " if refused.path else ""
    run.say.warn(f"CloudFormation refuses the change: {place}{refused.text}")
    for each in refused.details:
        run.say.warn(f"  {each}")
    return FAILED


# ── the command line ────────────────────────────────────────────────────────────────────────────────────────────────


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy.py", description=__doc__, epilog=CODES)
    parser.add_argument("env", metavar="ENV", help="folder of output/ to deploy: dev, prod, registry")
    parser.add_argument("--output", default="output", metavar="DIR", help="where build wrote (output)")
    parser.add_argument("--bucket", metavar="B", help="for templates (ecs-proof-<account>-<region>, made when missing)")
    parser.add_argument("--region", metavar="R", help="must be the one that the output was built for")
    parser.add_argument("--profile", metavar="P", help="of ~/.aws/config")
    parser.add_argument("--role-arn", metavar="A", help="role that CloudFormation deploys with")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--endpoint-url", metavar="U", help="send every call there instead of to AWS")
    where.add_argument("--local", action="store_true", help="rehearse on a local AWS: no account, no network, no cost")
    parser.add_argument("--plan", action="store_true", help="show what would change, and stop")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    help_ = "stateful resource, or stack, that may be replaced or removed (Database/Database); again for more"
    parser.add_argument("--allow", action="append", default=[], metavar="LOGICAL/PATH", help=help_)
    parser.add_argument("--resume", action="store_true", help="follow what is running, whoever began it")
    parser.add_argument("--delete", action="store_true", help="delete the stack; its name has to be typed")
    parser.add_argument("--skip-preflight", action="store_true", help="do not look for images, certificates and names")
    parser.add_argument("--inventory", metavar="FILE", help="write every id and ARN: Markdown, or JSON by its ending")
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    return parser.parse_args(arguments)


def asked(options: argparse.Namespace, command: str) -> Options:
    """Keep what the steps want to know."""
    names = [each.name for each in fields(Options) if each.name != "command"]
    return Options(command, **{name: getattr(options, name) for name in names})


def writable(file: str | None) -> None:
    """Find out before anything is deployed that there is no place for the inventory. Raises InputError."""
    place = Path(file or "x")
    if place.is_dir() or not os.access(place if place.exists() else place.parent, os.W_OK):
        raise InputError([Problem((), "cannot be written", hint="name another file for --inventory", where=str(place))])


@contextmanager
def place(release: Release, options: argparse.Namespace, say: Voice) -> Iterator[Cloud]:
    """Go to where it is deployed: the region of the output, in AWS, or in the local one that is started for it."""
    if options.region and options.region != release.region:
        hint = "set region in app.yaml and build again: zones and prefix lists belong to a region"
        raise invalid("the output was built for another region", got=options.region, accepted=release.region, hint=hint)
    if not options.local:
        # Who listens elsewhere does not count how often it is asked.
        yield Cloud(release.region, options.profile, options.endpoint_url, 0.3 if options.endpoint_url else 4.0)
        return
    from generator.aws.local.seed import seed
    from generator.aws.local.server import running

    with running(STATE) as local:
        seed(local, release.images, release.certificates, release.region)
        for name in [each for each in os.environ if each.startswith("AWS_")]:
            del os.environ[name]  # real credentials are out of reach from here on
        os.environ.update(local.environment)
        say.note(f"local AWS on {local.endpoint_url}, its state in {STATE}/")
        yield Cloud(release.region, None, local.endpoint_url, pause=0.3)


if __name__ == "__main__":
    sys.exit(main())
