"""What an instance is told to do when it starts: which ECS cluster its agent joins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generator.ecs.hosts.cfn_init import Init, without_calls
from generator.ecs.texts import Texts
from generator.stack import Absent, Call, Choice, Reference, Unknown, Value, parts

DEFAULT = "default"
"""The cluster that an agent joins that is told none."""
_NAME = r"[\"']?(?P<name>\$\{[\w:.]+\}|[^\s\"'>;\\,|)]+)"
_PLACES = (
    re.compile(rf"ECS_CLUSTER[\"']?\s*[=,:]\s*{_NAME}"),
    re.compile(rf"Initialize-ECSAgent\b[^\n]*?-Cluster[\s:]+{_NAME}", re.IGNORECASE),
)
_TOML = (
    re.compile(r"^\s*\[settings\.ecs\][^\[]*?^\s*cluster\s*=\s*[\"'](?P<name>[^\"'\n]+)[\"']", re.MULTILINE),
    re.compile(r"^\s*settings\.ecs\.cluster\s*=\s*[\"'](?P<name>[^\"'\n]+)[\"']", re.MULTILINE),
)
_CODE = re.compile(
    r"cfn-init|aws\s+s3|aws\s+ssm|curl|wget|ansible|puppet|chef|#include|git\s+clone|python|\b(?:cp|mv)\s[^\n]*ecs\.config"
)
_INSTALLS = re.compile(
    r"ecs-init|amazon-ecs|ecs-agent|ECSTools|Install-[^\n]*ECS|amazon-linux-extras[^\n]*ecs|docker\s+run|dpkg|rpm\s",
    re.IGNORECASE,
)
_SIGNAL = re.compile(r"cfn-signal(?:\.exe)?\b((?:\\\n|[^\n])*)")
_RESOURCE = re.compile(r"--resource[\s=]+[\"']?([A-Za-z0-9]+)[\"']?(?=\s|$|[;&|)])")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)\}?")
_FUNCTION = re.compile(r"\$\{[A-Za-z][\w:.]*\}")


@dataclass(frozen=True)
class UserData:
    """What is known of user data. ``cluster`` is None when it is not known which cluster it names."""

    cluster: str | None
    """With a mark for what is not written out; see ``Texts``."""
    told: bool
    """Whether it names a cluster at all."""
    installs: bool
    """Whether it may install the agent."""
    doubt: str = ""
    mentions: tuple[str, ...] = ()
    """The paths of the resources that it names."""
    logs_by_task: bool = False
    """Whether it may have logs written as the execution role, and not as the role of the instance."""
    signals: bool = True
    """Whether it may send CloudFormation the signal that a CreationPolicy waits for."""
    signalled: tuple[str, ...] = ()
    """The logical ids that it sends a signal for, where every cfn-signal in it names one."""
    unsubstituted: str = ""
    """``${Cluster}``, where the name of the cluster is written like that and no Fn::Sub is around it."""


def user_data(value: Value, texts: Texts, init: Init | None = None) -> UserData:
    """Read user data: shell, PowerShell, the TOML of Bottlerocket, and the metadata that it has cfn-init read."""
    read = _read(value, texts, init)
    written = value.arguments[0] if isinstance(value, Call) and value.arguments else value
    own = "AWSLOGS_EXECUTIONROLE" in texts.text(written) or "enable-awslogs" in texts.text(written) or bool(read.doubt)
    told = "signal" in texts.text(written) or bool(_CODE.search(texts.text(written)) or read.doubt)
    return replace(read, logs_by_task=own, signals=told, signalled=_signalled(texts.text(written)))


def _signalled(text: str) -> tuple[str, ...]:
    """The logical ids after ``--resource`` of each cfn-signal; none where one of them does not say it plainly.

    Source: CloudFormation User Guide, "cfn-signal" (--resource: the logical id of the resource that contains the
    creation policy to signal), read 2026-11.
    """
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    calls = [_RESOURCE.search(call[1]) for call in _SIGNAL.finditer(lines)]
    named = tuple(dict.fromkeys(call[1] for call in calls if call))
    return named if lines.count("signal") == len(calls) and all(calls) else ()


def _read(value: Value, texts: Texts, init: Init | None) -> UserData:
    """Read the name of the cluster.

    Sources: ECS Developer Guide, "Amazon ECS container agent configuration" (ECS_CLUSTER, default: default) and
    "Bootstrapping Amazon ECS Windows container instances"; Bottlerocket, settings.ecs.cluster; read 2026-11.
    """
    if isinstance(value, Absent):
        return UserData(DEFAULT, False, False)
    inner = value.arguments[0] if isinstance(value, Call) and value.function == "Base64" else value
    mentions = tuple(part.resource for part in parts(value) if isinstance(part, Reference))
    text = texts.text(inner)
    if init is not None:
        text = f"{without_calls(text)}\n{init.text}"
        mentions += init.mentions
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#") or "#include" in line)
    installs = bool(_CODE.search(lines) or _INSTALLS.search(lines))
    if not isinstance(value, Call) or value.function != "Base64":
        return UserData(None, False, True, "what is in UserData is not readable here", mentions)
    named = {_assigned(match["name"], lines) for place in (*_PLACES, *_TOML) for match in place.finditer(lines)}
    if len(named) == 1:
        (name,) = named
        if _FUNCTION.fullmatch(name):
            return UserData(None, True, installs, "", mentions, unsubstituted=name)
        if any(sign in name for sign in "$%`{"):
            return UserData(None, True, installs, f"UserData computes the name of the cluster ({name})", mentions)
        return UserData(name, True, installs, "", mentions)
    if named:
        return UserData(None, True, installs, "UserData names more than one cluster", mentions)
    if _CODE.search(lines):
        return UserData(None, False, installs, "UserData runs code that may name the cluster", mentions)
    if any(isinstance(part, Unknown | Choice | Call) for part in parts(inner)):
        return UserData(None, False, True, "UserData is not all known here, and may name the cluster", mentions)
    return UserData(DEFAULT, False, installs, "", mentions)


def _assigned(name: str, lines: str) -> str:
    """What a variable of the shell is, where the script itself assigns it, and once."""
    variable = _VARIABLE.fullmatch(name)
    if variable is None:
        return name
    found = re.findall(rf"^\s*(?:export\s+)?{variable[1]}=[\"']?([^\s\"';]+)", lines, re.MULTILINE)
    return found[0] if len(found) == 1 else f"${variable[1]}" if found else name
