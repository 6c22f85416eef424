"""From a credential to what is said to a server: a password, or a token of the hour."""

import json
import os
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.parse import urlsplit
from urllib.request import build_opener
from urllib.request import HTTPRedirectHandler
from urllib.request import Request

from ledger.domain import source_errors
from ledger.domain.source import Credential
from ledger.domain.source import How
from ledger.domain.source_errors import NoCredentialError
from ledger.wire.hosts import is_loopback

_PATIENCE = 30
_LONGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Login:
    """What is said to a server, and what to keep for the next time."""

    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    renewed: str = field(default="", repr=False)
    """A new refresh token, where the service gave one in the place of the old."""


def login(name: str, credential: Credential | None) -> Login:
    """Return what opens a mailbox now.

    Raises:
        NoCredentialError: it cannot be had.
    """
    if credential is None:
        raise NoCredentialError(name, source_errors.NO_SECRET)
    value = credential.value
    match credential.how:
        case How.PASSWORD:
            return Login(password=value)
        case How.PASSWORD_FILE:
            return Login(password=_of_file(name, value))
        case How.PASSWORD_ENV:
            return Login(password=_of_variable(name, value))
        case How.TOKEN_FILE:
            return Login(token=_of_file(name, value))
        case How.TOKEN_COMMAND:
            return Login(token=_of_command(name, value))
        case How.OAUTH:
            return _of_service(name, credential.oauth)


def _of_file(name: str, path: str) -> str:
    try:
        return Path(path).expanduser().read_text("utf-8").strip("\r\n")
    except (OSError, ValueError):
        raise NoCredentialError(name, source_errors.NO_FILE) from None


def _of_variable(name: str, variable: str) -> str:
    found = os.environ.get(variable)
    if not found:
        raise NoCredentialError(name, source_errors.NO_VARIABLE)
    return found


def _of_command(name: str, command: str) -> str:
    """Return what a command prints; it was given on the command line of this machine.

    Its output goes nowhere else, its complaints neither: they might hold a token.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - the owner of the home said which
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NoCredentialError(name, source_errors.NO_COMMAND) from None
    return ran.stdout.strip()


class _NoRedirects(HTTPRedirectHandler):
    """A secret is sent to the address that was given, and to no other."""

    def redirect_request(self, *_args: object, **_options: object) -> None:
        return None


def _of_service(name: str, oauth: Mapping[str, str]) -> Login:
    """Return a token that a refresh token buys (RFC 6749, section 6)."""
    address = oauth.get("token_url", "")
    parts = urlsplit(address)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise NoCredentialError(name, source_errors.NO_TOKEN)
    wanted = ("client_id", "client_secret", "refresh_token", "scope")
    form = {each: oauth[each] for each in wanted if oauth.get(each)}
    body = urlencode({"grant_type": "refresh_token", **form}).encode()
    asked = Request(address, body, {"Accept": "application/json"})  # noqa: S310 - looked at above
    try:
        with build_opener(_NoRedirects).open(asked, timeout=_PATIENCE) as answer:
            data = json.loads(answer.read(_LONGEST))
        token = str(data["access_token"])
        renewed = str(data.get("refresh_token") or "")
    except HTTPError as error:
        error.close()
        raise NoCredentialError(name, source_errors.NO_TOKEN) from None
    except (OSError, ValueError, KeyError, TypeError, HTTPException):
        raise NoCredentialError(name, source_errors.NO_TOKEN) from None
    return Login(token=token, renewed=renewed)
