"""What package managers of a distribution do: ``apk add``, ``apt-get purge``, ``dnf install`` ..."""

from __future__ import annotations

from posixpath import basename

from generator.awsdata import packages
from generator.images.layer import Layer
from generator.images.packages import bare_name, possible_programs_of, programs_of
from generator.images.program import absent, present, uncertain
from generator.logic import Truth


def manage(layer: Layer, words: list[str | None], sure: bool, where: str) -> None:
    """Apply one call of a package manager."""
    manager = basename(words[0] or "")
    names: list[str | None] = []
    options: dict[str, str | None] = {}
    at = 1
    while at < len(words):
        word = words[at]
        if word and word.startswith("-"):
            option, equals, value = word.partition("=")
            takes = not equals and option in packages.valued() and at + 1 < len(words)
            options[option] = words[at + 1] if takes else value
            at += 1 if takes else 0
        else:
            names.append(word)
        at += 1
    verb = (names[0] if names else "") or ""
    if any(option in options for option in ("--root", "-p", "--installroot", "--download-only", "--dry-run", "-s")):
        return
    if verb in packages.managers()[manager]:
        group = options.get("-t") or options.get("--virtual") or ""
        _install(layer, names[1:], sure, where, group if manager == "apk" else "")
    elif verb in packages.removing():
        _remove(layer, manager, names[1:], sure, where)
    elif verb and verb not in packages.quiet():
        layer.doubt_absence(f"{where}: {manager} {verb} may install programs")


def _install(layer: Layer, names: list[str | None], sure: bool, where: str, group: str) -> None:
    before = layer.groups.setdefault(group, {}) if group else {}
    for name in names:
        package = bare_name(name or "")
        if not package or (name or "").startswith(("/", ".", "@", "http")) or (name or "").endswith((".rpm", ".deb")):
            layer.doubt_absence(f"{where}: installs what is not named here ({name or 'a variable'})")
            continue
        if package.endswith(("-", "+")) and not package.endswith("++"):
            package = package[:-1]  # apt-get install curl- removes it
            layer.set_program(package, uncertain(f"{where}: {name} may remove it"), sure)
            continue
        for path in programs_of(package):
            program = basename(path)
            before.setdefault(program, layer.get(program))
            layer.set_program(program, present(f"{where}: installs {package}", *([path] if "/" in path else [])), sure)
            if program == "wget":
                layer.wget = "gnu" if sure else ""
        others = possible_programs_of(package)
        if others != frozenset():
            layer.doubt_absence(f"{where}: the package {package} may bring it along", only=others)


def _remove(layer: Layer, manager: str, names: list[str | None], sure: bool, where: str) -> None:
    for name in names:
        package = bare_name(name or "")
        if not package:
            layer.doubt_presence(f"{where}: removes packages that are not named here")
        group = layer.groups.pop(package, None)
        if group is not None:
            for program, before in group.items():
                layer.set_program(program, before, sure)
                if program == "wget":
                    layer.wget = layer.base.wget
            continue
        for path in programs_of(package):
            program = basename(path)
            before_removal = layer.get(program)
            lies = before_removal.paths[:1]
            if layer.doubted or (manager == "apk" and program in ("wget", "nc", "ps", "pgrep", "ip", "netstat")):
                # apk puts the link to BusyBox back when the package that replaced it goes
                layer.set_program(
                    program, uncertain(f"{where}: removes {package}; what is left of it is not known"), sure
                )
            elif before_removal.verdict is Truth.YES and lies and lies[0].startswith(("/usr/local/", "/opt/")):
                continue
            else:
                layer.set_program(program, absent(f"{where}: removes {package}"), sure)
