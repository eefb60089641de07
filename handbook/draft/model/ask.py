"""One question to a model, one answer: the connection, its limits, and why none came.

``http.client`` and no library for the web: it follows no redirect, reads no proxy from the
surroundings and trusts the certificates that the system trusts, an office's own among them. What
the server says of itself stands in no message, for it may repeat what it was sent, the key too.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Timer
from urllib.parse import urlsplit

from handbook.draft.model.answer import NotRead, content
from handbook.words.findings import Fault, short

KEY = "SHOUCE_MODEL_KEY"
"""The variable of the surroundings that holds the key, where the server wants one."""
ENDPOINT = "/chat/completions"
SECONDS = 120.0
CONNECT = 10.0
"""Seconds after which nobody is there."""
MOST_BYTES = 1024 * 1024
"""Of an answer; the drafts of a passage take a few thousand."""
PAUSE = 2.0
"""Seconds before a question is asked again, once."""
NO_INTERFACE = "返回的不是约定的格式，不像兼容 OpenAI 的接口，请核对地址"
_LONGEST_NAME = 80
_ADDRESS = "--model 后面的地址不对，请写成 http://10.0.0.8:8000/v1 的样子"


@dataclass(frozen=True)
class Model:
    """Whom to ask. ``timeout``: seconds that one answer may take, its last byte included."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    timeout: float = SECONDS

    @property
    def rule(self) -> str:
        """What its drafts say of where they come from."""
        return f"模型：{self.name}"


class Unanswered(Exception):
    """Why no answer came. ``again``: asking once more may help. ``final``: nothing will."""

    def __init__(self, reason: str, *, again: bool = False, final: bool = False) -> None:
        self.reason, self.again, self.final = reason, again, final
        super().__init__(reason)


def model_at(url: str, name: str, key: str = "", timeout: float = SECONDS) -> Model:
    """A model by its address, with or without the last part of it.

    Raises ``Fault`` where address, name, key or time are none; a key is never repeated.
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise Fault(f"{_ADDRESS}。什么都没有写") from None
    if "@" in parts.netloc or "?" in url or "#" in url:
        raise Fault(f"{_ADDRESS}，密码、密钥不写在里面，密钥写在环境变量 {KEY}。什么都没有写")
    if not good or not re.fullmatch(r"[!-~]+", url):
        raise Fault(f"{_ADDRESS}。什么都没有写")
    if not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise Fault(f"--name 要写模型的名称，最多{_LONGEST_NAME}个字，不是“{short(name)}”")
    if not re.fullmatch(r"[!-~]*", key.strip()):
        raise Fault(f"环境变量 {KEY} 里不像密钥：有空格、换行或者中文，请核对。什么都没有写")
    if not 0 < timeout < 24 * 3600:
        raise Fault("--timeout 要写秒数，如 120")
    base = url.rstrip("/").removesuffix(ENDPOINT).rstrip("/")
    return Model(base, name.strip(), key.strip(), timeout)


def ask(model: Model, messages: Sequence[Mapping[str, str]]) -> str:
    """What the model says to ``messages``; asked a second time where that may help.

    Raises ``Unanswered``.
    """
    question = {"model": model.name, "messages": messages, "temperature": 0, "stream": False}
    body = json.dumps(question, ensure_ascii=False).encode()
    try:
        return _said(model, body)
    except Unanswered as silence:
        if not silence.again:
            raise
    time.sleep(PAUSE)
    return _said(model, body)


def _said(model: Model, body: bytes) -> str:
    raw = _posted(model, body)
    if len(raw) > MOST_BYTES:
        raise Unanswered(f"答复超过 {MOST_BYTES // 1024} KB，没有收")
    try:
        return content(raw)
    except NotRead:
        raise Unanswered(NO_INTERFACE) from None


def _posted(model: Model, body: bytes) -> bytes:
    """The answer's bytes, at most one more than allowed."""
    begun, late = time.monotonic(), Event()
    connection = _connection(model)
    timer: Timer | None = None
    try:
        connection.connect()
        connection.sock.settimeout(model.timeout)
        left = model.timeout - (time.monotonic() - begun)
        timer = Timer(max(left, 0), _hang_up, (connection.sock, late))
        timer.daemon = True
        timer.start()
        connection.request("POST", urlsplit(model.url).path + ENDPOINT, body, _headers(model))
        response = connection.getresponse()
        _check(response.status)
        raw = response.read(MOST_BYTES + 1)
        if late.is_set():
            raise TimeoutError
        if response.length and len(raw) <= MOST_BYTES:
            raise http.client.IncompleteRead(b"")
    except (OSError, ValueError, http.client.HTTPException) as error:
        met = timer is not None
        raise _why(TimeoutError() if late.is_set() else error, model, met=met) from None
    finally:
        if timer:
            timer.cancel()
        connection.close()
    return raw


def _connection(model: Model) -> http.client.HTTPConnection:
    parts = urlsplit(model.url)
    host, wait = parts.hostname or "", min(CONNECT, model.timeout)
    if parts.scheme == "https":
        secure = ssl.create_default_context()
        return http.client.HTTPSConnection(host, parts.port, timeout=wait, context=secure)
    return http.client.HTTPConnection(host, parts.port, timeout=wait)


def _headers(model: Model) -> dict[str, str]:
    said = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"}
    return said | ({"Authorization": f"Bearer {model.key}"} if model.key else {})


def _hang_up(line: socket.socket, late: Event) -> None:
    """End a connection that has used up its time: one that gives a byte now and then, too."""
    late.set()
    with suppress(OSError):  # it may have ended by itself
        socket.socket.shutdown(line, socket.SHUT_RDWR)


def _check(status: int) -> None:
    """Raise ``Unanswered`` where a server does not give what it was asked for."""
    if status == http.HTTPStatus.OK:
        return
    if 300 <= status < 400:
        raise Unanswered(
            "对方要转到别的地址，没有跟过去，请在 --model 后面写最后的地址", final=True
        )
    if status in (401, 403):
        raise Unanswered(f"对方不认密钥（{status}），请核对环境变量 {KEY}", final=True)
    if status == 404:
        raise Unanswered(
            "对方没有这个接口或者这个模型（404），请核对 --model 和 --name", final=True
        )
    if status == 429:
        raise Unanswered("对方说问得太多（429），请过一会儿再起草", again=True)
    if status >= 500:
        raise Unanswered(f"对方出错（{status}）", again=True)
    raise Unanswered(f"对方不接受（{status}），请核对 --name")


def _why(error: Exception, model: Model, *, met: bool) -> Unanswered:
    """What went wrong with a connection; ``met``: after there was one."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unanswered("证书不被这台电脑信任，请装上单位的根证书", final=True)
    if isinstance(error, ssl.SSLError) and not met:
        return Unanswered("建立不起 https 连接，请核对地址开头是 http 还是 https", final=True)
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return Unanswered("找不到这台主机，请核对 --model 后面的地址", final=True)
    if not met:
        return Unanswered("连不上，请核对 --model 后面的地址，看模型开了没有", final=True)
    if isinstance(error, TimeoutError):
        return Unanswered(f"{model.timeout:g}秒没有答完，可以用 --timeout 多等一会儿")
    if isinstance(error, (OSError, http.client.IncompleteRead)):
        return Unanswered("连接断了，没有答完", again=True)
    return Unanswered(NO_INTERFACE)
