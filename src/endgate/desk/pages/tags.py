"""Template tags of the desk."""

from __future__ import annotations

from django import template
from django.templatetags.static import static

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a static file."""
    return static(name)
