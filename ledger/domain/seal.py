"""The Merkle tree of the log (RFC 6962, section 2.1): pure functions on hashes.

A leaf is ``SHA-256(0x00 ‖ body)``, a node ``SHA-256(0x01 ‖ left ‖ right)``, the empty
tree ``SHA-256("")``. Level 0 are the leaves. Only complete subtrees are ever stored;
``Nodes`` is where they are looked up, whatever holds them.
"""

import hashlib
from collections.abc import Callable
from collections.abc import Sequence

Nodes = Callable[[int, int], bytes]
"""``(level, index) →`` the 32 bytes of a complete subtree of ``2**level`` leaves."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed(position: int, leaf: bytes, nodes: Nodes) -> list[tuple[int, int, bytes]]:
    """Return the subtrees that a new leaf completes, as (level, index, hash)."""
    done = [(0, position, leaf)]
    level, index, right = done[0]
    while index % 2:
        right = node_hash(nodes(level, index - 1), right)
        level, index = level + 1, index // 2
        done.append((level, index, right))
    return done


def root(size: int, nodes: Nodes) -> bytes:
    """Return the root of the tree over the first ``size`` leaves."""
    return _subtree(0, size, nodes) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """Return the audit path of leaf ``index`` in the tree of ``size`` leaves.

    Raises:
        ValueError: there is no such leaf.
    """
    if not 0 <= index < size:
        message = f"no leaf {index} in a tree of {size}"
        raise ValueError(message)
    return _path(index, 0, size, nodes)


def consistency_proof(old: int, new: int, nodes: Nodes) -> list[bytes]:
    """Return the proof that the tree of ``new`` leaves begins with that of ``old``.

    Raises:
        ValueError: ``old`` is above ``new``, or below zero.
    """
    if not 0 <= old <= new:
        message = f"no proof from {old} to {new} leaves"
        raise ValueError(message)
    if old in {0, new}:
        return []
    return _subproof(old, 0, new, nodes, known=True)


def root_by_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes]
) -> bytes:
    """Return the root that an audit path leads to (RFC 9162, 2.1.3.2).

    Raises:
        ValueError: the path has the wrong length, or there is no such leaf.
    """
    if not 0 <= index < size or len(leaf) != len(EMPTY_ROOT):
        message = f"no leaf {index} in a tree of {size}"
        raise ValueError(message)
    node, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            raise ValueError("the proof is too long")
        if node % 2 or node == last:
            found = node_hash(part, found)
            while node and not node % 2:
                node, last = node // 2, last // 2
        else:
            found = node_hash(found, part)
        node, last = node // 2, last // 2
    if last:
        raise ValueError("the proof is too short")
    return found


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether a proof joins two roots (RFC 9162, 2.1.4.2).

    From a tree of no leaves nothing can be proven: everything begins with nothing, and
    a yes would be given to any new root at all. So it is refused, as the public vectors
    demand and the RFC leaves open; that two empty trees are the same is not.
    """
    if old == new == 0:
        return not proof and old_root == new_root == EMPTY_ROOT
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    return _joined(old, new, proof, (old_root, new_root))


def _joined(
    old: int, new: int, proof: Sequence[bytes], roots: tuple[bytes, bytes]
) -> bool:
    parts = list(proof)
    if old & (old - 1) == 0:
        parts.insert(0, roots[0])
    if not parts:
        return False
    node, last = old - 1, new - 1
    while node % 2:
        node, last = node // 2, last // 2
    first = second = parts[0]
    for part in parts[1:]:
        if last == 0:
            return False
        if node % 2 or node == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while node and not node % 2:
                node, last = node // 2, last // 2
        else:
            second = node_hash(second, part)
        node, last = node // 2, last // 2
    return last == 0 and (first, second) == roots


def _subtree(start: int, end: int, nodes: Nodes) -> bytes:
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return nodes(level, start >> level)
    middle = start + _split(width)
    return node_hash(_subtree(start, middle, nodes), _subtree(middle, end, nodes))


def _path(index: int, start: int, end: int, nodes: Nodes) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle, nodes), _subtree(middle, end, nodes)]
    return [*_path(index, middle, end, nodes), _subtree(start, middle, nodes)]


def _subproof(
    old: int, start: int, end: int, nodes: Nodes, *, known: bool
) -> list[bytes]:
    if old == end:
        return [] if known else [_subtree(start, end, nodes)]
    middle = start + _split(end - start)
    if old <= middle:
        proof = _subproof(old, start, middle, nodes, known=known)
        return [*proof, _subtree(middle, end, nodes)]
    proof = _subproof(old, middle, end, nodes, known=False)
    return [*proof, _subtree(start, middle, nodes)]


def _split(width: int) -> int:
    """Return the largest power of two below ``width``."""
    return 1 << ((width - 1).bit_length() - 1)
