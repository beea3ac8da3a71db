"""Word by word: both texts come back to the letter, and what they share is shared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.worddiff import word_parts
from pipeline.write import Analysis

TOKENS = ["hai", "bên", "Hai", "hoà", "hòa", "nhất trí", ",", ";", "“", "”", " ", "\u00a0", "d'", "élan"]
WORDS = st.lists(st.sampled_from(TOKENS), max_size=12)
TEXTS = st.one_of(WORDS.map(" ".join), WORDS.map("".join), st.text(max_size=40))
TURNED = {"same": "same", "left": "right", "right": "left"}


def sides(left: str, right: str) -> tuple[str, str]:
    parts = list(word_parts(left, right))
    return (
        "".join(p.text for p in parts if p.op != "right"),
        "".join(p.text for p in parts if p.op != "left"),
    )


@given(TEXTS, TEXTS)
def test_the_parts_give_back_both_texts_to_the_letter(left: str, right: str) -> None:
    assert sides(left, right) == (left, right)


@given(TEXTS, TEXTS)
def test_turned_round_the_parts_are_the_same(left: str, right: str) -> None:
    forth = {(TURNED[p.op], p.text) for p in word_parts(left, right)}
    back = {(p.op, p.text) for p in word_parts(right, left)}
    assert forth == back


@given(TEXTS)
def test_a_text_beside_itself_is_all_shared(text: str) -> None:
    assert [p.op for p in word_parts(text, text)] == ["same"] * bool(text)


def test_words_are_matched_and_signs_alone_are_no_common_ground() -> None:
    parts = [(p.op, p.text) for p in word_parts("nhất trí hợp tác, đầu tư", "mong muốn hợp tác, du lịch")]
    assert parts == [
        ("left", "nhất trí "),
        ("right", "mong muốn "),
        ("same", "hợp tác, "),
        ("left", "đầu tư"),
        ("right", "du lịch"),
    ]
    apart = [(p.op, p.text) for p in word_parts("đầu tư, giáo dục", "du lịch, văn hóa")]
    assert apart == [("left", "đầu tư, giáo dục"), ("right", "du lịch, văn hóa")]


def test_each_row_has_a_diff_for_each_language_of_both_sides(analysis: Analysis) -> None:
    claims = {c.id: c for a in analysis.annotations for c in a.claims}
    wanted = {
        (row.id, lang)
        for rows in analysis.ledgers.values()
        for row in rows
        for lang in {claims[c].lang for c in row.left} & {claims[c].lang for c in row.right}
    }
    assert {(d.row, d.lang) for d in analysis.word_diffs} == wanted
    for diff in analysis.word_diffs:
        texts = tuple(
            "".join(p.text for p in diff.parts if p.op in ("same", side)) for side in ("left", "right")
        )
        assert texts == (claims[diff.left].text, claims[diff.right].text)
