"""Kernel parameters of containers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.of_containers import said


def verdict(folder: Path, written: str) -> str:
    return said(folder, "start", {"TaskDefinition.ContainerDefinitions.0.SystemControls": written})[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[{Namespace: net.ipv4.tcp_keepalive_time, Value: '500'}]", "yes"),
        ("[{Namespace: net.core.somaxconn, Value: 1024}]", "yes"),
        ("[{Namespace: net.ipv4.ip_local_port_range, Value: '32768 60999'}]", "yes"),
        ("[{Namespace: net.ipv4.ip_local_port_range, Value: '32768'}]", "unknown"),
        ("[{Namespace: net.core.somaxconn, Value: many}]", "unknown"),
        ("[{Namespace: net.core.rmem_max, Value: '1024'}]", "unknown"),
        ("[{Namespace: vm.swappiness, Value: '1'}]", "unknown"),
        ("[{Namespace: net.core.somaxconn, Value: '1'}, {Namespace: kernel.panic, Value: '1'}]", "unknown"),
    ],
)
def test_what_a_network_of_its_own_has_is_taken(tmp_path: Path, written: str, expected: str) -> None:
    assert verdict(tmp_path, written) == expected
