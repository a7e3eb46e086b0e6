"""One service of a compose file as one of app.yaml. Source: compose-spec, 05-services.md, read 2026-11."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.awsdata.fargate import sizes
from generator.build.compose_health import health
from generator.build.compose_images import variables
from generator.build.draft import DraftService
from generator.config.image import parse
from generator.config.section import Refused
from generator.text.credentials import plain_secret

Path_ = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What became of one place of the file: ``+`` carried over, ``-`` not, ``!`` carried over and to be looked at."""

    path: Path_
    sign: str
    words: str

    def __str__(self) -> str:
        return f"{self.sign} {'.'.join(self.path)}: {self.words}"


@dataclass
class _Made:
    """A service as it grows."""

    key: str
    settings: dict[str, Any] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)

    def say(self, sign: str, words: str, *path: str) -> None:
        self.told.append(Told(("services", self.key, *path), sign, words))


def service(
    key: str,
    name: str,
    given: Mapping[str, Any],
    names: Mapping[str, str],
    stores: Mapping[str, str],
    app: str,
    beside: Path,
    folder: Path,
    first: bool,
) -> tuple[DraftService, list[Told]]:
    """Carry one service over. ``names`` are the services of the file by their keys there, ``stores`` the others."""
    made = _Made(key)
    if key != name:
        made.say("!", f"called {name}: names are lower-case letters, digits and hyphens")
    _image(made, name, given, beside, folder)
    _ports(made, given, first)
    _health(made, given)
    _needs(made, given, names, stores)
    _variables(made, name, given, {**names, **stores}, app)
    _size(made, given)
    _command(made, given)
    _rest(made, given)
    order = ("image", "dockerfile", "port", "route", "health", "image_tools", "uses", "calls")
    settings = {each: made.settings[each] for each in order if each in made.settings} | made.settings
    return DraftService(name, settings), made.told


def _image(made: _Made, name: str, given: Mapping[str, Any], beside: Path, folder: Path) -> None:
    build, image = given.get("build"), str(given.get("image", ""))
    if build is not None:
        context = build if isinstance(build, str) else str(build.get("context", "."))
        file = "Dockerfile" if isinstance(build, str) else str(build.get("dockerfile", "Dockerfile"))
        place = (beside / context / file).resolve()
        if place.is_file() and place.is_relative_to(folder.resolve()):
            made.settings["dockerfile"] = place.relative_to(folder.resolve()).as_posix()
            made.say("+", f"dockerfile: {made.settings['dockerfile']}", "build")
        else:
            made.say("-", "its Dockerfile is not below the folder of app.yaml; push the image to ECR", "build")
    if image.split("/")[0].count(".") and not image.startswith("docker.io/"):
        own = image
    else:
        own = image.removeprefix("docker.io/").removeprefix("library/")
    for candidate in (own, f"{own.partition('@')[0].rsplit(':', 1)[0] or name}:v1.0.0", f"{name}:v1.0.0"):
        try:
            parse(candidate)
        except Refused:
            continue
        break
    made.settings["image"] = candidate
    if not image:
        made.say("!", f"image: {candidate}; push what you build under this name to ECR", "build")
    elif candidate != own:
        made.say("!", f"image: {candidate}, for app.yaml names a version that never moves", "image")
    elif own != image or "/" not in image or not image.split("/")[0].count("."):
        made.say("!", f"image: {candidate} of this account's ECR; push a copy there, or use pull through", "image")
    else:
        made.say("+", f"image: {candidate}", "image")


def _ports(made: _Made, given: Mapping[str, Any], first: bool) -> None:
    listed: list[tuple[Path_, str, bool, str]] = []
    for number, each in enumerate(given.get("ports") or []):
        if isinstance(each, Mapping):
            target, protocol = str(each.get("target", "")), str(each.get("protocol", "tcp"))
            listed.append((("ports", str(number)), target, "published" in each, protocol))
        else:
            text, _, protocol = str(each).partition("/")
            parts = text.rsplit(":", 1)
            listed.append((("ports", str(number)), parts[-1], len(parts) > 1, protocol or "tcp"))
    for number, each in enumerate(given.get("expose") or []):
        target, _, protocol = str(each).partition("/")
        listed.append((("expose", str(number)), target, False, protocol or "tcp"))
    for path, target, published, protocol in listed:
        if not target.isdigit() or protocol != "tcp":
            made.say("-", f"{target}/{protocol}: not one TCP port", *path)
        elif "port" in made.settings:
            if int(target) != made.settings["port"]:
                made.say("-", f"{target}: a service has one port, and {made.settings['port']} came first", *path)
        else:
            made.settings["port"] = int(target)
            made.say("+", f"port: {target}", *path)
            if int(target) < 1024:
                made.settings["user"] = "root"
                made.say("!", "user: root, for an ordinary user cannot open it; a port from 1024 on is better", *path)
            if published and first:
                made.settings["route"] = {"path": "/*"}
                made.say("!", "route: /* of the load balancer; say which paths are meant", *path)
            elif published:
                made.say("!", "no route, for another service has /*; add one if the outside calls it", *path)


def _health(made: _Made, given: Mapping[str, Any]) -> None:
    if (check := given.get("healthcheck")) is None:
        return
    found = health(check if isinstance(check, Mapping) else {}, made.settings.get("port"))
    if found.settings:
        made.settings["health"] = found.settings
    made.settings |= {"image_tools": ["curl"]} if found.curl else {}
    for sign, words in found.said:
        made.say(sign, words, "healthcheck")


def _needs(made: _Made, given: Mapping[str, Any], names: Mapping[str, str], stores: Mapping[str, str]) -> None:
    for source in ("depends_on", "links"):
        for number, each in enumerate(given.get(source) or []):
            target = str(each).partition(":")[0]
            path = (source, target if isinstance(given[source], Mapping) else str(number))
            _need(made, target, path, names, stores)


def _need(made: _Made, target: str, path: Path_, names: Mapping[str, str], stores: Mapping[str, str]) -> None:
    if stores.get(target) == "postgres":
        if "database" not in made.settings.setdefault("uses", []):
            made.settings["uses"].append("database")
            made.say("+", "uses: [database]; its address comes as DB_HOST and PGHOST, its login as secrets", *path)
    elif target in stores:
        made.say("-", f"{target} is no part of app.yaml", *path)
    elif target in names and names[target] not in made.settings.setdefault("calls", []):
        made.settings["calls"].append(names[target])
        variable = names[target].upper().replace("-", "_")
        made.say("+", f"calls: [{names[target]}]; its address comes as {variable}_URL", *path)


def _variables(made: _Made, name: str, given: Mapping[str, Any], others: Mapping[str, str], app: str) -> None:
    is_mapping = isinstance(given.get("environment"), Mapping)
    plain: dict[str, Any] = {}
    secrets: dict[str, Any] = {}
    for number, (variable, value) in enumerate(variables(given).items()):
        path = ("environment", variable if is_mapping else str(number))
        text = _interpolated(value)
        if text is None:
            made.say("-", f"{variable}: comes from the shell or .env; add it to environment or secrets", *path)
        elif not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", variable):
            made.say("-", f"{variable}: not a name of a variable that ECS takes", *path)
        elif host := next((key for key in others if key != made.key and _names(text, key)), ""):
            what = "DB_HOST and PGHOST, and DB_PASSWORD" if others[host] == "postgres" else f"{_variable(host)}_URL"
            made.say("-", f"{variable}: names the host {host}, which is another one here; use {what}", *path)
        elif plain_secret(variable, text):
            secrets[variable] = f"/{app}/{name}/{variable.lower().replace('_', '-')}"
            made.say("!", f"secrets.{variable}: {secrets[variable]}; put its value into this SSM parameter", *path)
        else:
            plain[variable] = text
            made.say("+", f"environment.{variable}", *path)
    made.settings |= {"environment": plain} if plain else {}
    made.settings |= {"secrets": secrets} if secrets else {}


def _names(text: str, host: str) -> bool:
    """Whether a value has another service's name where a host stands."""
    return bool(re.search(rf"(?:^|//|@|,){re.escape(host)}(?::\d+|/|,|$)", text))


def _variable(key: str) -> str:
    return key.upper().replace("-", "_")


def _interpolated(value: Any) -> str | None:
    """A value as compose gives it to the container where no variable of the shell is set; None without a default."""
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = re.sub(r"(?<!\$)\$\{\w+:?-([^${}]*)\}", r"\1", text)
    if re.search(r"(?<!\$)\$(?!\$)[{A-Za-z_]", text):
        return None
    return text.replace("$$", "$")


def _size(made: _Made, given: Mapping[str, Any]) -> None:
    deploy = given.get("deploy") or {}
    if isinstance(count := deploy.get("replicas"), int) and count > 0:
        made.settings["scale"] = {"min": count}
        made.say("+", f"scale: {count} tasks", "deploy", "replicas")
    limits = (deploy.get("resources") or {}).get("limits") or {}
    cpus, memory = limits.get("cpus", given.get("cpus")), limits.get("memory", given.get("mem_limit"))
    if cpus is None and memory is None:
        return
    path = ("deploy", "resources", "limits") if limits else ("cpus" if "cpus" in given else "mem_limit",)
    wanted, least = _number(cpus) * 1024, _mebibytes(memory)
    for cpu, amounts in sorted(sizes().items()):
        if cpu >= wanted and (fitting := [each for each in amounts if each >= least]):
            made.settings |= {"cpu": cpu, "memory_mib": fitting[0]}
            made.say("+", f"cpu: {cpu}, memory_mib: {fitting[0]}, the smallest of Fargate that holds it", *path)
            return
    made.say("-", "larger than what Fargate sells", *path)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0


def _mebibytes(value: Any) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([bkmg]?)b?", str(value or "0").lower())
    units = {"": 1 / 2**20, "b": 1 / 2**20, "k": 1 / 1024, "m": 1, "g": 1024}
    return float(match[1]) * units[match[2]] if match else 0


def _command(made: _Made, given: Mapping[str, Any]) -> None:
    command = given.get("command")
    if command is None:
        return
    try:
        words = [str(each) for each in command] if isinstance(command, list) else shlex.split(str(command))
    except ValueError:
        words = []
    if not words or any(_interpolated(word) != word for word in words):
        made.say("-", "cannot be carried over; write it as a list without variables of the shell", "command")
        return
    made.settings["command"] = words
    made.say("+", "command", "command")


def _rest(made: _Made, given: Mapping[str, Any]) -> None:
    if re.fullmatch(r"\d+(:\d+)?", user := str(given.get("user", ""))):
        made.settings["user"] = user
        made.say("+", f"user: {user}", "user")
    elif user:
        made.say("-", f"{user}: a numeric uid:gid is needed", "user")
    if "arm64" in str(given.get("platform", "")):
        made.settings["architecture"] = "ARM64"
    if given.get("read_only") is not True:
        made.settings["read_only_root_filesystem"] = False
        made.say("!", "read_only_root_filesystem: false, as it was; true is better where it writes to /tmp only")
    for key, words in _remaining(given):
        made.say("+" if words in _MEANT else "-", words, key)


_MEANT = ("ECS replaces tasks that end", "that is how it is", "architecture")
_REMAINING = {
    "restart": _MEANT[0],
    "read_only": _MEANT[1],
    "init": "is not offered; let the image start an init of its own",
    "platform": _MEANT[2],
    "networks": "not needed: groups follow from calls and uses",
    "container_name": "not needed: services find each other by calls",
    "hostname": "not needed: services find each other by calls",
    "volumes": "tasks keep no files: use the database, or a bucket in a template module of its own",
    "env_file": "not read: add its variables to environment or secrets",
    "secrets": "add each under secrets, by the name of an SSM parameter or an ARN",
    "configs": "put them into the image, or into environment",
    "entrypoint": "keep it in the image; command replaces the image's own",
    "logging": "logs go to CloudWatch Logs",
    "privileged": "Fargate has no such containers",
    "profiles": "every service runs in every environment; null in an environment removes one",
}
_DONE = (
    *("image", "build", "ports", "expose", "healthcheck", "depends_on", "links", "environment", "command", "user"),
    *("deploy", "cpus", "mem_limit"),
)


def _remaining(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in given:
        if key not in _DONE:
            yield key, _REMAINING.get(key, "there is nothing like it in app.yaml")
