"""Several mistakes in one file: all are told in one run, in the order of the file, each once."""

from __future__ import annotations

from pathlib import Path

from .command import BASE, build, changed, place, refused

THREE = (
    BASE.replace("region: us-east-1", "region: mars")
    .replace("storage_gib: 20", "storage_gib: 5")
    .replace("path: /tasks/*", "pfad: /tasks/*")
    .replace("calls: [auth-service]", "calls: [nobody]")
)


def numbers(lines: list[str]) -> list[tuple[int, int]]:
    """Line and column of each message."""
    return [(int(line.split(":")[1]), int(line.split(":")[2])) for line in lines]


def test_all_mistakes_are_told_in_order_and_once(tmp_path: Path) -> None:
    lines = refused(tmp_path, THREE)
    paths = [line.split(": ")[1] for line in lines]
    task = "services.task-service"
    expected = ["region", "database.storage_gib", f"{task}.route.path", f"{task}.route.pfad", f"{task}.calls.0"]
    assert paths == expected
    assert numbers(lines) == sorted(numbers(lines))
    assert len(set(lines)) == len(lines)


def test_mistakes_of_reading_are_all_told(tmp_path: Path) -> None:
    text = BASE.replace("uses: [database]", "uses: &a [*b]").replace("port: 3000", "port: !!int 3000", 1)
    assert [line.split(": ", 1)[1][:20] for line in refused(tmp_path, text)] == [
        "tags are not read (g",
        "anchors and aliases ",
        "anchors and aliases ",
    ]


def test_invalid_database_is_not_called_missing(tmp_path: Path) -> None:
    text, where = place(changed("storage_gib: 20", "storage_gib: ^5"))
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: database.storage_gib: ")


def test_invalid_service_does_not_make_its_database_useless(tmp_path: Path) -> None:
    text, where = place(changed("port: 3000", "port: 3000\n    stop_timeout_seconds: ^0"))
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: services.auth-service.stop_timeout_seconds: ")


def test_invalid_environment_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    text = BASE.replace("  dev: {}", "  Dev: {}\n  qa: 5\n  us: {name: other}").replace("10.0.0.0/16", "10.0.0.0")
    paths = [line.split(": ")[1] for line in refused(tmp_path, text)]
    assert [path for path in paths if "certificate" not in path] == [
        "network.cidr",
        "environments.Dev",
        "environments.qa",
        "environments.us.name",
    ]


def test_mistake_in_an_override_points_at_the_override(tmp_path: Path) -> None:
    for old, new in [
        ("dev: {}", "dev: {services: {auth-service: {stop_timeout_seconds: ^0}}}"),
        ("dev: {}", "dev: {services: {auth-service: {health: {^retrys: 1}}}}"),
        ("dev: {}", "dev: {services: {^auth-servce: {port: 3000}}}"),
        ("dev: {}", "dev: {services: {task-service: {calls: [^nobody]}}}"),
    ]:
        text, where = place(changed(old, new))
        assert all(line.startswith(f"{where}: ") for line in refused(tmp_path, text))


def test_mistake_in_a_section_that_environments_extend_is_told_once(tmp_path: Path) -> None:
    text, where = place(changed("  auth-service:\n    image: auth-service:v1.0.2\n", "  ^auth-service:\n"))
    text = text.replace("dev: {}", "dev: {services: {auth-service: {cpu: 512, memory_mib: 1024}}}")
    (line,) = refused(tmp_path, text)
    assert line.startswith(f"{where}: services.auth-service.image: is missing")


def test_mistake_of_one_environment_spares_the_others(tmp_path: Path) -> None:
    text = changed("  prod:\n", "  prod:\n    region: mars\n")
    assert build(tmp_path, text, "--env", "dev").code == 0
    assert len(refused(tmp_path, text, "--env", "prod")) == 1


def test_long_values_and_keys_are_cut(tmp_path: Path) -> None:
    lines = refused(tmp_path, BASE + f"? {'k' * 5000}\n: 1\ntags: {{a: {'v' * 5000}}}\n")
    assert len(lines) == 2
    assert all(len(line) < 400 for line in lines)
