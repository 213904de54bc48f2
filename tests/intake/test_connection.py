from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import httpcore
import pytest

from factcheck.errors import FetchError, ForbiddenAddress
from factcheck.intake.addresses import parse
from factcheck.intake.connection import Outgoing, Way, exchange

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nok"


class Sockets(httpcore.NetworkBackend):
    """Notes where it is sent; addresses in `dead` do not answer."""

    def __init__(self, dead: Iterable[str] = ()) -> None:
        self.visited: list[str] = []
        self._dead = set(dead)

    def connect_tcp(self, host: str, port: int, *args: Any, **more: Any) -> httpcore.NetworkStream:
        self.visited.append(host)
        if host in self._dead:
            raise httpcore.ConnectError
        return httpcore.MockStream([ANSWER])


def test_a_name_that_changes_between_check_and_connect_gains_nothing() -> None:
    sockets = Sockets()
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    way = Way(sockets=sockets, resolve=lambda host, port: next(answers))
    with exchange(parse("http://rebind.example/"), Outgoing(), way) as answer:
        assert b"".join(answer.body) == b"ok"
        assert answer.headers == {"content-length": "2", "x-a": "1"}
    assert sockets.visited == ["93.184.216.34"]
    with pytest.raises(ForbiddenAddress), exchange(parse("http://rebind.example/"), Outgoing(), way):
        pass
    assert sockets.visited == ["93.184.216.34"]


def test_the_next_address_is_tried_where_one_is_dead() -> None:
    sockets = Sockets(dead=["93.184.216.34"])
    way = Way(sockets=sockets, resolve=lambda host, port: ["93.184.216.34", "8.8.8.8"])
    with exchange(parse("http://news.example/"), Outgoing(), way) as answer:
        assert answer.status == 200
    assert sockets.visited == ["93.184.216.34", "8.8.8.8"]


def test_a_site_that_is_not_there_is_a_fetch_error() -> None:
    way = Way(sockets=Sockets(dead=["8.8.8.8"]), resolve=lambda host, port: ["8.8.8.8"])
    with pytest.raises(FetchError, match="no connection"), exchange(parse("http://news.example/"), Outgoing(), way):
        pass
