"""Rich messages' HTML to the blocks that Telegram gives back, within its limits.

Limits as Telegram documents them for InputRichMessage: 32,768 characters, 500 blocks, 16 levels, 20 columns. Of media
blocks none is played here: there is no network to fetch them from.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from bot.sandbox.html_text import ParseError, date_time_extra
from bot.sandbox.urls import checked_url, mentioned_user

TEXT_LIMIT = 32_768
BLOCK_LIMIT = 500
DEPTH_LIMIT = 16
COLUMN_LIMIT = 20
_STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "mark": "marked", "sub": "subscript", "sup": "superscript",
}  # fmt: skip
_INLINE = {*_STYLES, "a", "br", "tg-time", "tg-emoji", "tg-reference", "tg-math"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {
    *_HEADINGS, "p", "pre", "footer", "hr", "ul", "ol", "li", "blockquote", "aside", "cite", "table", "caption", "tr",
    "td", "th", "details", "summary", "tg-math-block", "input",
}  # fmt: skip
_VOID = {"br", "hr", "input"}


class RichError(ValueError):
    """What is wrong with a rich message."""


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[_Node | str]" = field(default_factory=list)

    def named(self, *tags: str) -> "list[_Node]":
        return [child for child in self.children if isinstance(child, _Node) and child.tag in tags]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("")
        self.open = [self.root]
        self.characters = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE and tag not in _BLOCKS:
            raise RichError(f'Unsupported start tag "{tag}"')
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag in _VOID:
            return
        self.open.append(node)
        if len(self.open) - 1 > DEPTH_LIMIT:
            raise RichError(f"more than {DEPTH_LIMIT} levels are nested")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if len(self.open) == 1:
            raise RichError(f'Unexpected end tag "{tag}"')
        if self.open[-1].tag != tag:
            raise RichError(f'Unmatched end tag, expected "</{self.open[-1].tag}>", found "</{tag}>"')
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.characters += len(data)
        self.open[-1].children.append(data)


def parse_rich(html: str, markdown: str) -> list[dict[str, Any]]:
    """The blocks of a rich message; a RichError says why there are none."""
    if markdown:
        raise RichError("[sandbox strictness] markdown is not played here; send html")
    tree = _Tree()
    tree.feed(html)
    tree.close()
    if len(tree.open) > 1:
        raise RichError(f'Can\'t find end tag corresponding to start tag "{tree.open[-1].tag}"')
    if tree.characters > TEXT_LIMIT:
        raise RichError("message is too long")
    blocks = _blocks(tree.root.children)
    if not blocks:
        raise RichError("message is empty")
    if _count(blocks) > BLOCK_LIMIT:
        raise RichError(f"there are more than {BLOCK_LIMIT} blocks")
    return blocks


def _count(blocks: Any) -> int:
    """Blocks at every depth, list items and table rows among them."""
    if isinstance(blocks, list):
        return sum(_count(block) for block in blocks)
    if not isinstance(blocks, dict):
        return 0
    inner = [blocks.get("blocks"), blocks.get("items")]
    rows = len(blocks.get("cells") or ())
    return 1 + rows + sum(_count(part) for part in inner)


def _blocks(children: "list[_Node | str]") -> list[dict[str, Any]]:
    """Loose text between blocks becomes paragraphs."""
    blocks: list[dict[str, Any]] = []
    loose: list[_Node | str] = []
    for child in [*children, _Node("")]:
        if isinstance(child, str) or child.tag in _INLINE:
            loose.append(child)
            continue
        if any(isinstance(part, _Node) or part.strip() for part in loose):
            blocks.append({"type": "paragraph", "text": _text(loose)})
        loose = []
        if child.tag:
            blocks.append(_block(child))
    return blocks


def _block(node: _Node) -> dict[str, Any]:
    tag = node.tag
    if tag in _HEADINGS:
        return {"type": "heading", "text": _text(node.children), "size": int(tag[1])}
    if tag in ("p", "footer"):
        return {"type": "paragraph" if tag == "p" else tag, "text": _text(node.children)}
    if tag == "hr":
        return {"type": "divider"}
    if tag == "tg-math-block":
        return {"type": "mathematical_expression", "expression": _plain(node)}
    makers = {
        "pre": _preformatted, "ul": _list, "ol": _list, "blockquote": _quote, "aside": _pull_quote, "table": _table,
        "details": _details,
    }  # fmt: skip
    if tag not in makers:
        raise RichError(f'Tag "{tag}" stands outside of its block')
    return makers[tag](node)


def _preformatted(node: _Node) -> dict[str, Any]:
    inner = node.named("code")
    source = inner[0] if len(inner) == 1 and len(node.children) == 1 else node
    block = {"type": "pre", "text": _text(source.children)}
    language = source.attributes.get("class", "").removeprefix("language-")
    return block | {"language": language} if language else block


def _list(node: _Node) -> dict[str, Any]:
    items = []
    for number, item in enumerate(node.named("li"), start=int(node.attributes.get("start") or 1)):
        boxes = item.named("input")
        shown = [child for child in item.children if child not in boxes]
        entry: dict[str, Any] = {"label": f"{number}." if node.tag == "ol" else "•", "blocks": _blocks(shown)}
        if boxes:
            entry |= {"has_checkbox": True} | ({"is_checked": True} if "checked" in boxes[0].attributes else {})
        items.append(entry | ({"value": number} if node.tag == "ol" else {}))
    if not items:
        raise RichError("a list has no items")
    return {"type": "list", "items": items}


def _quote(node: _Node) -> dict[str, Any]:
    rest = [child for child in node.children if not (isinstance(child, _Node) and child.tag == "cite")]
    return {"type": "blockquote", "blocks": _blocks(rest)} | _credit(node)


def _pull_quote(node: _Node) -> dict[str, Any]:
    rest = [child for child in node.children if not (isinstance(child, _Node) and child.tag == "cite")]
    return {"type": "pullquote", "text": _text(rest)} | _credit(node)


def _credit(node: _Node) -> dict[str, Any]:
    credit = node.named("cite")
    return {"credit": _text(credit[0].children)} if credit else {}


def _table(node: _Node) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row.named("td", "th")] for row in node.named("tr")]
    if not any(rows):
        raise RichError("a table has no cells")
    if max(sum(cell.get("colspan", 1) for cell in row) for row in rows) > COLUMN_LIMIT:
        raise RichError(f"a table has more than {COLUMN_LIMIT} columns")
    block: dict[str, Any] = {"type": "table", "cells": rows}
    for attribute in ("bordered", "striped"):
        if attribute in node.attributes:
            block[f"is_{attribute}"] = True
    caption = node.named("caption")
    return block | {"caption": _text(caption[0].children)} if caption else block


def _cell(node: _Node) -> dict[str, Any]:
    align, valign = node.attributes.get("align", "left"), node.attributes.get("valign", "top")
    if align not in ("left", "center", "right") or valign not in ("top", "middle", "bottom"):
        raise RichError(f'a table cell cannot be aligned "{align} {valign}"')
    cell: dict[str, Any] = {"align": align, "valign": valign}
    if node.children:
        cell["text"] = _text(node.children)
    if node.tag == "th":
        cell["is_header"] = True
    for span in ("colspan", "rowspan"):
        if node.attributes.get(span, "1") != "1":
            cell[span] = int(node.attributes[span])
    return cell


def _details(node: _Node) -> dict[str, Any]:
    summary = node.named("summary")
    if not summary:
        raise RichError('Tag "details" must have a summary')
    rest = [child for child in node.children if child is not summary[0]]
    block = {"type": "details", "summary": _text(summary[0].children), "blocks": _blocks(rest)}
    return block | {"is_open": True} if "open" in node.attributes else block


def _text(children: "list[_Node | str]") -> Any:
    """RichText: a string, an object, or an array of both."""
    parts = [child if isinstance(child, str) else _span(child) for child in children]
    parts = [part for part in parts if part != ""]
    return parts[0] if len(parts) == 1 else parts or ""


def _span(node: _Node) -> Any:
    if node.tag == "br":
        return "\n"
    if node.tag not in _INLINE:
        raise RichError(f'Tag "{node.tag}" cannot stand inside a line of text')
    inner = _text(node.children)
    if node.tag in _STYLES:
        return {"type": _STYLES[node.tag], "text": inner}
    if node.tag == "a":
        return _link(node, inner)
    if node.tag == "tg-reference":
        return {"type": "reference", "text": inner, "name": node.attributes.get("name", "")}
    if node.tag == "tg-math":
        return {"type": "mathematical_expression", "expression": _plain(node)}
    if node.tag == "tg-emoji":
        emoji = node.attributes.get("emoji-id", "")
        return {"type": "custom_emoji", "custom_emoji_id": emoji, "alternative_text": _plain(node)}
    return _time(node, inner)


def _link(node: _Node, inner: Any) -> Any:
    if "name" in node.attributes:
        return {"type": "anchor", "name": node.attributes["name"]}
    href = node.attributes.get("href", "")
    if href.startswith("#"):
        return {"type": "reference_link", "text": inner, "reference_name": href[1:]}
    for scheme, kind, key in (("mailto:", "email_address", "email_address"), ("tel:", "phone_number", "phone_number")):
        if href.startswith(scheme):
            return {"type": kind, "text": inner, key: href.removeprefix(scheme)}
    if mentioned_user(href):
        return {"type": "text_mention", "text": inner, "user": {"id": mentioned_user(href)}}
    url = checked_url(href)
    return {"type": "url", "text": inner, "url": url} if url else inner


def _time(node: _Node, inner: Any) -> Any:
    unix, written = node.attributes.get("unix", ""), node.attributes.get("format", "")
    try:
        extra = date_time_extra(int(unix) if unix.isdigit() else 0, written)
    except ParseError as error:
        raise RichError(str(error)) from error
    if extra is None:
        return inner
    return {"type": "date_time", "text": inner, "date_time_format": "", **extra}


def _plain(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _plain(child) for child in node.children)
