"""Naming the encoding that bytes which are not UTF-8 are likely in.

No codec of Python reads TCVN3 and VNI, which old Vietnamese pages use; they are
recognised by the bytes that stand for the commonest letters, named, and never
converted silently.
"""

from __future__ import annotations

# In TCVN3 these are letters with marks; in windows-1252 they are rare signs.
_TCVN3_ALONE = frozenset("®µ¸¶·¹¨©¬­»¼½¾")
_VNI_MARKS = frozenset("ùøûõïâáàåãäêéèúüëôö")
_VNI_BASES = frozenset("aeiouyAEIOUYñ")
# No codec of Python reads these.
UNREADABLE = frozenset({"TCVN3", "VNI"})
_MANY = 0.5
_SOME = 4
# Combining grave, hook, tilde, acute and dot below, then đ, Đ, ư and ơ, in windows-1258.
_CP1258_MARKS = (b"\xcc", b"\xd2", b"\xde", b"\xec", b"\xf2", b"\xf0", b"\xd0", b"\xfd", b"\xf5")


def suspected_encoding(raw: bytes) -> str:
    """Return the name of the encoding that `raw` looks like."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[:200].count(0) > len(raw[:200]) // 4:
        return "UTF-16"
    text = raw.decode("latin-1")
    high = [i for i, char in enumerate(text) if char > "\x7f"]
    if not high:
        return "an unknown encoding"
    after_vowel = sum(1 for i in high if i and text[i - 1] in _VNI_BASES and text[i] in _VNI_MARKS)
    if after_vowel > _MANY * len(high):
        return "VNI"
    if sum(text[i] in _TCVN3_ALONE for i in high) * _SOME > len(high):
        return "TCVN3"
    vietnamese = sum(raw.count(byte) for byte in _CP1258_MARKS)
    return "windows-1258" if vietnamese * _SOME > len(high) else "windows-1252"
