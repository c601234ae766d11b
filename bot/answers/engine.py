"""The engine: one question and a moment in, one Answer out.

Understand, find, decide, shape; nothing is learnt or kept.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.answers import followup, listing, office_answers
from bot.answers.answer import Answer, Reason, Scored, Shape, Thread
from bot.answers.decide import Decision, decide
from bot.answers.direction import SHARED
from bot.answers.during import BOUNDING
from bot.answers.excepting import excepting_of, less
from bot.answers.framing import first_asked, shorter, without_framing
from bot.answers.index import SAME
from bot.answers.offices import holdings
from bot.answers.question import Reading, read
from bot.answers.search import Searcher
from bot.answers.shape import facts_for, fields_of
from bot.answers.smalltalk import small_talk
from bot.answers.text import tokens
from bot.answers.times import limited
from bot.answers.tools import Tools
from bot.knowledge.entries import KINDS, Knowledge

#: Longer texts are not read: they are pasted documents, not questions (characters).
LONGEST = 2000
#: What a message asks is answered without the story around it where the whole is not, if it is so sure: of 3,200
#: questions 25 more are answered right so, and none wrong.
SURE_PART = 0.65
#: Where a list was made of a question, the ranking must be so sure of something that is not in it.
SURE_OF_ONE = 0.9
#: Why the second of two questions in one may have no answer, though the first has.
_LACKING = frozenset({"attribute", "role", "count", "office", "unrelated", "unsure", "vague"})
#: What a clause names that says something of the base; countries and towns may be the asker's own.
_TELLING = frozenset({"entry", "role", "type", "theme", "organisation", "attribute", "foreigner"})


class Engine:
    """Answers from one version of a base."""

    def __init__(self, knowledge: Knowledge, searcher: Searcher | None = None) -> None:
        """Index `knowledge`, which takes seconds for thousands of facts, unless its index is given."""
        self.knowledge = knowledge
        self.searcher = searcher or Searcher(knowledge)
        self.tools = Tools(knowledge, self.searcher, holdings(knowledge))
        self.zone = ZoneInfo(knowledge.about.timezone)

    def answer(self, question: str, now: datetime, thread: Thread | None = None, language: str | None = None) -> Answer:
        """Answer `question` asked at `now` (aware).

        `thread` is what was said before, `language` overrides detection.
        """
        today = now.astimezone(self.zone).date()
        text = question.strip()
        if not text:
            return Answer(question, "unknown", reason=Reason("empty"))
        if len(text) > LONGEST:
            return Answer(question, "unknown", reason=Reason("too-long", str(LONGEST)))
        talk = small_talk(text)
        if talk and not self._asks_so(text, today):
            return Answer(question, "chat", talk=talk, reason=Reason("talk", talk), thread=thread or Thread())
        old = followup.alive(thread, now, self.knowledge)
        bare = text if talk else without_framing(text)
        reading = read(bare, self.searcher.lexicon, today)
        leaning = followup.continued(question, reading, old, self.tools, self.plain, today) if old else None
        found, whole = leaning or (self._alone(question, bare, reading, today), bare)
        if language and language != "auto":
            found = replace(found, language=language)
        thread = followup.after(found, old, whole, now, alone=leaning is None)
        return replace(found, question=question, thread=thread)

    def _alone(self, question: str, text: str, reading: Reading, today: date) -> Answer:
        """The answer to the whole message or, where there is none, to what it asks without the story around it."""
        found = self.plain(question, reading, today)
        if found.status == "answered" or reading.no_day or excepting_of(reading, self.tools, today):
            return found
        lacks_second = found.reason is not None and found.reason.kind in _LACKING
        first = first_asked(text) if lacks_second else None
        for part in (*shorter(text, self._tells), *([first] if first else [])):
            asking = read(part, self.searcher.lexicon, today)
            if reading.window and not reading.window.relative and not asking.window:
                continue
            answer = self.plain(question, asking, today)
            if answer.status == "answered" and answer.entries[0].score >= SURE_PART:
                return answer
        return found

    def _tells(self, text: str) -> bool:
        """Whether a text names anything of the base besides countries and towns."""
        spans = self.searcher.lexicon.exact_spans(tokens(text))
        return any(r.kind in _TELLING and (r.kind != "entry" or r.weight >= SHARED) for s in spans for r in s.refs)

    def _asks_so(self, text: str, today: date) -> bool:
        """Whether a phrasing of the base is nearly this text: what the base holds goes before small talk."""
        reading, index = read(text, self.searcher.lexicon, today), self.searcher.index
        similar = index.similarities(reading.bag, reading.chars)[index.is_question]
        return bool(len(similar) and similar.max() >= SAME)

    def plain(self, question: str, reading: Reading, today: date) -> Answer:
        """The answer to a question that stands alone."""
        if not reading.words:
            return Answer(question, "unknown", reason=Reason("empty"), language=reading.language)
        if reading.no_day:
            reason = Reason("year", reading.no_day)
            return Answer(question, "unknown", reason=reason, asked=reading.kind, language=reading.language)
        excepting = excepting_of(reading, self.tools, today)
        if excepting:
            whole = self.plain(question, excepting.head, today)
            kept = less(question, excepting, whole, self.tools, today) if whole.status == "answered" else None
            if kept:
                return kept
        for resolver in (office_answers.resolve, listing.resolve):
            found = resolver(question, reading, self.tools, today)
            if found is not None and found.shape == "list" and not {"list", "how-many"} & set(reading.asked):
                return self._one_not_listed(found, question, reading, today) or found
            if found is not None:
                return found
        return _said_as_asked(
            self.found(question, reading, decide(reading, self.searcher, today), today), reading, today
        )

    def _one_not_listed(self, listed: Answer, question: str, reading: Reading, today: date) -> Answer | None:
        """What the ranking is sure of, where a list does not hold it: then one thing was asked for and no list.

        Of 58 lists that came where it was as sure 16 did not hold what it was sure of, and it was right each time.
        """
        if reading.window and reading.window.precision == "range" and not reading.window.relative:
            return None  # of a stretch of years several things are asked for
        is_named = any(ref.kind != "word" and ref.id not in KINDS for span in reading.spans for ref in span.refs)
        if not is_named or reading.kind == "who" or not BOUNDING.isdisjoint(token.word for token in reading.words):
            return None
        decision = decide(reading, self.searcher, today)
        if decision.status != "answered" or decision.chosen[0][1] < SURE_OF_ONE:
            return None
        is_listed = decision.chosen[0][0].entry.id in {line.id for line in listed.listed}
        return None if is_listed else self.found(question, reading, decision, today)

    def found(self, question: str, reading: Reading, decision: Decision, today: date) -> Answer:
        """The answer that a decision on ranked candidates amounts to."""
        explain = decision.explain
        scored = tuple(Scored(c.entry.id, round(p, 3)) for c, p in decision.chosen)
        if decision.status == "answered":
            best = decision.chosen[0][0]
            similar = self.searcher.index.similarities(reading.bag, reading.chars)
            shown = facts_for(reading, best.entry, best.number, similar, self.searcher) or fields_of(best.entry)
            shape: Shape = "card" if reading.kind == "card" else "fact"
            return Answer(
                question,
                "answered",
                shape,
                scored[:1],
                shown,
                asked=reading.kind,
                reason=decision.reason,
                language=reading.language,
                explain=explain,
                near=tuple(c.entry.id for c, _ in decision.chosen[1:4]),
            )
        if decision.status == "choose":
            return Answer(
                question,
                "choose",
                entries=scored[:3],
                asked=reading.kind,
                reason=decision.reason,
                language=reading.language,
                explain=explain,
            )
        return Answer(
            question,
            "unknown",
            near=decision.near,
            asked=reading.kind,
            reason=decision.reason,
            language=reading.language,
            explain=explain,
        )


def _said_as_asked(answer: Answer, reading: Reading, today: date) -> Answer:
    """A refusal for a time with that time as it was asked about: "before 1980" is not 1980."""
    window, reason = reading.window, answer.reason
    if window is None or reason != Reason("year", window.name):
        return answer
    limit = limited(reading.words, window, today)
    return replace(answer, reason=Reason("year", limit.name)) if limit.first == date.min else answer
