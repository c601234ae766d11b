"""A small base about a library, what asks it, and an engine that says what it is told to."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.answers.answer import Answer, Thread
from bot.evaluation.reply import Asker, Words
from bot.knowledge.entries import About, Entry, Fact, Knowledge, Source
from bot.knowledge.entries import Words as WordsOfTheField

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)

FILES = {
    "about.yaml": "title: Library help\ntimezone: Asia/Almaty\n",
    "sources.yaml": "- id: handbook\n  publisher: City library\n  title: Handbook\n  rank: official\n  date: 2026-01\n",
    "topics.yaml": """\
- id: opening-hours
  kind: topic
  name: Opening hours
  former_ids: [hours]
  questions: ["when do you open", "are you open on sunday"]
  facts:
    - text: The library opens at nine on weekdays.
      sources: [handbook]
- id: reading-card
  kind: topic
  name: Reading card
  questions: ["how do I get a reading card", "what does a reading card cost"]
  facts:
    - text: A reading card costs nothing and is made at the desk.
      sources: [handbook]
""",
}


def write_library(folder: Path) -> Path:
    """Write the base into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def library(*entries: Entry) -> Knowledge:
    """A base in memory with these entries, or with two topics."""
    topics = entries or (topic("opening-hours", former_ids=("hours",)), topic("reading-card"))
    handbook = Source("handbook", "City library", "Handbook", "official")
    return Knowledge(
        {entry.id: entry for entry in topics},
        {"handbook": handbook},
        About(title="Library help"),
        WordsOfTheField(),
        version="1",
    )


def topic(entry_id: str, former_ids: tuple[str, ...] = ()) -> Entry:
    """A topic with one fact."""
    name = entry_id.replace("-", " ").capitalize()
    fact = Fact("1", f"All about {name}.", ("handbook",))
    return Entry(entry_id, "topic", name, former_ids=former_ids, facts=(fact,))


@dataclass
class FakeEngine:
    """Gives the answer laid out for a question, else "unknown"; an exception laid out is raised."""

    answers: dict[str, Answer | Exception]
    threads: list[Thread] = field(default_factory=list)

    def answer(self, question: str, now: datetime, thread: Thread | None = None, language: str | None = None) -> Answer:
        self.threads.append(thread or Thread())
        found = self.answers.get(question, Answer(question, "unknown"))
        if isinstance(found, Exception):
            raise found
        return replace(found, question=question, thread=Thread(question=question))


def names_only(answer: Answer, knowledge: Knowledge, today: date, language: str) -> Words:
    """Words an answer by the names of its entries."""
    ids = tuple(one.id for one in answer.entries)
    names = [entry.name for one in ids if (entry := knowledge.find(one))]
    return Words(", ".join(names) or "nothing", tuple(names), (), ids, answer.shown, language)


def asker(answers: dict[str, Answer | Exception], knowledge: Knowledge | None = None) -> Asker:
    """Asks a base whose answers are laid out."""
    return Asker(knowledge or library(), FakeEngine(answers), names_only)
