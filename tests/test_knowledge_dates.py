"""Dates as known: what their text allows, how they compare, what is said about one that cannot be read."""

import pickle
import warnings
from calendar import monthrange
from datetime import date, timedelta
from itertools import combinations
from time import struct_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.knowledge.dates import PRECISIONS, FuzzyDate

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from edtf import parse_edtf

IN_ORDER = [
    "../2023-06",
    "199X",
    "1991-12-20",
    "2020/2021-06",
    "2026-02-04",
    "2026-02-04/2026-02-06",
    "2026-02-04/..",
    "2026-02-05",
    "2026-21",
    "2026-04-XX",
    "2026-12",
    "2027",
]

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def singles(draw: st.DrawFn) -> str:
    day = draw(days)
    year, month = f"{day.year:04}", f"{day.month:02}"
    forms = [
        year,
        f"{year}-{month}",
        day.isoformat(),
        f"{year}-XX",
        f"{year}-{month}-XX",
        f"{year}-XX-XX",
        f"{year}-{draw(st.integers(21, 24))}",
        f"{year[:3]}X",
        f"{year[:2]}XX",
    ]
    return draw(st.sampled_from(forms)) + draw(marks)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    first, last = sorted([FuzzyDate.parse(draw(singles())), FuzzyDate.parse(draw(singles()))])
    ends = [(first.text, last.text), (first.text, ".."), ("..", last.text), (first.text, ""), ("", last.text)]
    return "/".join(draw(st.sampled_from(ends)))


texts = st.one_of(singles(), intervals())
fuzzy = texts.map(FuzzyDate.parse)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2026", "2026-01-01", "2026-12-31", "year"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2026-02-04", "2026-02-04", "2026-02-04", "day"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2026-XX", "2026-01-01", "2026-12-31", "year"),
        ("2026-04-XX", "2026-04-01", "2026-04-30", "month"),
        ("2026-XX-XX", "2026-01-01", "2026-12-31", "year"),
        ("2026-22", "2026-06-01", "2026-08-31", "season"),
        ("2026-24", "2026-12-01", "2027-02-28", "season"),
        ("2026-02-04/2026-03", "2026-02-04", "2026-03-31", "month"),
        ("2026-02-04/2026", "2026-02-04", "2026-12-31", "year"),
        ("2026-02/..", "2026-02-01", None, "month"),
        ("2026-02/", "2026-02-01", None, "month"),
        ("../2023-06", None, "2023-06-30", "month"),
        ("/2023-06-01", None, "2023-06-01", "day"),
        ("9999-24", "9999-12-01", "9999-12-31", "season"),
        ("00XX", "0001-01-01", "0099-12-31", "century"),
    ],
)
def test_a_text_allows_these_days(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    when = FuzzyDate.parse(text)
    assert when.earliest == (earliest and date.fromisoformat(earliest))
    assert when.latest == (latest and date.fromisoformat(latest))
    assert when.precision == precision


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2026", False, False),
        ("2026~", True, False),
        ("2026-02?", False, True),
        ("2026-02-04%", True, True),
        ("2026-02-04/2026-02-06~", True, False),
        ("2026?/..", False, True),
    ],
)
def test_marks_are_kept_apart(text: str, approximate: bool, uncertain: bool) -> None:
    when = FuzzyDate.parse(text)
    assert (when.approximate, when.uncertain) == (approximate, uncertain)


def test_open_ends_have_names() -> None:
    since, by, between = (FuzzyDate.parse(t) for t in ("2026-02/..", "../2023-06", "2026-02/2026-03"))
    assert since.is_interval
    assert since.is_ongoing
    assert not since.is_by
    assert (since.start, since.end) == (FuzzyDate.parse("2026-02"), None)
    assert by.is_by
    assert not by.is_ongoing
    assert (by.start, by.end) == (None, FuzzyDate.parse("2023-06"))
    assert between.is_interval
    assert not between.is_ongoing
    assert not between.is_by


def test_an_end_that_is_not_known_is_not_an_open_one() -> None:
    when = FuzzyDate.parse("2026-02/")
    assert when.is_interval
    assert when.end is None
    assert not when.is_ongoing


def test_a_single_date_has_no_ends() -> None:
    when = FuzzyDate.parse("2026-02")
    assert not when.is_interval
    assert (when.start, when.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("2026-13", 'no month 13. Write "2026-12"'),
        ("2026-00", 'no month 00. Write "2026-01"'),
        ("2026-02-30", 'no day 30. Write "2026-02-28"'),
        ("2025-04-00", 'no day 00. Write "2025-04-30"'),
        ("0000", "no year 0"),
        ("12345", "0001 to 9999"),
        ("Y170000002", "0001 to 9999"),
        ("-0044", "0001 to 9999"),
        ("04.02.2026", "year-month-day"),
        ("4 February 2026", "year-month-day"),
        ("TBD", "year-month-day"),
        ("‘2026-02-04’", "Write straight ones"),
        ("٢٠٢٦", "year-month-day"),
        ("2026-2-4", 'Write "2026-02-04"'),
        ("2026-2", 'Write "2026-02"'),
        ("2026-04-xx", 'Write "2026-04-XX"'),
        ("~2026", 'Write "2026~"'),
        ("2026-02-04T10:00", "`starts_at`"),
        ("2026-02-04 10:00", "`starts_at`"),
        ("2026-21-04", 'Write "2026-21"'),
        ("199X-05", 'Write "199X"'),
        ("2026-XX-04", 'Write "2026"'),
        ("2026-05/2026-03", 'Write the earlier date first: "2026-03/2026-05"'),
        ("2026/2027/2028", "2 slashes"),
        ("2026-02-04/06", 'Write "2026-02-04/2026-02-06"'),
        ("2026/27", 'Write "2026/2027"'),
        ("2026–2027", "around a slash"),
        ("2026 - 2027", "around a slash"),
        ("../..", "neither end"),
        ("/", "neither end"),
    ],
)
def test_a_date_that_cannot_be_read_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"\. ?") as caught:
        FuzzyDate.parse(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(("earlier", "later"), list(combinations(IN_ORDER, 2)))
def test_dates_sort_in_reading_order(earlier: str, later: str) -> None:
    assert FuzzyDate.parse(earlier) < FuzzyDate.parse(later)


def test_before_means_surely_before() -> None:
    february, march, year = (FuzzyDate.parse(t) for t in ("2026-02", "2026-03", "2026"))
    assert february.is_before(march)
    assert not february.is_before(year)
    assert not FuzzyDate.parse("2020/..").is_before(march)
    assert not february.is_before(FuzzyDate.parse("../2030"))


def test_over_means_the_last_possible_day_has_passed() -> None:
    assert not FuzzyDate.parse("2026").is_over(date(2026, 12, 31))
    assert FuzzyDate.parse("2026").is_over(date(2027, 1, 1))
    assert not FuzzyDate.parse("1992/..").is_over(date(2027, 1, 1))


@given(texts)
def test_text_survives_reading_and_pickling(text: str) -> None:
    when = FuzzyDate.parse(text)
    assert when.text == text
    copy = pickle.loads(pickle.dumps(when))
    assert copy == when
    assert hash(copy) == hash(when)
    assert (copy.earliest, copy.latest, copy.start, copy.end) == (
        when.earliest,
        when.latest,
        when.start,
        when.end,
    )


@given(fuzzy)
def test_bounds_are_in_order(when: FuzzyDate) -> None:
    assert when.earliest is not None or when.latest is not None
    if when.earliest and when.latest:
        assert when.earliest <= when.latest
    assert when.precision in PRECISIONS


@given(fuzzy, fuzzy)
def test_order_is_total_and_agrees_with_equality(one: FuzzyDate, other: FuzzyDate) -> None:
    assert [one < other, one == other, one > other].count(True) == 1
    if one.is_before(other):
        assert one < other
        assert not other.is_before(one)


@given(fuzzy, days, days)
def test_overlap_is_seen_from_both_sides(when: FuzzyDate, one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    window = FuzzyDate.parse(f"{first}/{last}")
    assert when.overlaps(first, last) == (not when.is_before(window) and not window.is_before(when))


@given(fuzzy, days)
def test_what_is_over_does_not_overlap_from_today(when: FuzzyDate, today: date) -> None:
    assert when.is_over(today) == (not when.overlaps(today, date.max) and when.latest is not None)


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_a_sentence(text: str) -> None:
    said = ""
    try:
        FuzzyDate.parse(text)
    except ValueError as error:
        said = str(error)
    assert not said or "Write" in said or "Leave" in said or "leave" in said


@settings(max_examples=40)
@given(singles())
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    ours = FuzzyDate.parse(text)
    assume(1000 <= int(text[:2] + "00") <= 9800)  # at the ends of the calendar that package counts years of its own
    theirs = parse_edtf(text.rstrip("~?%"))  # it takes no mark behind a season; marks move no bound here
    lower, upper = as_date(theirs.lower_strict()), as_date(theirs.upper_strict())
    if text[4:7] == "-24":  # a winter ends in December there and in February here
        assert upper == date(lower.year, 12, 31)
        upper = date(lower.year + 1, 2, monthrange(lower.year + 1, 2)[1])
    assert (ours.earliest, ours.latest) == (lower, upper)


@settings(max_examples=40)
@given(days, st.sampled_from([4, 7, 10]), marks, st.sampled_from(["since", "by", "alone"]))
def test_intervals_agree_with_the_edtf_package(day: date, length: int, mark: str, side: str) -> None:
    assume(1000 <= day.year <= 9800)
    text = day.isoformat()[:length] + mark
    ours = FuzzyDate.parse({"since": f"{text}/..", "by": f"../{text}", "alone": f"{text}/{text}"}[side])
    theirs = parse_edtf(ours.text)
    lower, upper = theirs.lower_strict(), theirs.upper_strict()
    assert ours.earliest == (None if lower == float("-inf") else as_date(lower))
    assert ours.latest == (None if upper == float("inf") else as_date(upper))


@given(days)
def test_a_day_is_itself_and_nothing_else(day: date) -> None:
    when = FuzzyDate.parse(day.isoformat())
    assert when.overlaps(day, day)
    if day > date.min:
        assert not when.overlaps(date.min, day - timedelta(days=1))


def as_date(moment: struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)
