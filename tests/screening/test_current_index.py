"""The index in use follows the watchlist: it raises what an index built over the present list raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.bench_matching import a_list
from venuecheck.audit.log import SYSTEM
from venuecheck.screening.matching import ListedName, NameIndex
from venuecheck.screening.service import CurrentIndex, followed, import_watchlist, list_version
from venuecheck.screening.watchlist_file import ListedEntry

NAMES = a_list(40)
keys = st.integers(0, 11).map("W{}".format)
lists = st.dictionaries(keys, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), max_size=12)


def named(entries):
    return {key: [ListedName(key, "person", name) for name in names] for key, names in entries.items()}


def raised(index):
    return {name: {(m.entry_id, m.score, m.matched_name) for m in index.screen(name)} for name in NAMES}


@settings(max_examples=15)
@given(st.lists(lists, min_size=2, max_size=4))
def test_it_raises_what_an_index_built_anew_raises_and_earlier_versions_stay(versions):
    index, before, kept = NameIndex(()), {}, []
    for entries in map(named, versions):
        index, before = followed(index, before, entries), entries
        kept.append(index)
    for made, entries in zip(kept, map(named, versions), strict=True):
        assert raised(made) == raised(NameIndex(name for names in entries.values() for name in names))


def test_what_was_screened_against_one_version_does_not_see_the_next(database):
    current = CurrentIndex()
    listed = [ListedEntry(f"W{i}", "person", name, (), "Fictional") for i, name in enumerate(NAMES)]
    with database.write() as tx:
        import_watchlist(tx, listed[1:], (), SYSTEM)
        first, older = current.get(tx)
        import_watchlist(tx, listed, (), SYSTEM)
        second, newer = current.get(tx)
        assert (first, second) == (1, list_version(tx))
    assert [{m.entry_id for m in index.screen(NAMES[0])} >= {"W0"} for index in (older, newer)] == [False, True]
