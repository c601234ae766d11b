"""A folder of YAML: read whole or not at all, every problem named with its file and line."""

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from bot.knowledge.dates import FuzzyDate
from bot.knowledge.entries import About, Entry, Fact, Knowledge, Office, Place, Source, Term, Words
from bot.knowledge.load import Loaded, load_folder
from bot.knowledge.parts import Problem
from bot.knowledge.schema import yaml_keys

ABOUT = "title: Library help\n"
SOURCES = """\
- id: handbook
  publisher: City library
  title: Handbook
  rank: official
"""
TOPICS = """\
- id: opening-hours
  kind: topic
  name: Opening hours
  questions: ["when do you open", "are you open on sunday"]
  facts:
    - text: The library opens at nine on weekdays.
      sources: [handbook]
"""


def folder_of(tmp_path: Path, **files: str | bytes) -> Path:
    """The minimal base with these files (a name's `__` is a slash) beside or instead of its own."""
    base = tmp_path / "base"
    for name, content in ({"about": ABOUT, "sources": SOURCES, "topics": TOPICS} | files).items():
        path = base / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return base


def loaded(tmp_path: Path, **files: str | bytes) -> Loaded:
    return load_folder(folder_of(tmp_path, **files))


def knowledge_of(tmp_path: Path, **files: str | bytes) -> Knowledge:
    result = loaded(tmp_path, **files)
    assert [str(problem) for problem in result.problems] == []
    assert result.knowledge is not None
    return result.knowledge


def test_a_minimal_folder_loads(tmp_path: Path) -> None:
    knowledge = knowledge_of(tmp_path)
    assert knowledge.about == About(title="Library help")
    assert knowledge.words == Words()
    assert knowledge.sources == {"handbook": Source("handbook", "City library", "Handbook", "official")}
    entry = knowledge.entries["opening-hours"]
    assert (entry.kind, entry.name) == ("topic", "Opening hours")
    assert entry.questions == ("when do you open", "are you open on sunday")
    assert entry.facts == (Fact("1", "The library opens at nine on weekdays.", ("handbook",)),)
    assert entry.at == Place("topics.yaml", 1)
    assert entry.facts[0].at == Place("topics.yaml", 6)


def test_an_about_file_alone_is_a_base(tmp_path: Path) -> None:
    (tmp_path / "about.yaml").write_text(ABOUT)
    knowledge = load_folder(tmp_path).knowledge
    assert knowledge is not None
    assert not knowledge.entries


def test_a_full_entry_keeps_every_field(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path,
        events__2026="""\
        - id: visit-2026
          kind: event
          name: Visit
          names: {ru: Визит}
          aliases: [The visit, Trip]
          summary: >
            A visit
            of a day.
          type: visit
          when: '2026-02-04'
          starts_at: 2026-02-04 10:00 Europe/London
          status: held
          history:
            - when: 2026-01
              status: announced
              sources: [handbook]
              as_of: 2025-12
              note: moved
          where: London
          coordinates:
            - name: London
              lat: 51.5
              lon: -0.12
          host: opening-hours
          guest: Somebody
          participants:
            - id: opening-hours
              role: guest
          people: ["Jane Doe (minister)"]
          themes: [trade]
          country: uk
          sensitive: opening-hours
          currency: history
          series:
            - value: "-1.5"
              unit: million
              period: 2025
              by: the bank
              source: handbook
          former_ids: [trip-2026]
          related: [opening-hours]
          machine: [ru]
          notes: a note
          facts:
            - key: outcome
              text: It took place.
              sources: [handbook]
              as_of: 2026-02-04
              checked: 2026-03
              voice: press
              speaker: Jane Doe
              caution: One report only.
              currency: visas
              superseded_by: visit-2026#second
              questions: [what happened]
              texts:
                ru: {text: Он состоялся., made: machine}
            - key: second
              text: It did not.
              sources: [handbook]
              withdrawn: {reason: misread, date: 2026-05-01}
        """,
    )
    entry = knowledge.entries["visit-2026"]
    assert entry.named("ru") == "Визит"
    assert entry.named("kk") == "Visit"
    assert entry.summary == "A visit of a day."
    assert entry.starts_at is not None
    assert entry.starts_at.utcoffset() == timedelta(0)
    assert entry.history[0].when == FuzzyDate.parse("2026-01")
    assert entry.coordinates[0].lon == -0.12
    assert entry.participants[0].role == "guest"
    assert entry.series[0].value == -1.5
    assert entry.machine == ("ru",)
    first, second = entry.facts
    assert first.superseded_by == "visit-2026#second"
    assert first.texts["ru"].machine
    assert second.withdrawn is not None
    assert second.withdrawn.reason == "misread"
    assert entry.shown_facts == ()
    assert knowledge.find("trip-2026") is entry
    assert knowledge.fact("trip-2026#outcome") == (entry, first)
    assert knowledge.fact("visit-2026#when") is None


def test_people_and_recurring_days_keep_their_own_fields(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path,
        people="""\
        - id: jane-doe
          kind: official
          name: Jane Doe
          offices:
            - title: Minister
              organisation: Ministry
              country: UK
              role: minister
              post: france
              from: 2024-05
              to: 2025
              attested: [2024-06, 2024-12-01]
              sources: [handbook]
        - id: book-day
          kind: recurring
          name: Book day
          rrule: FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23
          except: [2026-04-23]
          extra: ["2026-04-24"]
          scope: both
          tone: celebration
        """,
    )
    office = knowledge.entries["jane-doe"].offices[0]
    assert (office.start, office.end) == (FuzzyDate.parse("2024-05"), FuzzyDate.parse("2025"))
    assert office.attested == (FuzzyDate.parse("2024-06"), FuzzyDate.parse("2024-12-01"))
    day = knowledge.entries["book-day"]
    assert day.except_dates == (date(2026, 4, 23),)
    assert day.extra_dates == (date(2026, 4, 24),)


def test_about_and_words_are_mappings(tmp_path: Path) -> None:
    knowledge = knowledge_of(
        tmp_path,
        about="""\
        title: Help
        reach: 2026-03
        language: ru
        timezone: Europe/London
        countries:
          - id: uk
            name: United Kingdom
            names: {ru: Великобритания}
            adjectives: [British]
            zone: Europe/London
            capital: London
        examples: [When do you open?]
        currency:
          visas: 10
          opening hours: 400
          history: always
        deciders: {visas: the embassy}
        """,
        words="""\
        roles:
          - id: head-of-state
            name: Head of state
            aliases: [president]
            single: true
          - name: Boss
            covers: [head-of-state]
        themes: [Trade and money, culture]
        synonyms:
          - [visit, trip]
          - [shop, store]
        fillers: [please]
        unrelated: [how do I bake bread]
        """,
    )
    assert knowledge.about.currency == {"visas": 10, "opening hours": 400}
    assert knowledge.about.countries[0].named("ru") == "Великобритания"
    assert knowledge.words.roles[0].single
    assert knowledge.words.covered("boss") == ("head-of-state",)
    assert knowledge.words.covered_in_bodies("boss") == knowledge.words.covered("nobody") == ()
    assert knowledge.words.themes == (Term("trade-and-money", "Trade and money"), Term("culture", "culture"))
    assert knowledge.words.synonyms == (("visit", "trip"), ("shop", "store"))
    assert knowledge.words.unrelated == ("how do I bake bread",)


def test_values_stay_the_text_that_was_written(tmp_path: Path) -> None:
    entry = knowledge_of(
        tmp_path,
        more="""\
        - id: no
          kind: topic
          name: NO
          aliases: [12:30, 2025, 0x1F, yes, 1e3, 010, "null"]
          where: Line one
            and line two
        """,
    ).entries["no"]
    assert entry.name == "NO"
    assert entry.aliases == ("12:30", "2025", "0x1F", "yes", "1e3", "010", "null")
    assert entry.where == "Line one and line two"


def test_letters_written_in_two_ways_become_one(tmp_path: Path) -> None:
    entry = knowledge_of(tmp_path, more="- id: a\n  kind: topic\n  name: Caf\u0065\u0301\n").entries["a"]
    assert entry.name == "Caf\u00e9"


def test_files_are_told_apart_by_name_and_read_in_order(tmp_path: Path) -> None:
    base = folder_of(
        tmp_path,
        sources__more=SOURCES.replace("handbook", "second"),
        uk__sources=SOURCES.replace("handbook", "third"),
        zoo="- {id: z, kind: topic, name: Z}\n",
        arts="- {id: a, kind: topic, name: A}\n",
    )
    (base / "README.md").write_text("not: [yaml")
    (base / ".hidden.yaml").write_text("not: [yaml")
    (base / ".git").mkdir()
    (base / ".git" / "more.yaml").write_text("not: [yaml")
    (base / "other.yml").write_text("- {id: o, kind: topic, name: O}\n")
    knowledge = load_folder(base).knowledge
    assert knowledge is not None
    assert list(knowledge.entries) == ["a", "o", "opening-hours", "z"]
    assert set(knowledge.sources) == {"handbook", "second", "third"}


TOPIC = "- {id: x, kind: topic, name: X, "
EVENT = "- {id: x, kind: event, name: X, "
DAY = "- {id: x, kind: recurring, name: X, "
POINT = TOPIC + "coordinates: [{name: a, "
FACT = TOPIC + "facts: [{"
OFFICE = "- {id: x, kind: official, name: X, offices: [{"
VALUE = "- {id: x, kind: figure, name: X, series: [{"

BROKEN: list[tuple[str, str | bytes, int, str]] = [
    ("a syntax error", "- id: x\n  name: [a\n", 2, "a bracket is not closed"),
    ("a colon in a text", "- id: x\n  name: one: two\n", 2, 'Put quotes around a text that holds ": "'),
    ("an open quote", "- id: x\n  name: 'one\n", 2, "a quote is opened and not closed"),
    ("quotes inside quotes", "- id: x\n  name: 'it's'\n", 2, "Double it: `it''`"),
    ("a key too far left", "- id: x\n name: y\n", 2, "indented by 1 space"),
    ("a line without a key", "- id: x\n  kind: topic\n  name\n", 3, "Write `key: value`"),
    ("a sign at the beginning", "- id: x\n  name: @home\n", 2, "Put quotes around it"),
    ("a backslash", '- id: x\n  name: "C:\\data"\n', 2, "Use single quotes"),
    ("a quote closed by the next one", "- id: x\n  when: '2026\n  as_of: '2025'\n", 2, "opened here ends on line 3"),
    ("git's marks", "- id: x\n<<<<<<< HEAD\n  name: y\n", 2, "two versions"),
    ("spaces that are none", "- id: x\n\u00a0 name: y\n", 2, "Write plain spaces"),
    ("a tab", "- id: x\n\tname: y\n", 2, "there is a tab"),
    ("a mark at the beginning", b"\xef\xbb\xbf- id: x\n", 1, "BOM"),
    ("bytes that are no UTF-8", "- id: x\n  name: caf\u00e9\n".encode("latin-1"), 2, "0xe9 is not UTF-8"),
    ("an invisible character", "- id: x\n  name: a\u202eb\n", 2, "U+202E"),
    ("a null byte", b"- id: x\n  name: a\x00b\n", 2, "U+0000"),
    ("nothing", "", 1, "the file is empty"),
    ("comments only", "# later\n", 1, "the file is empty"),
    ("two documents", "- {id: x, kind: topic, name: X}\n---\n- {id: y, kind: topic, name: Y}\n", 2, "second document"),
    ("a directive", "%YAML 1.2\n---\n- {id: x, kind: topic, name: X}\n", 1, "begin with %"),
    ("a mapping instead of a list", "id: x\nkind: topic\n", 1, "has to be a list"),
    ("a text instead of a list", "hello\n", 1, "has to be a list"),
    ("a list item that is a text", "- {id: x, kind: topic, name: X}\n- hello\n", 2, "no mapping"),
    ("an anchor", "- id: x\n  name: &n X\n  kind: topic\n", 2, "`&n`"),
    ("an alias", "- id: x\n  name: *n\n  kind: topic\n", 2, "`*n`"),
    ("a tag", "- id: x\n  name: !!str X\n  kind: topic\n", 2, "YAML tag"),
    ("a merge key", "- id: x\n  <<: {kind: topic}\n  name: X\n", 2, "`<<`"),
    ("a key that is a list", "- id: x\n  ? [a]\n  : b\n  kind: topic\n  name: X\n", 2, "a key has to be a word"),
    ("an equal key", "- id: x\n  kind: topic\n  name: X\n  name: Y\n", 4, "the first is on line 3"),
    ("deep nesting", "- id: x\n  name: " + "[" * 20 + "]" * 20, 2, "levels deep"),
    ("an unknown key", "- id: x\n  kind: topic\n  name: X\n  realted: [y]\n", 4, "Write `related`"),
    ("a key like none", "- id: x\n  kind: topic\n  name: X\n  soup: y\n", 4, "Delete it, or write one of aliases,"),
    ("an empty value", "- id: x\n  kind: topic\n  name: X\n  when:\n", 4, "`when` is empty"),
    ("null", "- id: x\n  kind: topic\n  name: X\n  when: ~\n", 4, "`when` is empty"),
    ("empty quotes", "- id: x\n  kind: topic\n  name: ''\n", 3, "`name` is empty"),
    ("an empty list item", "- id: x\n  kind: topic\n  name: X\n  aliases:\n    -\n", 5, "a list item is empty"),
    ("no id", "- kind: topic\n  name: X\n", 1, "`id` is missing"),
    ("no kind", "- id: x\n  name: X\n", 1, "`kind` is missing"),
    ("no name", "- id: x\n  kind: topic\n", 1, "`name` is missing"),
    ("an unknown kind", "- id: x\n  kind: evnt\n  name: X\n", 2, 'Write "event"'),
    ("an id with capitals", "- id: Big Day\n  kind: topic\n  name: X\n", 1, 'Write "big-day"'),
    ("a long id", f"- id: {'x' * 65}\n  kind: topic\n  name: X\n", 1, "at most 64"),
    ("a date that is none", "- id: x\n  kind: event\n  name: X\n  when: 2026-13\n", 4, 'no month 13. Write "2026-12"'),
    ("a date in another form", "- id: x\n  kind: event\n  name: X\n  when: 4 May 2026\n", 4, "year-month-day"),
    ("a text for a list", "- id: x\n  kind: topic\n  name: X\n  aliases: Y\n", 4, "is a text. Write a list"),
    ("a list for a text", "- id: x\n  kind: topic\n  name: [X]\n", 3, "is a list. Write a text"),
    ("a mapping in a list", "- id: x\n  kind: topic\n  name: X\n  aliases:\n    - a: b\n", 5, "holds a mapping"),
    ("a time without a zone", EVENT + "starts_at: '2026-02-04 10:00'}\n", 1, "without its zone"),
    ("a day for a time", EVENT + "starts_at: 2026-02-04}\n", 1, "without a time"),
    ("an unknown zone", EVENT + "starts_at: 2026-02-04 10:00 Mars/Base}\n", 1, "IANA name"),
    ("no time", EVENT + "starts_at: at noon}\n", 1, "no date and time"),
    ("an unknown language", TOPIC + "names: {fr: X}}\n", 1, 'language "fr"'),
    ("an unknown machine language", TOPIC + "machine: [xx]}\n", 1, "Known are en"),
    ("a latitude off the globe", POINT + "lat: 91, lon: 0}]}\n", 1, "90"),
    ("a decimal comma", POINT + "lat: '1,5', lon: 0}]}\n", 1, "no number"),
    ("no longitude", POINT + "lat: 1}]}\n", 1, "`lon` is missing"),
    ("an unknown scope", DAY + "scope: bth}\n", 1, 'Write "both"'),
    ("an unknown tone", DAY + "tone: sad}\n", 1, "`tone` is"),
    ("an exception that is no day", DAY + "except: [2026-05]}\n", 1, "single days"),
    ("a fact without a source", FACT + "text: So.}]}\n", 1, "no source, no fact"),
    ("a fact without a text", FACT + "sources: [a]}]}\n", 1, "`text` is missing"),
    ("an unknown voice", FACT + "text: A., sources: [a], voice: x}]}\n", 1, "`voice`"),
    ("a fact key that is a field", FACT + "key: when, text: A., sources: [a]}]}\n", 1, "field"),
    ("a fact key that is a number", FACT + "key: 7, text: A., sources: [a]}]}\n", 1, "position"),
    ("no date of withdrawal", FACT + "text: A., sources: [a], withdrawn: {reason: b}}]}\n", 1, "`date`"),
    ("an unmarked translation", FACT + "text: A., sources: [a], texts: {ru: Б.}}]}\n", 1, "made:"),
    ("one sighting", OFFICE + "title: A, attested: [2026]}]}\n", 1, "first and the last"),
    ("a step back without source", EVENT + "history: [{status: planned}]}\n", 1, "no source"),
    ("an empty step back", EVENT + "history: [{sources: [a]}]}\n", 1, "neither `when` nor `status`"),
    ("a number without a period", VALUE + "value: 1, unit: t, source: a}]}\n", 1, "`period`"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "line", "said"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_broken_yaml_is_named_with_file_and_line(tmp_path: Path, content: str | bytes, line: int, said: str) -> None:
    result = loaded(tmp_path, broken=content)
    assert result.knowledge is None
    found = [problem for problem in result.problems if problem.file == "broken.yaml" and said in problem.text]
    assert [problem.line for problem in found] == [line], [str(problem) for problem in result.problems]
    assert {problem.file for problem in result.problems} == {"broken.yaml"}


SOURCE = "- {id: handbook, publisher: a, "

ELSEWHERE: list[tuple[str, str, str, int, str]] = [
    ("about without a title", "about", "summary: x\n", 1, "`title` is missing"),
    ("about as a list", "about", "- title: x\n", 1, "has to be a mapping"),
    ("a number of days that is none", "about", "title: x\ncurrency: {visas: soon}\n", 2, "number of days"),
    ("a subject that never ages", "about", "title: x\ncurrency: {visas: always}\n", 2, "number of days"),
    ("a decider of nothing", "about", "title: x\ndeciders: {viass: the embassy}\n", 2, "no subject of `currency`"),
    ("a zone that does not exist", "about", "title: x\ntimezone: Mars\n", 2, "IANA name"),
    ("a language that is not spoken", "about", "title: x\nlanguage: fr\n", 2, "`language` is"),
    ("a boolean in other words", "words", "roles:\n  - name: x\n    single: yes\n", 3, "true or false"),
    ("words as a list", "words", "- x\n", 1, "has to be a mapping"),
    ("a synonym that is a text", "words", "synonyms:\n  - a, b\n", 2, "Write a list"),
    ("a role twice", "words", "roles: [x, x]\n", 1, 'has "x" both'),
    ("two themes of one name", "words", "themes:\n  - {id: a, name: B}\n  - {id: b, name: C}\n", 1, 'has "b" both'),
    ("an unknown kind of words", "words", "rolse: [x]\n", 1, "Write `roles`"),
    ("a source without a rank", "sources", SOURCE + "title: b}\n", 1, "`rank` is missing"),
    ("a source without a title", "sources", SOURCE + "rank: official}\n", 1, "`title` is missing"),
    ("an unknown rank", "sources", SOURCE + "title: b, rank: officail}\n", 1, 'Write "official"'),
    ("an address that is none", "sources", SOURCE + "title: b, rank: copy, url: www}\n", 1, "https://"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "line", "said"), [case[1:] for case in ELSEWHERE], ids=[case[0] for case in ELSEWHERE]
)
def test_other_files_are_checked_too(tmp_path: Path, name: str, content: str, line: int, said: str) -> None:
    result = loaded(tmp_path, **{name: content})
    assert result.knowledge is None
    assert [(p.file, p.line) for p in result.problems if said in p.text] == [(f"{name}.yaml", line)]


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    result = loaded(tmp_path, broken=b"#" * 1_000_001)
    assert [str(problem) for problem in result.problems] == [
        "broken.yaml:1: the file has 1,000,001 bytes, more than 1,000,000. Split it into several files"
    ]


def test_all_problems_come_at_once_in_reading_order(tmp_path: Path) -> None:
    result = loaded(
        tmp_path,
        b="- id: one\n  kind: topic\n  nmae: X\n  when: 2026-13\n- id: two\n  kind: tpic\n  name: Y\n",
        a="x: [\n",
    )
    assert [(p.file, p.line, p.entry) for p in result.problems] == [
        ("a.yaml", 1, None),
        ("b.yaml", 1, "one"),
        ("b.yaml", 3, "one"),
        ("b.yaml", 4, "one"),
        ("b.yaml", 6, "two"),
    ]


def test_a_problem_is_one_line_that_names_its_entry(tmp_path: Path) -> None:
    result = loaded(tmp_path, b="- id: one\n  kind: topic\n  name: X\n  when: 2026-13\n")
    said = '`when` is "2026-13", and there is no month 13. Write "2026-12" or, for the year alone, "2026".'
    assert [str(problem) for problem in result.problems] == [f"b.yaml:4: one: {said}"]


def test_a_syntax_problem_names_the_entry_it_stands_in(tmp_path: Path) -> None:
    result = loaded(tmp_path, b="- id: one\n  kind: topic\n- id: two\n  kind: topic\n  name: a: b\n")
    assert [(p.line, p.entry) for p in result.problems] == [(5, "two")]


def test_an_id_twice_is_named_with_the_other_place(tmp_path: Path) -> None:
    result = loaded(tmp_path, zoo=TOPICS, sources__more=SOURCES)
    assert result.knowledge is None
    assert [(p.file, p.line, p.entry) for p in result.problems] == [
        ("sources.yaml", 1, "handbook"),
        ("zoo.yaml", 1, "opening-hours"),
    ]
    assert "topics.yaml:1 has it too" in result.problems[1].text


def test_a_fact_key_twice_is_named(tmp_path: Path) -> None:
    facts = "facts: [{key: a, text: A., sources: [handbook]}, {key: a, text: B., sources: [handbook]}]"
    result = loaded(tmp_path, zoo=f"- id: x\n  kind: topic\n  name: X\n  {facts}\n")
    assert [(p.line, p.entry) for p in result.problems] == [(4, "x")]
    assert "fact a: the key stands a second time" in result.problems[0].text


def test_a_text_cut_by_a_comment_is_a_warning(tmp_path: Path) -> None:
    result = loaded(tmp_path, zoo="- id: x\n  kind: topic\n  name: Room #5\n  where: here # for now\n")
    assert result.knowledge is not None
    assert [(p.line, p.entry, p.severity) for p in result.problems] == [(3, "x", "warning")]
    assert "`#5` is read as a comment" in result.problems[0].text


def test_no_about_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("[]\n")
    assert [str(p) for p in load_folder(tmp_path).problems] == [
        'about.yaml:1: the file is missing. Write it with at least "title: ..."'
    ]


def test_no_folder_is_a_problem(tmp_path: Path) -> None:
    result = load_folder(tmp_path / "nowhere")
    assert result.knowledge is None
    assert "there is no such folder" in result.problems[0].text


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    base = folder_of(tmp_path)
    (base / "odd.yaml").mkdir()
    result = load_folder(base)
    assert result.knowledge is None
    assert [(p.file, p.line) for p in result.problems] == [("odd.yaml", 1)]


def test_the_version_changes_with_any_byte_and_name(tmp_path: Path) -> None:
    versions = {
        knowledge_of(tmp_path / "a").version,
        knowledge_of(tmp_path / "b", topics=TOPICS + "# a comment\n").version,
        knowledge_of(tmp_path / "c", sources__all=SOURCES.replace("handbook", "other")).version,
    }
    assert len(versions) == 3
    assert knowledge_of(tmp_path / "d").version in versions
    assert all(len(version) == 12 for version in versions)


@pytest.mark.parametrize(
    ("file", "one", "head"),
    [
        ("zoo", Entry, "- "),
        ("sources", Source, "- "),
        ("about", About, "  "),
        ("words", Words, "  "),
    ],
)
def test_every_field_of_the_types_is_a_key_of_the_files(tmp_path: Path, file: str, one: type, head: str) -> None:
    lines = "".join(f"  {key}: x\n" for key in yaml_keys(one))
    result = loaded(tmp_path, **{file: head + lines[2:]})
    assert [str(p) for p in result.problems if "not a key" in p.text] == []


@pytest.mark.parametrize(("key", "one"), [("facts", Fact), ("offices", Office)])
def test_every_field_below_an_entry_is_a_key_of_the_files(tmp_path: Path, key: str, one: type) -> None:
    inner = ", ".join(f"{name}: x" for name in yaml_keys(one))
    result = loaded(tmp_path, zoo=f"- {{id: x, kind: official, name: X, {key}: [{{{inner}}}]}}\n")
    assert [str(p) for p in result.problems if "not a key" in p.text] == []


def test_every_field_of_a_word_is_a_key_of_the_files(tmp_path: Path) -> None:
    inner = ", ".join(f"{f.name}: x" for f in fields(Term))
    result = loaded(tmp_path, words=f"roles: [{{{inner}}}]\n")
    assert [str(p) for p in result.problems if "not a key" in p.text] == []


def test_problems_sort_by_file_and_line() -> None:
    late, early = Problem("b.yaml", 1, None, "x"), Problem("a.yaml", 10, "e", "x")
    assert sorted([late, early, Problem("a.yaml", 9, None, "x")])[-2:] == [early, late]
