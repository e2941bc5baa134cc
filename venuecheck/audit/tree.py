"""The Merkle tree over events (RFC 6962): growing it, and proving what is in it. Pure: hashes in, hashes out.

A tree is kept as its *peaks*: the roots of the complete subtrees that its leaves fall into, the largest first. They are few
(one for each 1 in the size written in binary), give the root, and are all that is needed to grow the tree and to prove what
was added since. So no node of the tree is ever stored beside the leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from venuecheck.audit.verifier import Tree, node_hash, root_of_inclusion


class ProofError(ValueError):
    """A proof does not show what it should."""


@dataclass(frozen=True)
class Stretch:
    """A tree of which the peaks at an earlier size are at hand, and the hashes of all leaves added since."""

    before: Tree
    leaves: Sequence[bytes]

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self.before.size + len(self.leaves)

    def grown(self) -> Tree:
        """The tree with its new leaves."""
        tree = Tree(self.before.size, list(self.before.peaks))
        for leaf in self.leaves:
            tree.add(leaf)
        return tree

    def inclusion(self, index: int) -> list[bytes]:
        """The audit path of a leaf that was added since (RFC 6962 section 2.1.1), the sibling of the leaf first.

        Raises IndexError for a leaf that lies before the stretch, or is not there.
        """
        if not self.before.size <= index < self.size:
            raise IndexError(index)
        return self._path(index, 0, self.size)

    def consistency(self) -> list[bytes]:
        """The proof that the tree grew from the earlier one (RFC 6962 section 2.1.2)."""
        old = self.before.size
        return self._subproof(old, 0, self.size, whole=True) if 0 < old < self.size else []

    def _path(self, index: int, low: int, high: int) -> list[bytes]:
        if high - low == 1:
            return []
        middle = low + _split(high - low)
        if index < middle:
            return [*self._path(index, low, middle), self._hash(middle, high)]
        return [*self._path(index, middle, high), self._hash(low, middle)]

    def _subproof(self, old: int, low: int, high: int, *, whole: bool) -> list[bytes]:
        if old == high:
            return [] if whole else [self._hash(low, high)]
        middle = low + _split(high - low)
        if old <= middle:
            return [*self._subproof(old, low, middle, whole=whole), self._hash(middle, high)]
        return [*self._subproof(old, middle, high, whole=False), self._hash(low, middle)]

    def _hash(self, low: int, high: int) -> bytes:
        """The hash of the leaves from `low` up to `high`."""
        if high <= self.before.size and (peak := self.before.peak(low, high)):
            return peak
        if high - low == 1:
            return self.leaves[low - self.before.size]
        middle = low + _split(high - low)
        return node_hash(self._hash(low, middle), self._hash(middle, high))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf stands at an index (from 0) of the tree of this size and root (RFC 9162 section 2.1.3.2).

    Raises ProofError when the proof does not show it.
    """
    if len(root) != 32 or root_of_inclusion(leaf, index, size, proof) != root:
        raise ProofError("the inclusion proof does not lead to the root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the tree of `new` leaves begins with that of `old` leaves (RFC 9162 section 2.1.4.2).

    Raises ProofError when the proof does not show it.
    """
    if not 0 < old <= new:
        raise ProofError("a tree grows from a smaller one that has leaves")
    if old == new:
        if proof or old_root != new_root:
            raise ProofError("trees of one size are the same, and need no proof")
        return
    path = list(proof)
    if old & (old - 1) == 0:  # the old tree is complete: its root is where the proof begins
        path.insert(0, old_root)
    if not path:
        raise ProofError("the proof is empty")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("the proof is too long")
        if at & 1 or at == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        at, last = at >> 1, last >> 1
    if last or first != old_root or second != new_root:
        raise ProofError("the consistency proof does not lead to both roots")


def _split(count: int) -> int:
    """The largest power of two that is smaller than a count of 2 or more."""
    return 1 << (count - 1).bit_length() - 1
