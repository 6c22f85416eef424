"""The files of private keys: 32 bytes in hex, for their owner alone.

A key is written once and never over another one: the first epoch's lies in ``log.key``,
that of a later one in a file with the id of the key in its name.
"""

import os
from pathlib import Path

from ledger.proof.checkpoint import SigningKey
from ledger.proof.checkpoint import VerifyingKey
from ledger.proof.epochs import Epochs

SECRET = 32


def place(folder: Path, epochs: Epochs) -> Path:
    """Return where the key of the current epoch lies, or should."""
    if len(epochs.listed) == 1:
        return first(folder)
    return later(folder, epochs.current.key)


def first(folder: Path) -> Path:
    """Return where the key of the first epoch lies."""
    return folder / "log.key"


def later(folder: Path, key: VerifyingKey) -> Path:
    """Return where the key of a later epoch lies."""
    return folder / f"log-{key.key_id.hex()}.key"


def read(path: Path) -> bytes | None:
    """Return a key from its file: None without one, empty where it is damaged."""
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return b""


def among(folder: Path, data: bytes) -> bool:
    """Tell whether some bytes are what a file of keys holds."""
    text = data.strip()
    if len(text) != 2 * SECRET:
        return False
    return any(path.read_bytes().strip() == text for path in folder.glob("*.key"))


def fits(private: bytes, key: VerifyingKey) -> bool:
    """Tell whether a private key is the other half of a verifying one."""
    return len(private) == SECRET and SigningKey(key.name, private).verifying == key


def write(path: Path, secret: bytes) -> None:
    """Write a key so that after a crash the whole file is there, or none."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.draft")
    draft.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(draft, flags, 0o600), "w") as file:
        file.write(f"{secret.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    for folder in (path.parent, path.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
