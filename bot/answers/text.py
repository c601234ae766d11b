"""Letters and words: one folded form for each way of writing, tokens with their stems, sound skeletons for
names.

Folding joins what people mix up while typing: case, marks and accents, Arabic and Urdu letters, Kazakh
letters written with Russian ones, digits of any script, invisible characters. Texts are only compared in
folded form, never shown so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

import Stemmer
from anyascii import anyascii

Script = Literal["latin", "cyrillic", "arabic", "digit", "other"]

#: Letters that people exchange: Arabic keyboard for Urdu, Russian letters for Kazakh, ё and е.
_EXCHANGED = str.maketrans(
    {
        "ك": "ک",
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ة": "ہ",
        "ه": "ہ",
        "ھ": "ہ",
        "ۃ": "ہ",
        "ۂ": "ہ",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ے": "ی",
        "ٹ": "ت",
        "ڈ": "د",
        "ڑ": "ر",
        "ں": "ن",
        "ق": "ک",
        "ё": "е",
        "қ": "к",
        "ғ": "г",
        "ң": "н",
        "ө": "о",
        "ұ": "у",
        "ү": "у",
        "һ": "х",
        "ә": "а",
        "і": "и",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "ʻ": "'",
    }
)
#: Spaces that only keep the thousands of a number apart.
_BROKEN = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*", re.UNICODE)
#: Short names that in lower case are other words.
_CAPITALS = (
    ("IT", re.compile(r"\bIT\b"), "information technology"),
    ("US", re.compile(r"\bUS\b(?! dollar)"), "USA"),
)
#: "11-м", "20-е" are one word.
_NUMBER_ENDING = re.compile(r"(?<!\d)(\d{1,2})-(го|й|е|я|х|м|му|ое|ая|ый|ой|ого|ом|ші|шы|інші|ншы|ыншы)\b")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
#: The end of a sentence that tells something, before the one that asks.
_TOLD = re.compile(r"(?<=\w\w\w)[.!:;۔](?=\s+\w)")
#: What becomes of characters below this is remembered: the alphabets of our languages.
COMMON_LETTERS = 0x2100
#: Fewer words are a salutation or an abbreviation ("Dear Sir:", "St. Petersburg").
FEWEST_TOLD = 4
_EN = Stemmer.Stemmer("english")

#: Case, number and possession endings of Russian and Kazakh as folded. Snowball's Russian stemmer was tried first;
#: it cuts
#: "-ев" and "-ов" off surnames but not off their other cases, so the cases of one name fell apart.
_CYRILLIC_ENDINGS = frozenset(
    (
        "ия ию ии ием ией иям иями иях ого его ому ему ыми ими ами ями ой ей ою ею ый ий ая яя ое ее ые ие ых их ым "
        "им ам ям ах ях ом ем а "
        "я у ю ы и е о ь й ский ская ское ские ского ской ским ских скому скую нын дын тын нин дин тин нан нен "
        "мыз миз ымыз имиз дан ден тан тен га ге ка ке да де та те дагы деги тагы теги ны ни ды ди ты ти мен бен пен "
        "лар лер дар дер тар тер сы си лык лик дык дик тык тик ша ше"
    ).split()
)
#: Endings that names have too ("Токаев"), so that they are cut only where a known word is left.
_OF_MANY = frozenset({"ов", "ев"})
#: After these no Kazakh ending begins with т, but the Russian "президенты" ends in ы.
_VOICED = frozenset("аеёиоуыэюялмнрйзж")
LONGEST_ENDING = max(map(len, _CYRILLIC_ENDINGS))
SHORTEST_STEM = 4


_LETTERS = re.compile(r"[^\W\d_][\w'’-]*")
#: A word with another before it in the same sentence.
_INSIDE = re.compile(r"(?<=[\w,;'’\"”»)-] )([^\W\d_][\w'’-]*)")


class _Plain(dict[int, str | None]):
    """What becomes of each character: marks, modifiers and what is invisible go, a control character is a space."""

    def __missing__(self, point: int) -> str | None:
        category = unicodedata.category(chr(point))
        found = None if category in {"Mn", "Cf", "Lm"} else " " if category == "Cc" else chr(point)
        if point < COMMON_LETTERS:
            self[point] = found
        return found


_PLAIN = _Plain()


def fold(text: str) -> str:
    """`text` in its one comparable form: lower case, without marks and invisible characters, common letters."""
    text = _joined(text)
    if text.isascii():
        return _CONTROL.sub(" ", text.lower()).replace("`", "'")
    text = unicodedata.normalize("NFKC", text).casefold()
    text = text.translate(_EXCHANGED)
    text = unicodedata.normalize("NFD", text).translate(_PLAIN)
    return _digits(unicodedata.normalize("NFC", text).translate(_EXCHANGED))


def _joined(text: str) -> str:
    """`text` with numbers whole that were parted by spaces of typesetters; plain ASCII has none."""
    return text if text.isascii() else _BROKEN.sub("", text)


def _digits(text: str) -> str:
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda found: str(unicodedata.digit(found.group())), text)


def phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases as people write them, parted by "|", as their folded words; those of most words first."""
    return tuple(sorted((tuple(fold(one).split()) for one in text.split("|")), key=len, reverse=True))


def said_at(words: tuple[str, ...], any_of: Iterable[tuple[str, ...]]) -> range | None:
    """The places of the first of these phrases that stands in a text, or None."""
    known = set(words)
    for one in any_of:
        if one[0] in known:
            found = next((i for i in range(len(words)) if words[i : i + len(one)] == one), None)
            if found is not None:
                return range(found, found + len(one))
    return None


def folded_set(words: str) -> frozenset[str]:
    """Words as people write them, separated by spaces, as a set of their folded forms."""
    return frozenset(fold(word) for word in words.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as typed, folded, and its stem; `start` counts characters of the folded text."""

    raw: str
    word: str
    stem: str
    script: Script


def script_of(word: str) -> Script:
    """The script of a word's first letter."""
    for char in word:
        if char.isdigit():
            return "digit"
        point = ord(char)
        if point < 0x0250:
            return "latin"
        if 0x0400 <= point < 0x0530:
            return "cyrillic"
        if 0x0600 <= point < 0x0780 or 0xFB50 <= point < 0xFF00:
            return "arabic"
        return "other"
    return "other"


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order. A possessive "'s" is split off and dropped; "1,000" is one number."""
    text = _NUMBER_ENDING.sub(r"\1\2", text)
    whole = _joined(text if text.isupper() else _spelt_out(text))
    return tuple(chain.from_iterable(map(_chunk, whole.split())))


@lru_cache(maxsize=50_000)
def _chunk(text: str) -> tuple[Token, ...]:
    """The words of a stretch of text without spaces."""
    found = []
    for match in _WORD.finditer(_THOUSANDS.sub("", fold(text))):
        word = match.group()
        if "'" in word:
            head, _, tail = word.rpartition("'")
            word = head if tail in {"s", "d", "ll", "ve", "re", "m"} else word.replace("'", "")
            if not word:
                continue
        found.append(Token(match.group(), word, stem(word), script_of(word)))
    return tuple(found)


def _spelt_out(text: str) -> str:
    for short, name, whole in _CAPITALS:
        if short in text:
            text = name.sub(whole, text)
    return text


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word: Snowball English for Latin letters, light rules for Cyrillic and Urdu."""
    script = script_of(word)
    if script == "latin":
        return str(_EN.stemWord(word)) if len(word) > 3 else word
    if script == "cyrillic":
        return _cyrillic_stem(word)
    if script == "arabic" and len(word) > 4:
        for ending in ("وں", "یں", "ات", "ون", "ین"):
            if word.endswith(ending):
                return word[: -len(ending)]
    return word


def _cyrillic_stem(word: str) -> str:
    for _ in range(2):
        for size in range(min(LONGEST_ENDING, len(word) - SHORTEST_STEM), 0, -1):
            if word[-size:] in _CYRILLIC_ENDINGS and not (word[-size] == "т" and word[-size - 1] in _VOICED):
                word = word[:-size]
                break
        else:
            break
    return word


def uncut(word: str) -> tuple[str, ...]:
    """What a folded Cyrillic word may be a case of: itself less any one ending, and the stems of these."""
    sizes = range(min(LONGEST_ENDING, len(word) - SHORTEST_STEM), 0, -1)
    cuts = [word[:-size] for size in sizes if word[-size:] in _CYRILLIC_ENDINGS | _OF_MANY]
    return tuple(dict.fromkeys(x for cut in cuts for x in (cut, stem(cut))))


@lru_cache(maxsize=200_000)
def roman(word: str) -> str:
    """A folded word in plain Latin letters."""
    if word.isascii():
        return word
    return str(anyascii(word)).lower().replace("'", "")


_MERGED = (
    ("sch", "s"),
    ("tch", "c"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("sh", "s"),
    ("ch", "c"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ts", "c"),
    ("dj", "j"),
    ("ck", "k"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("z", "s"),
    ("b", "p"),
)


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word as they sound, so that spellings of one name in any script come together."""
    latin = roman(word)
    for written, heard in _MERGED:
        latin = latin.replace(written, heard)
    if not latin:
        return ""
    first = "a" if latin[0] in "aeiouy" else latin[0]
    rest = re.sub(r"[aeiouyh'\-]", "", latin[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


def numbers(text: str) -> tuple[str, ...]:
    """The numbers written in a text, as digits, thousands joined, decimals with a point."""
    return tuple(n.replace(",", ".") for n in _DECIMAL.findall(_THOUSANDS.sub("", fold(text))))


def capitals_in(text: str) -> dict[str, str]:
    """The words of `text`, folded, that are written with a capital inside a sentence, so as a name; each as typed.

    None where most words are: there capitals mean nothing.
    """
    found = [match.group() for match in _LETTERS.finditer(text)]
    if 2 * sum(word[0].isupper() for word in found) > len(found):
        return {}
    inside = [match.group(1) for match in _INSIDE.finditer(text)]
    return {token.word: word for word in inside if word[0].isupper() for token in tokens(word)}


def told_in(text: str) -> int:
    """How many words stand before the sentence that asks, where those before it ask nothing."""
    ends = [m.end() for m in _TOLD.finditer(text)]
    before = text[: ends[-1]] if ends else ""
    count = len(tokens(before)) if before and not set("?؟") & set(before) else 0
    return count if FEWEST_TOLD <= count < len(tokens(text)) else 0
