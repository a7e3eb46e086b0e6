"""What a shell completes of the command line: verbs, options, and the words that an option takes."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

_BASH = """\
_ecs_proof() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words= verb
    if [ "$COMP_CWORD" -eq 1 ]; then
        words={verbs}
    else
        verb=${{COMP_WORDS[1]}}
        case "$verb $before" in
{chosen}
        esac
        if [ -z "$words" ] && [[ $word == -* ]]; then
            case "$verb" in
{options}
            esac
        fi
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o bashdefault -o default -F _ecs_proof ecs-proof
"""
_ZSH = "autoload -Uz compinit bashcompinit && compinit && bashcompinit\n"
SHELLS = ("bash", "zsh", "fish")


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """Write the script that makes a shell (one of ``SHELLS``) complete ``ecs-proof``. Files are completed as ever."""
    verbs = _verbs(parser)
    if shell == "fish":
        return "".join(f"{line}\n" for line in _fish(verbs))
    chosen = [
        f'            "{name} {flag}") words={shlex.quote(" ".join(words))} ;;'
        for name, verb in verbs.items()
        for flag, words, _ in _options(verb)
        if words
    ]
    options = [
        f"                {name}) words={shlex.quote(' '.join(flag for flag, _, _ in _options(verb)))} ;;"
        for name, verb in verbs.items()
    ]
    script = _BASH.format(
        verbs=shlex.quote(" ".join([*verbs, "--help", "--version"])),
        chosen="\n".join([*chosen, *_positionals(verbs)]),
        options="\n".join(options),
    )
    return _ZSH + script if shell == "zsh" else script


def _verbs(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _options(verb: argparse.ArgumentParser) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each long option with the words that it takes, and what it does."""
    for action in verb._actions:
        for flag in action.option_strings:
            if flag.startswith("--") and action.help != argparse.SUPPRESS:
                yield flag, tuple(map(str, action.choices or ())), action.help or ""


def _positionals(verbs: dict[str, argparse.ArgumentParser]) -> Iterator[str]:
    for name, verb in verbs.items():
        for action in verb._actions:
            if not action.option_strings and action.choices:
                yield f'            "{name} {name}") words={shlex.quote(" ".join(map(str, action.choices)))} ;;'


def _fish(verbs: dict[str, argparse.ArgumentParser]) -> Iterator[str]:
    first = "__fish_use_subcommand"
    for name, verb in verbs.items():
        yield f"complete -c ecs-proof -n {first} -f -a {name} -d {_quoted(verb.description or '')}"
        own = f"'__fish_seen_subcommand_from {name}'"
        for flag, words, what in _options(verb):
            takes = f" -x -a {_quoted(' '.join(words))}" if words else ""
            yield f"complete -c ecs-proof -n {own} -l {flag.removeprefix('--')}{takes} -d {_quoted(what)}"
        for action in verb._actions:
            if not action.option_strings and action.choices:
                yield f"complete -c ecs-proof -n {own} -f -a {_quoted(' '.join(map(str, action.choices)))}"


def _quoted(words: str) -> str:
    r"""A word of fish, where only ``\`` and ``'`` mean something between quotes."""
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'").replace("%%", "%") + "'"
