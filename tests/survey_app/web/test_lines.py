"""Connections are asked whether their other side is there, and nothing else is touched."""

import os
import socket
import sys
from contextlib import ExitStack

import pytest

from survey_app.web import mind_lines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files are not listed there")


def keeps_asking(line: socket.socket) -> bool:
    return bool(line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE))


def test_connections__of_this_process__are_minded_once() -> None:
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        calling = stack.enter_context(socket.create_connection(listening.getsockname()))
        accepted, _ = listening.accept()
        stack.enter_context(accepted)
        assert mind_lines() >= 2
        assert keeps_asking(calling)
        assert keeps_asking(accepted)
        assert not keeps_asking(listening)
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL) == 10
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT) == 3
        assert mind_lines() == 0
        calling.sendall(b"still there")
        assert accepted.recv(20) == b"still there"


def test_other_open_files__are_left_alone() -> None:
    with ExitStack() as stack:
        datagrams = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        one, other = socket.socketpair()
        stack.enter_context(one)
        stack.enter_context(other)
        before = len(os.listdir("/dev/fd"))
        mind_lines()
        assert not keeps_asking(datagrams)
        assert len(os.listdir("/dev/fd")) == before
