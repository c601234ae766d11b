"""Planted mistakes: what must hold between entries, and what may look odd and is fine."""

import re
import shutil
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from bot.knowledge.check_names import folded
from bot.knowledge.load import Loaded, check_folder
from bot.knowledge.parts import Problem

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
TODAY = date(2026, 11, 21)

ABOUT = """\
title: Two countries
countries:
  - {id: north, name: North, aliases: [Republic of North]}
  - {id: south, name: South}
currency: {visas: 10, ports: 60}
"""
WORDS = """\
roles:
  - {id: president, name: President, aliases: [Head of State], single: true}
  - {id: minister, name: Minister}
  - {id: ambassador, name: Ambassador, single: true}
types: [visit]
themes: [trade]
places: [Eastland]
organisations: [League]
"""
SOURCES = """\
- {id: gazette, publisher: Gazette, title: Issue 1, rank: official, date: 2020-01-01}
- {id: herald, publisher: Herald, title: Report, rank: newspaper}
"""
GOOD = """\
- id: visit-2025
  kind: event
  name: Visit of 2025
  aliases: [The visit]
  type: visit
  themes: [trade]
  when: 2025-06-01/2025-06-02
  starts_at: 2025-06-01 10:00 Europe/London
  status: held
  history: [{status: planned, when: 2025-05, sources: [herald]}]
  host: north
  guest: ann-lee
  participants:
    - {id: ann-lee, role: President}
    - {id: league}
    - {id: "Old friends"}
  people: [ann-lee, "Bob Ray (adviser)"]
  country: south
  sensitive: islands
  related: [treaty-1999, islands]
  facts:
    - key: when-signed
      text: It was signed in 2024.
      sources: [gazette]
      as_of: 2025-06-03
      superseded_by: visit-2025#signed
    - {key: signed, text: It was signed in 2025., sources: [gazette, herald], speaker: ann-lee, currency: ports}
    - text: It never was.
      sources: [herald]
      withdrawn: {reason: misread, date: 2025-07-01}
- {id: treaty-1999, kind: agreement, name: Treaty, status: in-force, when: 1999, former_ids: [treaty]}
- {id: islands, kind: topic, name: Islands, currency: visas}
- id: ann-lee
  kind: official
  name: Ann Lee
  offices:
    - {title: President of South, role: president, country: south, from: 2024-05, to: 2026, sources: [gazette]}
    - {title: Minister, role: minister, country: south, attested: [2020-01-01, 2021], sources: [herald]}
- id: dan-orr
  kind: official
  name: Dan Orr
  offices:
    - {title: President of South, role: president, country: South, from: 2019, to: 2024-05, sources: [gazette]}
    - {title: President of North, role: president, country: north, from: 2024-06, sources: [gazette]}
- id: new-year
  kind: recurring
  name: New Year
  rrule: FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1
  except: [2026-01-01]
  extra: [2026-01-02]
- {id: trade-2025, kind: figure, name: Trade, series: [{value: 3, unit: t, period: 2025, source: herald}]}
"""


def checked(tmp_path: Path, more: str = "", **files: str) -> Loaded:
    contents = {"about": ABOUT, "words": WORDS, "sources": SOURCES, "good": GOOD} | files
    if more:
        contents["more"] = more
    for name, content in contents.items():
        (tmp_path / f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
    return check_folder(tmp_path, TODAY)


def found(tmp_path: Path, more: str) -> list[Problem]:
    """The problems of a good base with this file beside it, all of which have to stand in that file."""
    problems = list(checked(tmp_path, more).problems)
    assert {problem.file for problem in problems} <= {"more.yaml"}, [str(problem) for problem in problems]
    return problems


def test_a_good_base_has_no_problems(tmp_path: Path) -> None:
    result = checked(tmp_path)
    assert [str(problem) for problem in result.problems] == []
    assert result.knowledge is not None


def test_a_role_covers_known_roles_only(tmp_path: Path) -> None:
    words = WORDS.replace("name: Minister}", "name: Minister, covers: [president, rector]}")
    problems = [str(problem) for problem in checked(tmp_path, words=words).problems]
    assert len(problems) == 1
    assert '`covers` of minister has "rector", which is no id here. Write one of the ids, or delete it' in problems[0]


def official(name: str, **office: str) -> str:
    """A person in an office of the South."""
    given = {"title": "President", "role": "president", "country": "south", "sources": "[gazette]"} | office
    inner = ", ".join(f"{key.rstrip('_')}: {value}" for key, value in given.items())
    return f"- id: {name}\n  kind: official\n  name: {name.title()}\n  offices:\n    - {{{inner}}}\n"


def topic(fields: str) -> str:
    return f"- id: x\n  kind: topic\n  name: X\n  {fields}\n"


def event(fields: str) -> str:
    return f"- id: x\n  kind: event\n  name: X\n  {fields}\n"


def recurring(fields: str) -> str:
    return f"- id: x\n  kind: recurring\n  name: X\n  {fields}\n"


def fact(fields: str) -> str:
    return topic(f"facts:\n    - {{{fields}}}")


SUPERSEDED = "text: A., sources: [herald], superseded_by: "
YEARLY = "rrule: FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"

ERRORS: list[tuple[str, str, int, str]] = [
    ("unknown related", topic("related: [visit-2024]"), 4, 'no such entry. Write "visit-2025"'),
    ("related like nothing", topic("related: [regional-summit-2026]"), 4, "no such entry. Add it, or delete it here"),
    ("related under a former id", topic("related: [treaty]"), 4, 'Write "treaty-1999"'),
    ("asked and beyond", topic("questions: [what is it]\n  beyond: [What is it?]"), 5, "under `questions` too"),
    ("related to itself", topic("related: [x]"), 4, "names the entry itself"),
    ("unknown person", topic("people: [ann-leigh]"), 4, 'no such person. Write "ann-lee"'),
    ("unknown participant", event("participants: [{id: cleo-ash}]"), 4, "no such entry"),
    ("unknown host", event("host: eastlan"), 4, 'Write "eastland"'),
    ("unknown guest", event("guest: nobody"), 4, "no such entry or country"),
    ("host and guest alike", event("host: north\n  guest: north"), 5, "the same as `host`"),
    ("unknown country", topic("country: westland"), 4, "no such country"),
    ("unknown type", event("type: vist"), 4, 'no such type in words.yaml. Write "visit"'),
    ("unknown theme", topic("themes: [trad]"), 4, 'Write "trade"'),
    ("sensitive without a topic", topic("sensitive: treaty-1999"), 4, "no such topic"),
    ("unknown currency", topic("currency: viass"), 4, 'Write "visas"'),
    ("unknown source of a series", topic("series: [{value: 1, unit: t, period: 2025, source: heral}]"), 4, '"herald"'),
    ("unknown source of a step", event("history: [{status: planned, sources: [heral]}]"), 4, '"herald"'),
    ("unknown source of a fact", fact("text: A., sources: [heral]"), 5, 'fact 1: `sources` is "heral"'),
    ("unknown currency of a fact", fact("text: A., sources: [herald], currency: prots"), 5, '"ports"'),
    ("unknown speaker", fact("text: A., sources: [herald], speaker: ann-le"), 5, 'Write "ann-lee"'),
    ("superseded by nothing", fact(SUPERSEDED + "visit-2025#sgined"), 5, "no such fact"),
    ("superseded by a field", fact(SUPERSEDED + "visit-2025#when"), 5, "no such fact"),
    ("superseded by a withdrawn fact", fact(SUPERSEDED + "visit-2025#3"), 5, "withdrawn"),
    (
        "withdrawn and superseded",
        fact(SUPERSEDED + "visit-2025#signed, withdrawn: {reason: a, date: 2026}"),
        5,
        "Keep one",
    ),
    ("superseded by itself", fact("key: a, text: A., sources: [herald], superseded_by: x#a"), 5, "x#a -> x#a"),
    ("a former id that lives", topic("former_ids: [islands]"), 4, "still there"),
    ("a former id of two", topic("former_ids: [treaty]"), 4, "treaty-1999 claims it too"),
    ("a name that another has", topic("aliases: [the  VISIT]"), 4, "also what visit-2025 is called (good.yaml:3)"),
    ("a name in a language that another has", topic("names: {ru: Trade}"), 4, "also what trade-2025 is called"),
    ("offices of a thing", topic("offices: [{title: A, sources: [herald]}]"), 4, "belongs to people"),
    ("a status of another kind", event("status: signed"), 4, "For the kind event write one of announced"),
    ("a step with a status of another kind", event("history: [{status: drft, sources: [herald]}]"), 4, "For the kind"),
    ("a start outside its days", event("when: 2026-01\n  starts_at: 2026-02-01 10:00 UTC"), 5, "outside `when`"),
    ("a placeholder for a name", "- id: x\n  kind: topic\n  name: TBD\n", 3, "placeholder"),
    ("a placeholder for a place", event("where: n/a"), 4, "placeholder"),
    ("a placeholder in a fact", fact("text: The date is TBC., sources: [herald]"), 5, "placeholder"),
    ("a rule that is none", recurring("rrule: yearly"), 4, "no rule"),
    ("exceptions from nothing", topic("except: [2026-01-01]"), 4, "there is none"),
    ("a rule of a topic", topic("rrule: FREQ=YEARLY"), 4, "kind topic"),
    ("unknown role", official("x", role="presidnt"), 5, 'Write "president"'),
    ("unknown post", official("x", post="westland"), 5, "no such country"),
    ("an office without source", official("x", role="minister", sources="[]"), 5, "no source"),
    ("an end before the start", official("x", role="minister", from_="2026-02", to="2026-01"), 5, "before `from`"),
    ("sightings turned round", official("x", role="minister", attested="[2026, 2025]"), 5, "Turn them round"),
    ("seen too early", official("x", role="minister", from_="2026", attested="[2025-01-01, 2026]"), 5, "before `from`"),
    ("seen too late", official("x", role="minister", to="2025", attested="[2025, 2026]"), 5, "after `to`"),
    ("two presidents", official("x", from_="2025", to="2026"), 5,
     "when ann-lee (good.yaml:37: from 2024-05 to 2026) held it too"),
    ("a president within another's term", official("x", attested="[2025-01-01, 2025-01-01]"), 5, "one holder"),
    ("a president seen in another's term", official("x", country="South", from_="2020-05"), 5, "when dan-orr"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "line", "said"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_a_planted_mistake_is_found_where_it_stands(tmp_path: Path, more: str, line: int, said: str) -> None:
    problems = [p for p in found(tmp_path, more) if p.severity == "error"]
    assert [(p.line, p.entry) for p in problems] == [(line, "x")], [str(p) for p in problems]
    assert said in problems[0].text


WARNINGS: list[tuple[str, str, int, str]] = [
    ("held in the future", event("when: 2027\n  status: held"), 5, "after today"),
    ("announced in the past", event("when: 2026-10\n  status: announced"), 5, "before today"),
    ("scheduled in the past", event("when: 2026-11-20\n  status: scheduled"), 5, "Write held, cancelled, postponed"),
    ("signed in the future", event("when: 2027\n  status: signed").replace("event", "agreement"), 5, "after today"),
    ("confirmed tomorrow", fact("text: A., sources: [herald], as_of: 2026-11-22"), 5, "`as_of` is"),
    ("checked tomorrow", fact("text: A., sources: [herald], checked: 2026-12"), 5, "`checked` is"),
    ("checked before it was known", fact("text: A., sources: [herald], as_of: 2026, checked: 2025"), 5,
     "before `as_of`"),
    ("related twice", topic("related: [islands, islands]"), 4, "twice"),
    ("a source twice", fact("text: A., sources: [herald, herald]"), 5, "twice"),
    ("no full stop", fact("text: It was so, sources: [herald]"), 5, "full stop"),
    ("a summary without full stop", topic("summary: So it was"), 4, "full stop"),
    ("the same sentence", fact("text: It was signed in 2024., sources: [herald]"), 5, "visit-2025#when-signed"),
    ("a position referred to", fact(SUPERSEDED + "x#2}\n    - {text: B., sources: [herald]"), 5, "moves"),
    ("never comes", "- id: x\n  kind: recurring\n  name: X\n", 2, "never comes"),
    ("an exception that is none", recurring("except: [2026-01-02]\n  " + YEARLY), 4, "no day of `rrule`"),
    ("an extra day that is none", recurring("extra: [2026-01-01]\n  " + YEARLY), 4, "already"),
    ("one seen between another's sightings", official("p", country="eastland", attested="[2020, 2022]")
     + official("x", country="eastland", attested="[2021, 2021]"), 10, "write two offices"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "line", "said"), [case[1:] for case in WARNINGS], ids=[case[0] for case in WARNINGS])
def test_what_is_only_odd_is_a_warning(tmp_path: Path, more: str, line: int, said: str) -> None:
    problems = found(tmp_path, more)
    assert [(p.line, p.entry, p.severity) for p in problems] == [(line, "x", "warning")], [str(p) for p in problems]
    assert said in problems[0].text
    assert checked(tmp_path, more).knowledge is not None


EASTERN = "title: A, role: president, country: eastland, sources: [herald]"

FINE: list[tuple[str, str]] = [
    ("planned for this very day", event("when: 2026-11-21\n  status: planned")),
    ("planned for this month", event("when: 2026-11\n  status: planned")),
    ("held since a while", event("when: 2026/..\n  status: held")),
    ("postponed from the past", event("when: 2026-10\n  status: postponed")),
    ("a person by name", topic("people: [Cleo Ash (minister)]")),
    ("a country that is only named", official("x", country="Westland", role="minister")),
    ("an end in an ending with a quote", fact("text: 'He said \"so.\"', sources: [herald]")),
    ("an Urdu sentence", fact("text: یہ ہے۔, sources: [herald]")),
    ("a handover in a month", official("x", from_="2026-12", to="2027")),
    ("a successor with no stated end before", official("x", country="north", from_="2026-01")),
    ("a minister beside another", official("x", role="minister", from_="2020", to="2024")),
    ("an ambassador to another country", official("x", role="ambassador", post="north", from_="2024", to="2026")
     + official("y", role="ambassador", post="eastland", from_="2024", to="2026")),
    ("ups and downs of one person", official("x", country="eastland", from_="2020", to="2022").replace(
        "offices:\n", f"offices:\n    - {{{EASTERN}, from: 2021, to: 2023}}\n")),
]  # fmt: skip


@pytest.mark.parametrize("more", [case[1] for case in FINE], ids=[case[0] for case in FINE])
def test_what_only_looks_odd_is_fine(tmp_path: Path, more: str) -> None:
    assert [str(problem) for problem in found(tmp_path, more)] == []


def test_a_ring_of_facts_is_named_once_with_its_steps(tmp_path: Path) -> None:
    steps = "".join(
        f"    - {{key: {a}, text: Step {a}., sources: [herald], superseded_by: x#{b}}}\n"
        for a, b in ["ab", "bc", "ca", "da"]
    )
    problems = found(tmp_path, topic("facts:\n" + steps))
    assert len(problems) == 1
    assert "x#a -> x#b -> x#c -> x#a" in problems[0].text


ACTING = """\
- id: x
  kind: event
  name: X
  when: {when}
  participants: [{{id: {who}, role: {role}}}]
"""


@pytest.mark.parametrize(
    ("who", "role", "when"),
    [("ann-lee", "President", "2023-01-01"), ("ann-lee", "head of state", "2027"), ("dan-orr", "president", "2018")],
)
def test_an_official_acting_outside_a_stated_term_is_an_error(tmp_path: Path, who: str, role: str, when: str) -> None:
    problems = found(tmp_path, ACTING.format(who=who, role=role, when=when))
    assert [(p.line, p.severity) for p in problems] == [(5, "error")]
    assert "outside the term" in problems[0].text


@pytest.mark.parametrize(
    ("who", "role", "when"),
    [
        ("ann-lee", "President", "2024-05-10"),
        ("ann-lee", "guest", "1999"),
        ("ann-lee", "Minister", "1999"),
        ("dan-orr", "President", "2030"),
        ("dan-orr", "President of North", "2024"),
    ],
)
def test_an_official_within_an_office_or_out_of_it_is_fine(tmp_path: Path, who: str, role: str, when: str) -> None:
    assert found(tmp_path, ACTING.format(who=who, role=role, when=when)) == []


def test_a_source_that_nothing_names_is_a_warning(tmp_path: Path) -> None:
    source = "- {id: letter, publisher: A, title: Letter, rank: party}\n"
    problems = checked(tmp_path, sources=SOURCES + source).problems
    assert [(p.file, p.line, p.entry, p.severity) for p in problems] == [("sources.yaml", 3, "letter", "warning")] * 2
    assert any("names this source" in problem.text for problem in problems)
    assert any("without whose" in problem.text for problem in problems)


def test_a_source_named_in_a_note_is_used(tmp_path: Path) -> None:
    source = "- {id: letter, publisher: A, title: Letter, rank: copy}\n"
    more = topic("notes: Only letter-2 and letter say so.")
    assert checked(tmp_path, more, sources=SOURCES + source).problems == ()


def test_a_source_from_the_future_is_a_warning(tmp_path: Path) -> None:
    problems = checked(tmp_path, sources=SOURCES.replace("2020-01-01", "2027")).problems
    assert [(p.file, p.entry, p.severity) for p in problems] == [("sources.yaml", "gazette", "warning")]


def test_checks_run_beside_what_cannot_be_read(tmp_path: Path) -> None:
    """A broken file is named, what it may hold is not called unknown, and the rest is checked all the same."""
    result = checked(tmp_path, topic("related: [treaty-1999, nowhere]"), good=GOOD + "- name: a: b\n")
    assert result.knowledge is None
    assert [(p.file, p.entry) for p in result.problems if p.file == "more.yaml"] == [("more.yaml", "x")]
    assert '"nowhere"' in next(p.text for p in result.problems if p.file == "more.yaml")
    assert [p.file for p in result.problems] == ["good.yaml", "more.yaml"]


def test_an_entry_that_cannot_be_read_is_not_unknown(tmp_path: Path) -> None:
    more = "- id: half\n  kind: topic\n- id: x\n  kind: topic\n  name: X\n  related: [half]\n"
    assert [(p.line, p.entry) for p in found(tmp_path, more)] == [(1, "half")]


def test_today_decides_and_never_keeps_a_good_base_from_loading(tmp_path: Path) -> None:
    checked(tmp_path, event("when: 2026-12-01\n  status: scheduled"))
    for today in (date(1990, 1, 1), TODAY, date(2090, 1, 1)):
        assert check_folder(tmp_path, today).knowledge is not None
    assert check_folder(tmp_path, TODAY).problems == ()
    assert len(check_folder(tmp_path, date(2026, 12, 2)).problems) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "yearly",
        "FREQ=HOURLY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ=YEARLY;COUNT=0",
        "FREQ=YEARLY;COUNT=3",
        "FREQ=YEARLY;INTERVAL=2",
        "FREQ=YEARLY;UNTIL=20201231",
        "FREQ=YEARLY;UNTIL=20301231T000000Z",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=99MO",
        "FREQ=YEARLY;DTSTART=20200101",
    ],
)
def test_a_rule_that_gives_no_days_is_an_error(tmp_path: Path, rule: str) -> None:
    problems = found(tmp_path, f"- id: x\n  kind: recurring\n  name: X\n  rrule: {rule}\n")
    assert [(p.line, p.severity) for p in problems] == [(4, "error")]
    assert "Write a rule like" in problems[0].text


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=YEARLY;UNTIL=20301231",
    ],
)
def test_a_rule_that_gives_days_is_fine(tmp_path: Path, rule: str) -> None:
    assert found(tmp_path, f"- id: x\n  kind: recurring\n  name: X\n  rrule: {rule}\n") == []


def test_a_rule_counts_from_a_given_day(tmp_path: Path) -> None:
    rule = "when: 2026-01-05/..\n  rrule: FREQ=WEEKLY;INTERVAL=2\n"
    assert found(tmp_path, recurring(f"{rule}  except: [2026-01-19]")) == []
    assert len(found(tmp_path, recurring(f"{rule}  except: [2026-01-12]"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The  Visit!", "the visit"),
        ("Ёлка", "елка"),
        ("كتاب", "کتاب"),
        ("پاکِستان", "پاکستان"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_read_alike_fold_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Visit 2025", "Visit 2026"), ("қала", "кала"), ("й", "и")])
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_the_ten_minute_example_fits_the_real_base(tmp_path: Path) -> None:
    """What the data dictionary tells a newcomer to copy is taken as it stands, address aside."""
    base = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, base)
    text = (base / "README.md").read_text(encoding="utf-8")
    source, entry = (dedent(block) for block in re.findall(r"(?:^ {7}\S?.*\n)+", text, re.MULTILINE)[:2])
    (base / "sources" / "example.yaml").write_text(source.replace("/...", "/page"), encoding="utf-8")
    (base / "events" / "example.yaml").write_text(entry, encoding="utf-8")
    result = check_folder(base, date(2026, 11, 21))
    assert [str(problem) for problem in result.problems if "example.yaml" in problem.file] == []
    assert "id: igc-session-14-2026" in entry
    assert result.knowledge is None or "igc-session-14-2026" in result.knowledge.entries
