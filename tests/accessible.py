"""axe-core as a judge of pages: what on them would keep somebody out."""

from collections.abc import Mapping

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EACH_COLOUR_ONCE = """
void (() => {
  const { prototype } = axe.commons.color.Color;
  const read = prototype.parseString;
  const known = new Map();
  prototype.parseString = function (text) {
    if (known.has(text)) [this.r, this.g, this.b, this.alpha] = known.get(text);
    else {
      read.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    return this;
  };
})();
"""
"""A page has thousands of texts in a dozen colours, and to read a colour takes axe a third of all its time."""

PRIVATE_WITHIN = """
class WeakMap {
  constructor() { this.key = Symbol(); }
  has(object) { return this.key in object; }
  get(object) { return object[this.key]; }
  set(object, value) { object[this.key] = value; return this; }
  delete(object) { return delete object[this.key]; }
}
class WeakSet extends WeakMap {
  add(object) { return this.set(object, true); }
}
"""
"""axe keeps the six private parts of each colour in weak maps beside it. To keep them in it takes a third less time."""

AXE = Axe(f"{{ {PRIVATE_WITHIN} {AXE_SCRIPT} {EACH_COLOUR_ONCE} }}")


VIOLATIONS = {"resultTypes": ["violations"]}
COLOURS = VIOLATIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules about colours, which alone can find something else in another scheme of the same page."""


def assert_accessible(page: Page, options: Mapping[str, object] = VIOLATIONS) -> None:
    """Holds that axe-core objects to nothing on a page as it is shown now."""
    results = AXE.run(page, options=options)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
