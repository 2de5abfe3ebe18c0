"""Draws charts as SVG in a process of its own: JSON in, JSON out. Nothing else loads the renderer.

The renderer keeps some 200 MB for itself, which no web worker should carry.
"""

import json
import sys
from typing import Any


def draw(specs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Draw each named specification; none may fetch anything from elsewhere."""
    import vl_convert

    return {
        name: str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
        for name, spec in specs.items()
    }


def main() -> None:
    json.dump(draw(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
