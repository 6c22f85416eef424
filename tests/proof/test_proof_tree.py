"""The Merkle tree, by rules: against the definition of the RFC, word for word."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain import seal

LARGEST = 70


class Tree:
    """A tree as the log keeps it: complete subtrees alone, only ever added to."""

    def __init__(self, leaves: Sequence[bytes] = ()) -> None:
        self.stored: dict[tuple[int, int], bytes] = {}
        self.size = 0
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> None:
        for level, index, found in seal.completed(self.size, leaf, self.get):
            assert (level, index) not in self.stored
            self.stored[level, index] = found
        self.size += 1

    def get(self, level: int, index: int) -> bytes:
        return self.stored[level, index]


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = by_definition(leaves[:split]), by_definition(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


LEAVES = [seal.leaf_hash(str(number).encode()) for number in range(LARGEST)]
TREE = Tree(LEAVES)
ROOTS = [by_definition(LEAVES[:size]) for size in range(LARGEST + 1)]

sizes = st.integers(1, LARGEST)


def test_leaves_and_nodes_are_kept_apart_by_their_first_byte() -> None:
    left, right = LEAVES[0], LEAVES[1]

    assert seal.leaf_hash(b"x") == hashlib.sha256(b"\x00x").digest()
    assert (
        seal.node_hash(left, right) == hashlib.sha256(b"\x01" + left + right).digest()
    )
    assert seal.leaf_hash(left + right) != seal.node_hash(left, right)


def test_the_root_of_every_size_is_that_of_the_definition() -> None:
    assert [seal.root(size, TREE.get) for size in range(LARGEST + 1)] == ROOTS


def test_every_inclusion_proof_leads_to_its_root() -> None:
    for size in range(1, LARGEST + 1):
        for index in range(size):
            proof = seal.inclusion_proof(index, size, TREE.get)

            found = seal.root_by_inclusion(index, size, LEAVES[index], proof)

            assert found == ROOTS[size]


def test_every_consistency_proof_joins_its_two_roots() -> None:
    for new in range(LARGEST + 1):
        for old in range(min(1, new), new + 1):
            proof = seal.consistency_proof(old, new, TREE.get)

            assert seal.check_consistency(old, new, ROOTS[old], ROOTS[new], proof)


def mutated(data: st.DataObject, proof: list[bytes]) -> list[bytes]:
    """Return a proof that differs: a bit, an order, a part more or fewer."""
    ways = ["add", *(["bit", "drop", "double"] if proof else [])]
    way = data.draw(st.sampled_from(ways))
    at = data.draw(st.integers(0, max(0, len(proof) - 1)))
    if way == "add":
        extra = data.draw(st.sampled_from([ROOTS[3], b"", b"\x00" * 32]))
        return [*proof[:at], extra, *proof[at:]]
    if way == "drop":
        return [*proof[:at], *proof[at + 1 :]]
    if way == "double":
        return [*proof[: at + 1], *proof[at:]]
    bit = data.draw(st.integers(0, 255))
    part = bytearray(proof[at])
    part[bit // 8] ^= 1 << bit % 8
    return [*proof[:at], bytes(part), *proof[at + 1 :]]


@given(sizes, st.data())
def test_no_mutated_inclusion_proof_leads_to_the_root(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = mutated(data, seal.inclusion_proof(index, size, TREE.get))

    try:
        found = seal.root_by_inclusion(index, size, LEAVES[index], proof)
    except ValueError:
        return

    assert found != ROOTS[size]


@given(sizes, st.data())
def test_an_inclusion_proof_proves_no_other_leaf_and_no_other_place(
    size: int, data: st.DataObject
) -> None:
    index, other = data.draw(st.tuples(*[st.integers(0, size - 1)] * 2))
    proof = seal.inclusion_proof(index, size, TREE.get)

    try:
        found = seal.root_by_inclusion(index, size, LEAVES[other], proof)
        moved = seal.root_by_inclusion(other, size, LEAVES[index], proof)
    except ValueError:
        assert other != index
        return

    assert (found == ROOTS[size]) is (other == index)
    assert (moved == ROOTS[size]) is (other == index)


@given(sizes, st.data())
def test_no_mutated_consistency_proof_joins_the_roots(
    new: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(0, new))
    proof = mutated(data, seal.consistency_proof(old, new, TREE.get))

    assert not seal.check_consistency(old, new, ROOTS[old], ROOTS[new], proof)


@given(sizes, st.data())
def test_a_history_that_was_changed_joins_no_root_that_was_signed_before(
    new: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    other = Tree([*LEAVES[:changed], seal.leaf_hash(b"!"), *LEAVES[changed + 1 : new]])
    root = seal.root(new, other.get)

    proof = seal.consistency_proof(old, new, other.get)

    assert not seal.check_consistency(old, new, ROOTS[old], root, proof)


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_appending_never_touches_what_is_stored(bodies: list[bytes]) -> None:
    tree = Tree()
    for body in bodies:
        before = dict(tree.stored)

        tree.append(seal.leaf_hash(body))

        assert before.items() <= tree.stored.items()
    assert seal.root(tree.size, tree.get) == by_definition(
        [seal.leaf_hash(body) for body in bodies]
    )
    assert len(tree.stored) < 2 * max(1, len(bodies))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3), (4, 3)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        seal.inclusion_proof(index, size, TREE.get)
    with pytest.raises(ValueError, match="no leaf"):
        seal.root_by_inclusion(index, size, LEAVES[0], [])


@pytest.mark.parametrize(("old", "new"), [(3, 2), (-1, 2), (-2, -1)])
def test_there_is_no_proof_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no proof"):
        seal.consistency_proof(old, new, TREE.get)
    assert not seal.check_consistency(old, new, ROOTS[2], ROOTS[2], [])
