"""What is answered where several that name each other may all be meant."""

import pytest

from bot.answers.kin import KIN, STRANGER, among_kin
from bot.answers.search import Candidate
from bot.knowledge.entries import Entry


def candidates(*sure: float, kin: int) -> tuple[tuple[Candidate, float], ...]:
    """One candidate for each probability; the first so many are of one event, the others of something else."""
    entries = [
        Entry(f"n{number}", "event" if not number else "official", f"N{number}", related=("n0",) * (0 < number < kin))
        for number in range(len(sure))
    ]
    return tuple((Candidate(entry, number), one) for number, (entry, one) in enumerate(zip(entries, sure, strict=True)))


def test_that_one_of_some_kin_is_right_is_likelier_than_that_the_first_is():
    assert among_kin(candidates(0.3, 0.5, 0.6, kin=3)) == pytest.approx(1 - 0.7 * 0.5 * 0.4)


def test_a_likely_stranger_leaves_it_unclear_which_is_meant():
    assert among_kin(candidates(0.4, 0.5, STRANGER, kin=2)) == 0.0
    assert among_kin(candidates(0.4, 0.5, STRANGER / 2, kin=2)) == pytest.approx(0.7)


def test_alone_the_first_is_as_likely_as_it_is():
    assert among_kin(candidates(0.4, kin=1)) == pytest.approx(0.4)
    assert among_kin(candidates(0.4, 0.1, kin=1)) < KIN
