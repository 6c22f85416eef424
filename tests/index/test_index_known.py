"""What was found out about words is kept, up to a bound."""

from hypothesis import given
from hypothesis import strategies as st

from index.known import Known


def test_each_word_is_found_out_about_once() -> None:
    asked: list[str] = []

    def find(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Known(find, 10)
    assert [known[word] for word in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]


def test_what_is_asked_for_again_outlives_what_is_not() -> None:
    asked: list[str] = []

    def find(word: str) -> str:
        asked.append(word)
        return word

    known = Known(find, 2)
    for word in ("a", "b", "c", "a", "d", "a"):
        assert known[word] == word
    assert asked == ["a", "b", "c", "d"]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(1, 4))
def test_it_never_holds_more_than_it_may_and_is_never_wrong(
    words: list[str], most: int
) -> None:
    known = Known(str.upper, most)
    for word in words:
        assert known[word] == word.upper()
        assert len(known) <= most
