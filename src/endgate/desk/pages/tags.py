"""Template tags of the desk: hashed addresses of static files, and reason trees as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_TRUTH = {"T": "yes", "F": "no", "U": "open"}
_DEEPEST = 30


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file, with the hash of its content."""
    return static(name)


@register.filter
def tree(node: Mapping[str, Any]) -> SafeString:
    """A reason tree: each condition with its answer, what was met and where that stands."""
    return format_html('<ul class="tree">{}</ul>', _lines(_parts(node), 0))


def _parts(node: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    if "op" in node or "p" in node:
        return [("when", node)]
    return [(name, part) for name, part in node.items() if isinstance(part, Mapping)]


def _lines(parts: Iterable[tuple[str, Mapping[str, Any]]], depth: int) -> SafeString:
    return format_html_join("", "<li>{}</li>", ((_line(name, node, depth),) for name, node in parts))


def _line(name: str, node: Mapping[str, Any], depth: int) -> SafeString:
    answer = _TRUTH.get(str(node.get("r")), "not asked")
    label = f"{name}: " if name else ""
    if "p" in node:
        return format_html("<b>{}</b> {}{}", answer, label, _atom(node))
    below = [("", each) for each in node.get("of", ())] if depth < _DEEPEST else []
    head = node.get("part") or node.get("op", "")
    inner = format_html('<ul class="tree">{}</ul>', _lines(below, depth + 1)) if below else ""
    return format_html("<b>{}</b> {}{}{}", answer, label, head, inner)


def _atom(node: Mapping[str, Any]) -> str:
    args = ", ".join(f"{key} {_plain(value)}" for key, value in node.get("args", {}).items())
    met = f" = {node['got']}" if node.get("got") else ""
    leaves = f"; open: {', '.join(node['leaves'])}" if node.get("leaves") else ""
    source = f" [{', '.join(node['src'])}]" if node.get("src") else ""
    return f"{node['p']}({args}){met}{leaves}{source}"


def _plain(value: Any) -> str:
    if not isinstance(value, list | tuple):
        return str(value)
    return ", ".join(map(str, value[:4])) + (f" and {len(value) - 4} more" if len(value) > 4 else "")
