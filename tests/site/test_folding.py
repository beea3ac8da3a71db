"""The search page folds text as the analysis does."""

from __future__ import annotations

import json

from playwright.sync_api import Browser

from pipeline.text import fold, unmark
from tests.site.building import ROOT

SCRIPT = ROOT / "theme" / "static" / "js" / "folding.js"
TABLE = [
    "đường sắt, Đường Sắt, ĐƯỜNG SẮT, dưỡng",
    "hoà bình, hòa bình, HOÀ BÌNH, khoẻ, khỏe, thuỷ, thủy, uỷ, Uỷ ban, quý, xoè, xòe",
    "Tổng Bí thư Tô Lâm và Chủ tịch Tập Cận Bình",
    "ở rừng, ăn ớt, ủy thác, ngưỡng mộ, kỷ nguyên, nghĩa, người",
    "secrétaire général, Élysée, Noël, cœur, Œuvre, façade, où, garçon, naïf",
    "“six mores”, «six plus», „sechs“, ‘one’, l’ami, `x´",
    "Việt\u00a0Nam\u202f– Trung\u2009Quốc\t—\nhai\u2011nước −1",
    "İstanbul, ISTANBUL, ı, STRASSE, straße, ΟΔΟΣ, Οδος, ǅ, Ǆ",
    "中国 한국 日本 ไทย Москва й Ё",
    "e\u0301 e\u0323\u0302 a\u0306\u0301 d\u0323 \u0111\u0323",
    "𝒜 😀 🇻🇳 1² ½ ﬁ",
    "",
]


def test_script_folds_as_the_analysis_does(browser: Browser) -> None:
    sentences = (ROOT / "content" / "data" / "sentences.jsonl").read_text("utf-8").splitlines()
    texts = [*TABLE, *(json.loads(line)["text"] for line in sentences)]
    page = browser.new_page()
    script = f"texts => {{ {SCRIPT.read_text('utf-8')}; return texts.map(text => [%s]) }}"
    found = page.evaluate(script % "Folding.fold(text), Folding.unmark(text)", texts)
    page.close()
    for text, (folded, unmarked) in zip(texts, found, strict=True):
        assert folded == fold(text)
        assert unmarked == unmark(text)


def test_what_was_typed_must_be_there_and_what_was_left_out_may(browser: Browser) -> None:
    allowed = {
        ("duong", "đường"): True,
        ("đuong", "đường"): True,
        ("duong", "dưỡng"): True,
        ("đuong", "dưỡng"): False,
        ("đường", "dưỡng"): False,
        ("đường", "đương"): False,
        ("đường", "duong"): True,
        ("tô", "tổ"): True,  # the hook is left out
        ("tố", "tô"): False,
        ("to", "tô"): True,
        ("secretaire", "secrétaire"): True,
        ("sécretaire", "secrétaire"): False,
    }
    page = browser.new_page()
    script = f"pairs => {{ {SCRIPT.read_text('utf-8')}; return pairs.map(p => Folding.allows(...p)) }}"
    found = page.evaluate(script, [list(pair) for pair in allowed])
    page.close()
    assert dict(zip(allowed, found, strict=True)) == allowed
