"""Checkpoints: C2SP's signed note and tlog-checkpoint, byte by byte."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.seal import EMPTY_ROOT
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.checkpoint import SigningKey
from ledger.proof.checkpoint import VerifyingKey
from ledger.proof.proof import inclusion_text

KEY = SigningKey("ledger.example/main", bytes(range(32)))
OTHER = SigningKey("ledger.example/main", bytes(range(1, 33)))
WITNESS = SigningKey("witness.example", bytes(range(2, 34)))
ROOT = hashlib.sha256(b"root").digest()
STATED = Checkpoint("ledger.example/main", 123, ROOT)
NOTE = KEY.sign(STATED)


def line_of(key: SigningKey, text: str) -> str:
    signed = Ed25519PrivateKey.from_private_bytes(key.private).sign(text.encode())
    data = base64.b64encode(key.verifying.key_id + signed).decode()
    return f"— {key.name} {data}\n"


def test_a_note_is_the_text_an_empty_line_and_a_line_that_begins_with_a_dash() -> None:
    text = f"ledger.example/main\n123\n{base64.b64encode(ROOT).decode()}\n"
    public = Ed25519PrivateKey.from_private_bytes(KEY.private).public_key()
    raw = public.public_bytes_raw()
    key_id = hashlib.sha256(b"ledger.example/main\n\x01" + raw).digest()[:4]

    head, _, last = NOTE.partition("\n\n")
    dash, name, encoded = last.removesuffix("\n").split(" ")
    data = base64.b64decode(encoded, validate=True)

    assert STATED.text == head + "\n" == text
    assert NOTE.endswith("\n")
    assert not NOTE.endswith("\n\n")
    assert dash.encode() == b"\xe2\x80\x94"
    assert name == "ledger.example/main"
    assert data[:4] == key_id == KEY.verifying.key_id
    assert len(data) == 4 + 64
    Ed25519PublicKey.from_public_bytes(raw).verify(data[4:], text.encode())


def test_a_key_is_written_as_name_key_id_and_typed_public_half() -> None:
    name, key_id, encoded = str(KEY.verifying).split("+", 2)

    assert name == "ledger.example/main"
    assert key_id == KEY.verifying.key_id.hex()
    assert base64.b64decode(encoded) == b"\x01" + KEY.verifying.public
    assert VerifyingKey.parse(str(KEY.verifying)) == KEY.verifying


def test_the_example_key_of_the_signed_note_specification_is_understood() -> None:
    example = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    assert str(VerifyingKey.parse(example)) == example


def test_the_example_note_of_the_signed_note_specification_was_signed_by_it() -> None:
    key = VerifyingKey.parse(
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    note = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
        "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )

    with pytest.raises(CheckpointError, match=r"too few lines|size or root"):
        key.signed(note)


def test_a_note_gives_its_checkpoint_to_who_has_the_key() -> None:
    assert KEY.verifying.signed(NOTE) == STATED


def test_signing_again_gives_the_same_bytes() -> None:
    assert KEY.sign(STATED) == NOTE


def test_an_empty_log_can_be_signed() -> None:
    empty = Checkpoint("ledger.example/main", 0, EMPTY_ROOT)

    assert KEY.verifying.signed(KEY.sign(empty)) == empty


def test_lines_of_unknown_keys_are_passed_over_before_and_after() -> None:
    witness = line_of(WITNESS, STATED.text)
    same_name = line_of(OTHER, STATED.text)
    head, _, own = NOTE.partition("\n\n")

    for lines in (witness + own, own + witness, same_name + own, own + same_name):
        assert KEY.verifying.signed(f"{head}\n\n{lines}") == STATED


def test_a_note_of_other_keys_alone_is_refused() -> None:
    with pytest.raises(CheckpointError, match="not signed by the key"):
        KEY.verifying.signed(OTHER.sign(STATED))
    with pytest.raises(CheckpointError, match="not signed by the key"):
        KEY.verifying.signed(WITNESS.sign(STATED))


def test_a_note_of_another_log_under_our_key_is_refused() -> None:
    foreign = Checkpoint("ledger.example/other", 123, ROOT)

    with pytest.raises(CheckpointError, match="another log"):
        KEY.verifying.signed(KEY.sign(foreign))


def test_more_lines_of_text_are_an_extension_and_are_signed_too() -> None:
    text = STATED.text + "an extension\n"

    assert KEY.verifying.signed(f"{text}\n{line_of(KEY, text)}") == STATED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ledger.example/main\n",
        "ledger.example/main\n123\n",
        f"\n123\n{base64.b64encode(ROOT).decode()}\n",
        f"ledger.example/main\n-1\n{base64.b64encode(ROOT).decode()}\n",
        f"ledger.example/main\n0123\n{base64.b64encode(ROOT).decode()}\n",
        f"ledger.example/main\n+1\n{base64.b64encode(ROOT).decode()}\n",
        f"ledger.example/main\n1_0\n{base64.b64encode(ROOT).decode()}\n",
        f"ledger.example/main\n١\n{base64.b64encode(ROOT).decode()}\n",
        f"ledger.example/main\n{'9' * 5000}\n{base64.b64encode(ROOT).decode()}\n",
        "ledger.example/main\n123\nAAAA\n",
        "ledger.example/main\n123\nno base64\n",
        "ledger.example/main\n123\nпривет\n",
        f"ledger.example/main\n123\n{base64.b64encode(ROOT).decode()}",
        f"ledger.example/main\r\n123\r\n{base64.b64encode(ROOT).decode()}\r\n",
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused_even_if_it_is_signed(
    text: str,
) -> None:
    with pytest.raises(CheckpointError):
        Checkpoint.parse(text)
    with pytest.raises(CheckpointError):
        KEY.verifying.signed(f"{text}\n{line_of(KEY, text)}")


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n\n",
        STATED.text,
        STATED.text + "\n",
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", "– "),
        NOTE.replace("— ", "—"),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("\n", "\r\n"),
        NOTE.removesuffix("\n") + "\x0b",
        NOTE + "no signature\n",
        NOTE + "— nobody\n",
        NOTE + "— nobody AAAA\n",
        NOTE + "— nobody приветпривет\n",
        NOTE + "\n",
        "\x00" + NOTE,
    ],
)
def test_a_note_of_another_form_is_refused_with_a_sentence(note: str) -> None:
    with pytest.raises(CheckpointError, match=r"\.$"):
        KEY.verifying.signed(note)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ledger.example/main",
        str(KEY.verifying).replace("+A", "+B"),
        str(KEY.verifying)[:-4],
        str(KEY.verifying).replace("main", "mail"),
        str(KEY.verifying).replace("+A", "+é"),
        "ledger.example/main+00000000+AAAA",
    ],
)
def test_a_text_that_is_no_key_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CheckpointError, match=r"\.$"):
        VerifyingKey.parse(text)


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_no_flipped_bit_of_a_note_is_overlooked(bit: int) -> None:
    data = bytearray(NOTE.encode())
    data[bit // 8] ^= 1 << bit % 8

    with pytest.raises((CheckpointError, UnicodeDecodeError)):
        KEY.verifying.signed(data.decode())


@given(st.text(max_size=200))
def test_no_text_from_outside_brings_the_reader_down(text: str) -> None:
    with pytest.raises(CheckpointError):
        KEY.verifying.signed(text)
    with pytest.raises(CheckpointError):
        VerifyingKey.parse(text)


def test_a_proof_names_its_event_the_path_and_the_note() -> None:
    path = [hashlib.sha256(b"1").digest(), hashlib.sha256(b"2").digest()]

    lines = inclusion_text(5, path, NOTE).split("\n")

    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 5"]
    assert [base64.b64decode(line) for line in lines[2:4]] == path
    assert lines[4] == ""
    assert "\n".join(lines[5:]) == NOTE
