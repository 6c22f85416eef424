"""The Merkle tree against what others published: RFC 6962's roots, public vectors.

The vectors are those of ``github.com/transparency-dev/merkle`` (Apache-2.0): 196
cases, 184 of which must be refused. One of them is stricter than the RFC, and so are
we: a consistency proof from a tree of no leaves. By the RFC the empty tree is the
beginning of every tree, so an empty proof would do; but then a yes would be given to
any new root at all, and the case indeed names one that is no hash. It proves nothing,
so it is refused.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ledger.domain import seal

LEAVES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
]

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.fixture(scope="session")
def vectors(samples: Path) -> list[dict[str, Any]]:
    path = samples.parent / "vectors" / "rfc6962_vectors.json"
    if not path.is_file():
        pytest.skip("The public vectors are not beside the sample files.")
    cases: list[dict[str, Any]] = json.loads(path.read_bytes())["cases"]
    return cases


def _bytes(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def _accepted(case: dict[str, Any]) -> bool:
    proof = [_bytes(part) for part in case["proof"] or []]
    if "size1" in case:
        roots = (_bytes(case["root1"]), _bytes(case["root2"]))
        return seal.check_consistency(case["size1"], case["size2"], *roots, proof)
    try:
        found = seal.root_by_inclusion(
            case["leafIdx"], case["treeSize"], _bytes(case["leafHash"]), proof
        )
    except ValueError:
        return False
    return found == _bytes(case["root"])


def test_every_public_vector_has_the_outcome_that_is_published(
    vectors: list[dict[str, Any]],
) -> None:
    different = [x["file"] for x in vectors if _accepted(x) is bool(x["wantErr"])]

    assert len(vectors) == 196
    assert sum(bool(x["wantErr"]) for x in vectors) == 184
    assert different == []


def test_from_no_leaves_nothing_is_proven_though_the_rfc_would_have_it() -> None:
    new = hashlib.sha256(b"any").digest()

    assert not seal.check_consistency(0, 5, seal.EMPTY_ROOT, new, [])
    assert not seal.check_consistency(0, 5, new, new, [])
    assert not seal.check_consistency(0, 5, seal.EMPTY_ROOT, new, [new])


def test_two_empty_trees_are_the_same_by_their_one_root_alone() -> None:
    other = hashlib.sha256(b"any").digest()

    assert seal.check_consistency(0, 0, seal.EMPTY_ROOT, seal.EMPTY_ROOT, [])
    assert not seal.check_consistency(0, 0, other, other, [])
    assert not seal.check_consistency(0, 0, seal.EMPTY_ROOT, seal.EMPTY_ROOT, [other])


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_that_are_known_of_the_rfc(size: int) -> None:
    stored: dict[tuple[int, int], bytes] = {}

    for position, leaf in enumerate(LEAVES[:size]):
        for level, index, found in seal.completed(
            position, seal.leaf_hash(leaf), lambda *key: stored[key]
        ):
            stored[level, index] = found

    assert seal.root(size, lambda *key: stored[key]).hex() == ROOTS[size]
