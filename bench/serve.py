"""Serve a built site on this machine with gzip, as hosts of static pages do, and count bytes."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# what GitHub Pages compresses
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}


@dataclass
class Served:
    """A site being served: its address, and path and body size of each answer so far."""

    address: str
    answers: list[tuple[str, int]] = field(default_factory=list)

    def sent(self) -> int:
        """Bytes of all bodies sent so far, as they went over the wire."""
        return sum(size for _, size in self.answers)


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that is closed closes its connections: that is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served(site: Path) -> Iterator[Served]:
    """Serve ``site`` on a free port of 127.0.0.1 while the block runs."""
    log: list[tuple[str, int]] = []
    squeeze = cache(lambda path: gzip.compress(path.read_bytes(), mtime=0))

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            missing = not path.is_file()
            path = site / "404.html" if missing else path
            squeezed = path.suffix in COMPRESSED and "gzip" in self.headers["Accept-Encoding"]
            body = squeeze(path) if squeezed else path.read_bytes()
            self.send_response(404 if missing else 200)
            self.send_header("Content-Type", _media_type(self.guess_type(str(path))))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if squeezed:
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Vary", "Accept-Encoding")
            self.end_headers()
            log.append((self.path, len(body)))
            self.wfile.write(body)

        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(site))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", log)
    finally:
        server.shutdown()
        server.server_close()


def _media_type(guessed: str) -> str:
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
