"""OpenDocument files as small as they can be, open or locked."""

import base64
import hashlib
import io
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers import modes

from tests.formats.made import HEAD
from tests.formats.made import zipped

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = ("office", "text", "table", "style", "meta", "form", "presentation")
SPACES = " ".join(
    (
        *(f'xmlns:{name}="{OASIS}{name}:1.0"' for name in NAMES),
        f'xmlns:draw="{OASIS}drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
    )
)
TYPE = "application/vnd.oasis.opendocument."
SALT, VECTOR = bytes(range(16)), bytes(range(16, 32))
TURNS = 1000


def package(kind: str, body: str, styles: str = "", more: str = "") -> bytes:
    """Return an OpenDocument of a kind (``spreadsheet``, ``presentation``)."""
    content = (
        f"{HEAD}<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        f"</office:body></office:document-content>"
    )
    pages = f"{HEAD}<office:document-styles {SPACES}>{more}</office:document-styles>"
    return zipped(
        {"mimetype": TYPE + kind, "content.xml": content, "styles.xml": pages}
    )


def locked(data: bytes, password: str) -> bytes:
    """Return an OpenDocument whose content a password protects, as programs do it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {
            name: archive.read(name) for name in archive.namelist()
        }
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = machine.compress(bytes(parts["content.xml"])) + machine.flush()  # type: ignore[arg-type]  # it was read as bytes
    start = hashlib.sha256(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, SALT, TURNS, 32)
    padding = 16 - len(plain) % 16
    cipher = Cipher(algorithms.AES(key), modes.CBC(VECTOR)).encryptor()
    parts["content.xml"] = cipher.update(plain + bytes([padding]) * padding)
    parts["META-INF/manifest.xml"] = _manifest(hashlib.sha256(plain[:1024]).digest())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _manifest(checksum: bytes) -> str:
    space = f'xmlns:manifest="{OASIS}manifest:1.0"'
    return (
        f"{HEAD}<manifest:manifest {space}><manifest:file-entry manifest:full-path="
        '"content.xml" manifest:media-type="text/xml" manifest:size="1">'
        f'<manifest:encryption-data manifest:checksum-type="{OASIS}manifest:1.0'
        f'#sha256-1k" manifest:checksum="{_text(checksum)}"><manifest:algorithm '
        'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" '
        f'manifest:initialisation-vector="{_text(VECTOR)}"/>'
        "<manifest:start-key-generation manifest:start-key-generation-name="
        '"http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>'
        '<manifest:key-derivation manifest:key-derivation-name="PBKDF2" '
        f'manifest:key-size="32" manifest:iteration-count="{TURNS}" '
        f'manifest:salt="{_text(SALT)}"/></manifest:encryption-data>'
        "</manifest:file-entry></manifest:manifest>"
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
