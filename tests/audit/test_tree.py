"""The Merkle tree: the answers of public probes, and proofs of our own for every size."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venuecheck.audit.tree import ProofError, Stretch, verify_consistency, verify_inclusion
from venuecheck.audit.verifier import Tree, leaf_hash, node_hash, roots_at

PROBES = [
    json.loads(line)
    for line in (Path(__file__).parent / "fixtures" / "merkle-probes.jsonl").read_text("utf-8").splitlines()
]


def raw(text: str | None) -> bytes:
    return base64.b64decode(text or "")


def answer(probe: dict) -> None:
    proof = [raw(one) for one in probe["proof"] or []]
    if probe["kind"] == "inclusion":
        verify_inclusion(raw(probe["leafHash"]), probe["leafIdx"], probe["treeSize"], proof, raw(probe["root"]))
    else:
        verify_consistency(probe["size1"], probe["size2"], proof, raw(probe["root1"]), raw(probe["root2"]))


def test_there_are_196_public_probes() -> None:
    assert len(PROBES) == 196


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe["probe"])
def test_a_public_probe_has_the_wanted_answer(probe: dict) -> None:
    if probe["wantErr"]:
        with pytest.raises(ProofError):
            answer(probe)
    else:
        answer(probe)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def stretch(before: int, size: int) -> Stretch:
    tree = Tree()
    for leaf in leaves(before):
        tree.add(leaf)
    return Stretch(tree, leaves(size)[before:])


def naive(hashes: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(naive(hashes[:split]), naive(hashes[split:]))


@pytest.mark.parametrize("size", range(1, 40))
def test_the_root_is_that_of_the_standard_at_every_size(size: int) -> None:
    assert roots_at(leaves(40), [size]) == {size: naive(leaves(size))}


@given(st.integers(0, 200), st.lists(st.integers(0, 220)))
def test_the_roots_at_many_sizes_are_those_of_the_tree_as_it_grew(count: int, sizes: list[int]) -> None:
    tree, grown = Tree(), {0: Tree().root()}
    for leaf in leaves(count):
        tree.add(leaf)
        grown[tree.size] = tree.root()
    assert roots_at(leaves(count), sizes) == {size: grown[size] for size in sizes if size <= count}


@given(st.integers(1, 70), st.data())
def test_what_was_added_can_be_proved_from_the_peaks_before(size: int, data: st.DataObject) -> None:
    before = data.draw(st.integers(0, size - 1))
    index = data.draw(st.integers(before, size - 1))
    grown = stretch(before, size)
    root = naive(leaves(size))
    assert grown.grown().root() == root
    verify_inclusion(leaves(size)[index], index, size, grown.inclusion(index), root)
    if before:
        verify_consistency(before, size, grown.consistency(), naive(leaves(before)), root)


@given(st.integers(2, 70), st.data())
def test_no_other_event_and_no_other_place_has_the_proof(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
    proof, root = stretch(0, size).inclusion(index), naive(leaves(size))
    with pytest.raises(ProofError):
        verify_inclusion(leaves(size)[other], index, size, proof, root)
    with pytest.raises(ProofError):
        verify_inclusion(leaves(size)[index], other, size, proof, root)


def test_a_leaf_before_the_stretch_is_not_proved() -> None:
    with pytest.raises(IndexError):
        stretch(3, 5).inclusion(2)
