"""Names of people no registry knows are found whatever letter they begin with."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.build import annotate
from pipeline.vocabulary import Registry
from tests.corpora import report_of, talk_of

# Letters that words of Vietnamese begin with: every vowel and đ, those with two marks among them.
VIETNAMESE = "ĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
EUROPEAN = "ČŠŽŁŚĆÉÇÖÅØÜĐĞİ"


def people(text: str, lang: str, registry: Registry) -> list[str]:
    talk = talk_of(("to-lam", "xi-jinping"), "2025-11-12")
    found = annotate(report_of(text, lang, day="2025-11-12"), talk, registry).mentions
    return [mention.text for mention in found if mention.label == "PERSON"]


@pytest.mark.parametrize("letter", VIETNAMESE)
def test_a_vietnamese_name_may_begin_with_any_letter(letter: str, registry: Registry) -> None:
    name = unicodedata.normalize("NFC", f"{letter}n Quý {letter}nh")
    assert people(f"Thứ trưởng Ngoại giao {name} cho biết hai bên sẽ họp.", "vi", registry) == [name]


@pytest.mark.parametrize("letter", EUROPEAN)
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Deputy foreign minister {} said both sides would meet."),
        ("fr", "Le vice-ministre des affaires étrangères {} a dit que les deux parties se verraient."),
    ],
)
def test_names_from_elsewhere_may_too(letter: str, lang: str, text: str, registry: Registry) -> None:
    name = f"{letter}ora {letter}adek"
    assert people(text.format(name), lang, registry) == [name]


def test_a_small_letter_begins_no_name(registry: Registry) -> None:
    """`đã` and `ủng` are words like others."""
    assert people("Thứ trưởng Ngoại giao đã ủng hộ đề xuất ấy.", "vi", registry) == []
