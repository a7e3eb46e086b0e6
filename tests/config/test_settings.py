"""``--set`` and ``--env``: what they take, what they refuse, and that no unreviewed value enters output/."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stderr
from pathlib import Path

import pytest

from generator.__main__ import main

from .command import BASE, TEMPLATES, build, contents, refused

IMAGE = "services.auth-service.image"


def test_set_replaces_a_value_in_every_environment(tmp_path: Path) -> None:
    assert build(tmp_path, BASE, "--set", f"{IMAGE}=auth-service:v9").code == 0
    for environment in ("dev", "prod"):
        assert b"auth-service:v9" in (tmp_path / "out" / environment / "auth-service.yaml").read_bytes()


def test_set_equals_the_same_value_in_the_file(tmp_path: Path) -> None:
    build(tmp_path, BASE.replace("3000", "4000"))
    said = contents(tmp_path / "out")
    settings = [word for name in ("auth", "task") for word in ("--set", f"services.{name}-service.port=4000")]
    build(tmp_path, BASE, *settings)
    assert contents(tmp_path / "out") == said


def test_set_takes_lists_and_removes_with_null(tmp_path: Path) -> None:
    build(tmp_path, BASE.replace("    calls: [auth-service]\n", ""))
    said = contents(tmp_path / "out")
    for value in ("[]", "null"):
        assert build(tmp_path, BASE, "--set", f"services.task-service.calls={value}").code == 0
        assert contents(tmp_path / "out") == said


def test_set_keeps_equals_signs_of_the_value(tmp_path: Path) -> None:
    assert build(tmp_path, BASE, "--set", "services.auth-service.environment.FLAGS=a=b=c").code == 0
    assert b"a=b=c" in (tmp_path / "out/dev/auth-service.yaml").read_bytes()


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("name", "is not KEY=VALUE (accepted such as services.web.image=web:2)"),
        ("=x", "is not KEY=VALUE"),
        ("a..b=1", "is not KEY=VALUE"),
        ("regoin=x", "regoin: is not a setting (got regoin"),
        ("environments.dev.region=eu-west-1", "is about one environment; leave out environments and the name"),
        (f"{IMAGE}=web:latest", f"{IMAGE}: must not be the tag latest (got web:latest"),
        ("services.auth-service.spot=abc", "services.auth-service.spot: has the wrong type (got abc"),
        ("region=no", "region: is ambiguous"),
        ("region=[", "is not valid YAML"),
        ("region=&a x", "anchors and aliases are not read (got &a); put quotes around the value if it is text"),
        ("region=# x", "is empty; put quotes around the value if it is text"),
        ("region=\udcff", "is not valid YAML: there is a control character (got U+DCFF)"),
        ("region=a\n---\nb", "a second document begins"),
    ],
)
def test_malformed_setting_is_refused_by_its_name(tmp_path: Path, setting: str, words: str) -> None:
    (line,) = refused(tmp_path, BASE, "--set", setting)
    assert line.startswith("--set " + setting.encode("unicode_escape").decode() + ": ")
    assert words in line


@pytest.mark.parametrize(
    ("wanted", "hint"), [("prd", "; did you mean prod?"), ("Dev", "; did you mean dev?"), ("", "")]
)
def test_unknown_environment_is_refused(tmp_path: Path, wanted: str, hint: str) -> None:
    line = f"--env: app.yaml has no environment {wanted} (accepted dev, prod){hint}"
    assert refused(tmp_path, BASE, "--env", "dev", wanted) == [line]


def test_environment_alone_is_built_alone(tmp_path: Path) -> None:
    build(tmp_path, BASE, "--env", "prod")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"prod"}


def into_default(folder: Path, *arguments: str) -> tuple[int, str]:
    (folder / "app.yaml").write_text(BASE)
    complained = io.StringIO()
    with chdir(folder), redirect_stderr(complained):
        code = main(["build", "--no-lint", "--templates", str(TEMPLATES), *arguments])
    return code, complained.getvalue()


@pytest.mark.parametrize("output", [[], ["--output", "output"], ["--output", "./output/"], ["--output", "x/../output"]])
def test_unreviewed_value_is_refused_into_the_reviewed_output(tmp_path: Path, output: list[str]) -> None:
    (tmp_path / "x").mkdir()
    code, complained = into_default(tmp_path, "--set", f"{IMAGE}=auth-service:v9", *output)
    assert code == 2
    assert complained.startswith(
        f"--set {IMAGE}=auth-service:v9: would put a value into output/ that app.yaml does not say"
    )
    assert not (tmp_path / "output").exists()


def test_value_that_the_file_says_too_is_accepted_into_the_reviewed_output(tmp_path: Path) -> None:
    assert into_default(tmp_path, "--set", f"{IMAGE}=auth-service:v1.0.2") == (0, "")
    assert (tmp_path / "output/dev/root.yaml").exists()
