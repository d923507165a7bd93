"""Servers on this machine that take notices: a webhook and a mail server that keep what they are told."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.server
import json
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Hook:
    """A webhook. answers: status codes to give, one per request; afterwards 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    slow: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def webhook(answers: list[int] | None = None, slow: float = 0.0) -> Iterator[Hook]:
    """A webhook that answers until the block ends."""
    hook = Hook(answers=list(answers or []), slow=slow)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.bodies.append(json.loads(body))
            time.sleep(hook.slow)
            status = hook.answers.pop(0) if hook.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    hook.url = f"http://127.0.0.1:{server.server_address[1]}/T0/SECRET"
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Post:
    """A mail server. login: (user, password) it accepts. tls: its context, if it offers STARTTLS."""

    port: int = 0
    login: tuple[str, str] | None = None
    tls: ssl.SSLContext | None = None
    refuse: tuple[str, ...] = ()
    mails: list[bytes] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    encrypted: bool = False


@contextlib.contextmanager
def mail_server(**options: Any) -> Iterator[Post]:
    """A mail server that takes mails until the block ends."""
    post = Post(**options)
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        server = await asyncio.start_server(lambda r, w: _session(post, r, w), "127.0.0.1", 0)
        post.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(5)
        loop.close()


async def _session(post: Post, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    async def say(line: str) -> None:
        writer.write(line.encode() + b"\r\n")
        await writer.drain()

    with contextlib.suppress(ConnectionError, ssl.SSLError):
        await say("220 test")
        while line := (await reader.readline()).decode().strip():
            verb = line.split()[0].upper()
            if verb in ("EHLO", "HELO"):
                await say("250-test")
                if post.tls and not post.encrypted:
                    await say("250-STARTTLS")
                await say("250 AUTH PLAIN" if post.login else "250 OK")
            elif verb == "STARTTLS":
                await say("220 go")
                await writer.start_tls(post.tls)
                post.encrypted = True
            elif verb == "AUTH":
                _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                await say("235 ok" if (user, password) == post.login else "535 no")
            elif verb == "RCPT":
                name = line.partition("<")[2].partition(">")[0]
                post.receivers.append(name)
                await say("550 no" if name in post.refuse else "250 ok")
            elif verb == "DATA":
                await say("354 go")
                lines = []
                while (part := await reader.readline()) not in (b".\r\n", b""):
                    lines.append(part)
                post.mails.append(b"".join(lines))
                await say("250 ok")
            elif verb == "QUIT":
                await say("221 bye")
                break
            else:
                await say("250 ok")
    writer.close()
