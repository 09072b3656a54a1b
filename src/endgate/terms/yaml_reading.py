"""Which loader reads YAML: that of libyaml where PyYAML was built with it, else its own; the data is the same."""

from __future__ import annotations

from typing import Any

import yaml

QUICK_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Safe, and several times as fast where libyaml is there."""


def plain_yaml(text: str) -> Any:
    """The data of one document. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=QUICK_LOADER)
