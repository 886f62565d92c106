"""Starts the desk, or finds the one that runs already; ends cleanly on SIGTERM and Ctrl-C."""

import json
import signal
import sys
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from waitress import create_server

from phoihop.desk.app import application
from phoihop.desk.desk import Desk
from phoihop.desk.guards import Guard, Tickets
from phoihop.operating_system import locked
from phoihop.recording.writing import home
from phoihop.sending.topics import CLONE_OF_THE_DESK
from phoihop.writing import write_whole

LOOPBACK = "127.0.0.1"


def run(root: Path, port: int, today: date | None, tell: Callable[[str], None], *, opens: bool) -> None:
    """Serves the desk of the register at `root` until it is ended. `tell` is given the address, once it answers there.

    Where a desk of this register runs already, its address is told, with a token of its own, and that is all.
    """
    place = home(root) / CLONE_OF_THE_DESK.parent
    place.mkdir(exist_ok=True)
    tickets = Tickets(place / "tickets")
    with (place / "running").open("ab") as lock:
        if locked(lock, waits=False) is False:
            address = json.loads((place / "running.json").read_bytes())["address"]
            _show(f"{address}/?token={tickets.issue()}", tell, opens=opens)
            return
        tickets.clear()
        desk = Desk(root, place, today)
        guard = Guard(tickets)
        server = create_server(
            application(desk, guard),
            host=LOOPBACK,
            port=port,
            threads=6,
            ident=None,
            max_request_body_size=4 << 30,
            clear_untrusted_proxy_headers=True,
        )
        guard.serves_at(server.effective_port)
        address = f"http://{LOOPBACK}:{server.effective_port}"
        write_whole(place / "running.json", json.dumps({"address": address}).encode())
        signal.signal(signal.SIGTERM, lambda *_: sys.exit())
        try:
            _show(f"{address}/?token={tickets.issue()}", tell, opens=opens)
            server.run()
        finally:
            server.close()
            (place / "running.json").unlink(missing_ok=True)


def _show(address: str, tell: Callable[[str], None], *, opens: bool) -> None:
    tell(address)
    if opens:
        with suppress(webbrowser.Error):
            webbrowser.open(address)
