"""What others use for the same work: every text compared with WRatio, and BM25 over all texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from bot.knowledge.entries import Knowledge


class Matcher(Protocol):
    """Whatever names the entry that answers a question."""

    def best(self, question: str) -> tuple[str, float] | None:
        """The id and its score, or None."""
        ...


class EngineMatcher:
    """Our own."""

    def __init__(self, knowledge: Knowledge, now: datetime) -> None:
        """Index the base; questions are asked at `now`."""
        from bot.answers.engine import Engine

        self._engine, self._now = Engine(knowledge), now

    def best(self, question: str) -> tuple[str, float] | None:
        """The main entry, or the first choice."""
        answer = self._engine.answer(question, self._now)
        main = next(iter(answer.entries), None)
        return (main.id, main.score) if main else None


class SemanticMatcher(EngineMatcher):
    """Our own with likeness in meaning, from the extra `semantic`."""

    def __init__(self, knowledge: Knowledge, now: datetime) -> None:
        """Index and embed the base; questions are asked at `now`."""
        from bot.answers.kept import open_engine
        from bot.answers.minilm import open_embedder

        self._engine, self._now = open_engine(knowledge, None, open_embedder()), now


class RapidfuzzMatcher:
    """`rapidfuzz.process.extract` with WRatio over every name, question and fact."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Keep every text in lower case."""
        self._ids, texts = texts_of(knowledge)
        self._texts = [text.lower() for text in texts]

    def best(self, question: str) -> tuple[str, float] | None:
        """The entry of the most similar text."""
        from rapidfuzz import fuzz, process

        found = process.extract(question.lower(), self._texts, scorer=fuzz.WRatio, limit=5)
        return (self._ids[found[0][2]], found[0][1] / 100) if found else None


class Bm25Matcher:
    """bm25s over the same texts, with stemming."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every text; the score is divided by nothing."""
        import Stemmer

        self._bm25s: Any = import_module("bm25s")
        self._stemmer = Stemmer.Stemmer("english")
        self._ids, texts = texts_of(knowledge)
        self._index = self._bm25s.BM25()
        self._index.index(self._tokens(texts), show_progress=False)

    def best(self, question: str) -> tuple[str, float] | None:
        """The entry of the best text."""
        tokens = self._tokens([question])
        if not tokens.vocab:
            return None
        found, scores = self._index.retrieve(tokens, k=min(5, len(self._ids)), show_progress=False)
        return (self._ids[int(found[0, 0])], float(scores[0, 0])) if scores[0, 0] > 0 else None

    def _tokens(self, texts: list[str]) -> Any:
        return self._bm25s.tokenize(texts, stopwords=[], stemmer=self._stemmer, show_progress=False)


def texts_of(knowledge: Knowledge) -> tuple[list[str], list[str]]:
    """Ids and texts, in step: every name, alias, question and shown fact."""
    ids, texts = [], []
    for entry in knowledge.entries.values():
        own = [entry.name, *entry.names.values(), *entry.aliases, *entry.questions]
        for fact in entry.shown_facts:
            own += [fact.text, *fact.questions]
        ids += [entry.id] * len(own)
        texts += own
    return ids, texts


#: What is measured, by name.
MATCHERS: Mapping[str, Callable[[Knowledge, datetime], Matcher]] = {
    "engine": EngineMatcher,
    "semantic": SemanticMatcher,
    "rapidfuzz": lambda knowledge, now: RapidfuzzMatcher(knowledge),
    "bm25s": lambda knowledge, now: Bm25Matcher(knowledge),
}


def available(semantic: bool = False) -> tuple[str, ...]:
    """The names of the matchers whose package is installed; bm25s comes with the development tools only."""
    left_out = {name for name, there in (("bm25s", find_spec("bm25s")), ("semantic", semantic)) if not there}
    return tuple(name for name in MATCHERS if name not in left_out)
