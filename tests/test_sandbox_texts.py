"""Telegram's own parser (tdjson) is the yardstick for HTML, for entities that overlap, and for what is recognised."""

import json
from typing import Any

import pytest
import tdjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.detect import find_entities
from bot.sandbox.entities import Entity, put_right, utf16_length, utf16_slice
from bot.sandbox.html_text import ParseError, parse_html
from bot.sandbox.refusals import Refusal
from bot.sandbox.texts import caption, formatted_text, message_text

KINDS = {
    "Bold": "bold", "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough",
    "Spoiler": "spoiler", "Code": "code", "Pre": "pre", "PreCode": "pre", "TextUrl": "text_link",
    "MentionName": "text_mention", "BlockQuote": "blockquote", "ExpandableBlockQuote": "expandable_blockquote",
    "CustomEmoji": "custom_emoji", "DateTime": "date_time", "Mention": "mention", "BotCommand": "bot_command",
    "Hashtag": "hashtag", "Cashtag": "cashtag", "Url": "url", "EmailAddress": "email",
}  # fmt: skip
NAMES = {name: td for td, name in KINDS.items() if td != "PreCode"}
EXTRA = {
    "text_link": {"url": "http://a.b/"}, "custom_emoji": {"custom_emoji_id": "5"}, "date_time": {"unix_time": 5}
}  # fmt: skip
Spans = list[tuple[str, int, int, str]]


def execute(**request: Any) -> dict[str, Any]:
    answer = tdjson.td_execute(json.dumps({"@type": request.pop("kind"), **request}).encode())
    return json.loads(answer)


execute(kind="setLogVerbosityLevel", new_verbosity_level=0)


def spans(found: list[dict[str, Any]]) -> Spans:
    seen = []
    for entity in found:
        kind = entity["type"]["@type"].removeprefix("textEntityType")
        detail = entity["type"].get("url") or entity["type"].get("language") or entity["type"].get("unix_time") or ""
        if kind in KINDS:
            seen.append((KINDS[kind], entity["offset"], entity["length"], str(detail)))
    return seen


def own_spans(entities: tuple[Entity, ...]) -> Spans:
    keys = ("url", "language", "unix_time")
    detail = [next((str(e.extra[k]) for k in keys if k in e.extra), "") for e in entities]
    return [(e.kind, e.offset, e.length, d) for e, d in zip(entities, detail, strict=True)]


def telegrams_html(text: str) -> Any:
    answer = execute(kind="parseTextEntities", text=text, parse_mode={"@type": "textParseModeHTML"})
    if answer["@type"] == "error":
        return answer["message"]
    return answer["text"], spans(answer["entities"])


def our_html(text: str) -> Any:
    try:
        plain, entities = parse_html(text)
    except ParseError as error:
        return f"Can't parse entities: {error}"
    return plain, own_spans(entities)


WRITTEN = [
    "<b>bold</b> <strong>x</strong> <i>i</i><em>e</em> <u>u</u><ins>n</ins> <s>s</s><strike>t</strike><del>d</del>",
    '<span class="tg-spoiler">a</span> <tg-spoiler>b</tg-spoiler>',
    '<a href="http://Example.COM">x</a> <a href="tg://user?id=123">y</a> <a>https://t.me/a?b#c</a>',
    "<a href='nowhere'>x</a>", '<a href="tg:resolve?domain=x">x</a>', '<a href="https://u:p@h.co:080/x y">x</a>',
    "<code>c</code> <pre>p</pre> <pre><code class=\"language-python\">x = 1</code></pre>",
    "<code class='language-c'><pre>x</pre></code>", '<code class="language-c">x</code>',
    "<blockquote>q</blockquote><blockquote expandable>e</blockquote>",
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', '<tg-emoji emoji-id="x">👍</tg-emoji>',
    '<tg-time unix="1771930800" format="wDT">Tuesday</tg-time>', '<tg-time unix="5" format="q">x</tg-time>',
    "<tg-time format='r'>x</tg-time>", "&lt;&gt;&amp;&quot;&apos;&nbsp;&#128512;&#x1F600;&amp", "&#xd83d;",
    "<b>unclosed", "</b>", "<b></i>", "<h1>x</h1>", "a<br/>b", "a < b", "a<", "<b", "<b class", "<b class=", "<b a='x",
    "<b a=x.y-1>t</b>", "<b a=x!>t</b>", "<b =x>t</b>", "<b >t</b >", "<B>t</b>", "<b>t</>", "<span>x</span>", "",
    "پاکستان <b>اور</b> قازقستان", "😀<i>😀</i>", "<b> </b>", "<b></b>x", "<b><i>x</b></i>",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_html_is_read_as_telegram_reads_it(text: str) -> None:
    assert our_html(text) == telegrams_html(text)


PIECES = [
    "<b>", "</b>", "<i>", "</i>", '<a href="http://Ex.com/a?b">', "</a>", "<code>", "</code>", "<pre>", "</pre>",
    '<code class="language-py">', "<blockquote>", "</blockquote>", "&lt;", "&amp", "&#128512;", "&#x41", "x", "😀",
    "پ", " ", "\n", "<", ">", "/", '"', "=", "<u", "</", " href", '<tg-time unix="7" format="wDT">', "</tg-time>",
    '<span class="tg-spoiler">', "</span>", "</>", "\r", "\t", "&#0;", "&#1114111;",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@settings(max_examples=400)
def test_any_html_gets_telegrams_verdict(text: str) -> None:
    assert our_html(text) == telegrams_html(text)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"])
    return st.lists(st.builds("<{0}>{1}</{0}>".format, tags, inner) | inner, max_size=3).map("".join)


@given(st.recursive(st.sampled_from(["a", "😀", "ب ", "&amp;", "\n"]), nested, max_leaves=8))
@settings(max_examples=300)
def test_well_formed_html_gives_telegrams_entities(text: str) -> None:
    assert our_html(text) == telegrams_html(text)


@st.composite
def overlapping(draw: st.DrawFn) -> list[Entity]:
    found = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from([k for k in NAMES if k in WITH_FIELDS or k in ("bold", "italic", "spoiler")]))
        offset = draw(st.integers(0, 9))
        found.append(Entity(kind, offset, draw(st.integers(1, 10 - offset)), EXTRA.get(kind, {})))
    return found


WITH_FIELDS = {*EXTRA, "code", "pre", "blockquote", "expandable_blockquote", "underline", "strikethrough"}


@given(overlapping())
@settings(max_examples=400)
def test_overlapping_entities_are_put_right_as_telegram_does(entities: list[Entity]) -> None:
    sent = [
        {
            "@type": "textEntity", "offset": e.offset, "length": e.length,
            "type": {"@type": f"textEntityType{NAMES[e.kind]}", **e.extra},
        }
        for e in entities
    ]  # fmt: skip
    answer = execute(kind="parseMarkdown", text={"@type": "formattedText", "text": "abcdefghij", "entities": sent})
    assert [span[:3] for span in own_spans(put_right(entities))] == [span[:3] for span in spans(answer["entities"])]


WORDS = [
    "@name", "/start", "/help@briefing_bot", "#tag", "#پاک", "#2026", "$USD", "http://a.com", "gov.kz",
    "https://mofa.gov.pk/x/y?z=1#f", "user@mail.com", "12", "word", "слово", "پاکستان", "😀", "e.g", "U.S",
    "t.me/x", "file.txt", "and/or", "24/7", "C#", "a@b", "10.5", "https://a", "https://en.wikipedia.org/wiki/A_(b)",
    "www.gov.kz/memleket", "example.org:8080/a", "km/h", "it's", "$", "@", "/", "#",
]  # fmt: skip
AROUND = st.tuples(
    st.sampled_from(["", "(", "«"]), st.sampled_from(WORDS), st.sampled_from(["", ",", ".", "!", ")", "’s"])
)


@given(st.lists(AROUND.map("".join), max_size=5).map(" ".join))
@settings(max_examples=400)
def test_addresses_commands_and_tags_are_recognised_as_telegram_does(text: str) -> None:
    answer = execute(kind="getTextEntities", text=text)
    assert own_spans(find_entities(text)) == spans(answer["entities"])


def refusal(text: str, parse_mode: str = "", **entity: Any) -> str:
    with pytest.raises(Refusal) as caught:
        message_text(text, parse_mode, [entity] if entity else [])
    return caught.value.description


def test_lengths_are_counted_in_utf16_units() -> None:
    assert utf16_length("a😀پ") == 4
    assert utf16_slice("a😀پ", 1, 2) == "😀"
    assert message_text("😀" * 2048, "", []).text == "😀" * 2048
    assert refusal("😀" * 2048 + "a") == "Bad Request: message is too long"


def test_length_is_measured_after_parsing() -> None:
    assert len(message_text(f"<b>{'a' * 4096}</b>", "HTML", []).text) == 4096


def test_captions_hold_a_quarter_of_a_text() -> None:
    assert caption("a" * 1024, "", []).text
    with pytest.raises(Refusal, match="message caption is too long"):
        caption("a" * 1025, "", [])


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", "", "message text is empty"),
        ("  \n ", "", "text must be non-empty"),
        ("<b></b>", "HTML", "text must be non-empty"),
        ("<b>", "HTML", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ("x", "HTLM", "unsupported parse_mode"),
    ],
)
def test_bad_texts_are_refused_with_telegrams_words(text: str, mode: str, words: str) -> None:
    assert refusal(text, mode) == f"Bad Request: {words}"


def test_entities_outside_of_the_text_are_refused() -> None:
    assert "ends after the end of the text" in refusal("abc", type="bold", offset=1, length=9)
    assert "begins after the end of the text" in refusal("abc", type="bold", offset=5, length=1)
    assert "Unsupported type specified" in refusal("abc", type="blink", offset=0, length=1)


def test_texts_are_trimmed_and_cleaned_and_entities_follow() -> None:
    formatted = formatted_text("  a\r\n<b>b\tc </b> \n", "HTML", [])
    assert formatted.text == "a\nb c"
    assert [(e.kind, e.offset, e.length) for e in formatted.entities] == [("bold", 2, 3)]


def test_what_the_sender_marked_wins_over_what_is_recognised() -> None:
    formatted = formatted_text("<code>/start</code> /help", "HTML", [])
    assert [(e.kind, e.offset) for e in formatted.entities] == [("code", 0), ("bot_command", 7)]


def test_times_are_kept_with_their_format() -> None:
    formatted = formatted_text('<tg-time unix="1771930800" format="DTw">x</tg-time>', "HTML", [])
    assert formatted.entities[0].json()["date_time_format"] == "wDT"


def test_markdown_is_said_not_to_be_played() -> None:
    assert "sandbox strictness" in refusal("*x*", "MarkdownV2")
