"""Which words of a base another may be meant for."""

from bot.answers.text import tokens
from bot.answers.vocabulary import Vocabulary

WORDS = Vocabulary(["кистафин", "railway", "rail", "@type:visit", "state visit", "ports"])


def test_words_are_compared_in_latin_letters():
    assert WORDS.like("kistafin") == ("кистафин",)
    assert WORDS.like("qistafin") == (), "the first letter must be the same"


def test_a_longer_word_may_differ_by_two_letters_and_a_short_one_by_one():
    assert WORDS.like("railways") == ("railway",)
    assert WORDS.like("por") == ()


def test_terms_and_pairs_are_no_words():
    assert WORDS.like("@type:visit") == ()
    assert WORDS.like("state visit") == ()


def test_a_slip_of_a_word_or_a_month_is_known_as_one():
    assert WORDS.has_slip(tokens("railwey")[0])
    assert WORDS.has_slip(tokens("octobr")[0])
    assert not WORDS.has_slip(tokens("giraffe")[0])
