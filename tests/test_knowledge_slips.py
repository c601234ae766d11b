"""Slips of the keyboard: the line that a curator has to mend is named, and what to write there."""

from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.load import check_folder
from bot.knowledge.parts import Problem

GOOD = """\
- id: visit
  kind: event
  name: Visit
  status: held
  where: North
  participants:
  - id: Ann Lee
    role: guest
  facts:
  - key: first
    text: It was so,
      as all said.
    sources:
    - gazette
    as_of: '2020-01-01'
  - text: It was not.
    sources:
    - herald
"""
SOURCES = """\
- {id: gazette, publisher: Gazette, title: Issue 1, rank: official}
- {id: herald, publisher: Herald, title: Report, rank: newspaper}
"""
TWO = "- id: visit\n  kind: event\n  name: Visit\n"


def problems(tmp_path: Path, entries: str, sources: str = SOURCES) -> list[Problem]:
    about, words = "title: X\ncountries: [North]\n", "types: [meeting]\nroles: [Senator]\n"
    for name, content in {"about": about, "words": words, "sources": sources, "entries": entries}.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    return list(check_folder(tmp_path, date(2026, 11, 21)).problems)


def edited(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


SLIPS = [
    ("the first key of a fact too deep", edited("  - key: first", "   - key: first"), 10, "indented by 3 spaces"),
    ("an item too far left", edited("  - text: It was not", " - text: It was not"), 16, "indented by 1 space"),
    ("a key of an entry too deep", edited("  status:", "   status:"), 4, "indented by 3 spaces"),
    ("a key after a list too deep", edited("  facts:", "   facts:"), 9, "indented by 3 spaces"),
    ("all keys of an entry too deep", TWO.replace("  ", "   ") + GOOD.replace("visit", "other"), 2, "Line it up"),
    ("an entry too deep", f"{TWO} - id: other\n  kind: topic\n", 4, "indented by 1 space"),
    ("two spaces after a dash", edited("  - key: first", "  -  key: first"), 10, "more than one space"),
    ("keys of an item at its dash", edited("  - key: first", "    - key: first"), 11, "by two more"),
    ("no space after a colon", edited("status: held", "status:held"), 4, "Write `status: held`"),
    ("no space after a dash", edited("    - herald", "    - herald\n    -gazette"), 19, "Write `- gazette`"),
    ("no space after the dash of a fact", edited("  - text: It was not.", "  -text: No."), 16, "Write `- text: No.`"),
    ("an apostrophe", edited("where: North", "where: 'the speakers' house'"), 5, "Double it: `speakers''`"),
    ("an apostrophe in a list", edited("    - gazette", "    - 'Ann's'"), 14, "Double it: `Ann''`"),
]


@pytest.mark.parametrize(("entries", "line", "said"), [one[1:] for one in SLIPS], ids=[one[0] for one in SLIPS])
def test_a_slip_is_named_on_its_own_line_and_alone(tmp_path: Path, entries: str, line: int, said: str) -> None:
    found = [one for one in problems(tmp_path, entries) if one.file == "entries.yaml"]
    assert [one.line for one in found] == [line], [str(one) for one in found]
    assert said in found[0].text


def test_an_odd_indentation_is_no_slip_where_all_levels_have_it(tmp_path: Path) -> None:
    steps_of_three = "-  id: visit\n   kind: event\n   name: Visit\n   aliases: [a\n"
    found = [one for one in problems(tmp_path, steps_of_three) if one.file == "entries.yaml"]
    assert [one.line for one in found] == [4]
    assert "a bracket is not closed" in found[0].text


def test_an_id_that_two_sources_have_sends_nobody_to_another_source(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD, SOURCES.replace("id: herald", "id: gazette"))
    assert [(one.file, one.line) for one in found] == [("entries.yaml", 16), ("sources.yaml", 2)]
    assert "If it is the one at sources.yaml:2" in found[0].text
    assert "gazette" not in found[0].text


def test_another_source_is_named_for_a_slip_only_and_with_its_title(tmp_path: Path) -> None:
    sources = SOURCES.replace("id: herald", "id: herald-2025-02-president")
    slip = problems(tmp_path, edited("- herald", "- herald-2025-02-presidnet"), sources)
    other = problems(tmp_path, edited("- herald", "- herald-2025-12-parliament"), sources)
    assert [one for one in slip if 'If Herald, "Report" is meant, write "herald-2025-02-president"' in one.text]
    assert not [one for one in other if "president" in one.text]
    assert [one for one in other if "write the id of the source from which this was taken" in one.text]


def test_a_text_for_a_list_of_sources_is_one_problem(tmp_path: Path) -> None:
    found = problems(tmp_path, edited("sources:\n    - herald", "sources: herald"))
    assert ["`sources` is a text" in one.text for one in found] == [True]


def test_an_event_called_an_official_is_told_so_and_nothing_else(tmp_path: Path) -> None:
    found = problems(tmp_path, edited("kind: event", "kind: official"))
    assert [(one.line, one.severity) for one in found] == [(2, "error")]
    assert 'Write "event"' in found[0].text


def test_a_topic_has_no_type_of_event(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD + "- {id: x, kind: topic, name: X, type: meeting}\n")
    assert ['`kind` is "topic", which has no `type`' in one.text for one in found] == [True]


@pytest.mark.parametrize(("key", "known"), [("place", "where"), ("date", "when"), ("title", "name")])
def test_a_key_in_another_word_is_named_as_it_is_called_here(tmp_path: Path, key: str, known: str) -> None:
    found = problems(tmp_path, edited("  where: North", f"  where: North\n  {key}: North"))
    assert [f"Write `{known}`" in one.text for one in found] == [True]


@pytest.mark.parametrize(("role", "meant"), [("gest", "guest"), ("singatory", "signatory"), ("Sentor", "senator")])
def test_a_part_played_that_is_almost_a_known_one_is_a_warning(tmp_path: Path, role: str, meant: str) -> None:
    found = problems(tmp_path, edited("role: guest", f"role: {role}"))
    assert [(one.line, one.severity, f'Write "{meant}"' in one.text) for one in found] == [(6, "warning", True)]


@pytest.mark.parametrize("role", ["Senator", "chief guest", "judge at the finals"])
def test_a_part_of_its_own_may_be_played(tmp_path: Path, role: str) -> None:
    assert problems(tmp_path, edited("role: guest", f"role: {role}")) == []
