"""Charts as inline SVG, drawn by leather when the site is built: on time, of all that was due, period by period.

leather knows neither classes nor titles, so its elements are given the site's classes in place of fixed colours and
fonts (dark pages need other ones), and each column tells its period and counts. The table beside a chart says the same.
"""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

import leather
from markupsafe import Markup

from phoihop.language import Language
from phoihop.wording import gettext_for

WIDTH, HEIGHT = 760, 250
LONGEST_NAMED = 14
"""With more periods than this, not each has its name under the axis."""

_DUE, _MET = "ph-chart-due", "ph-chart-met"
_CROPPED = f"34 46 {WIDTH - 68} {HEIGHT - 70}"
"""leather leaves room for a title and a legend, which stand in HTML here."""


@dataclass(frozen=True, slots=True)
class ChartPeriod:
    """One period: its name under the axis, what it is called in full, how many were due and how many came on time."""

    name: str
    called: str
    due: int
    met: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and the values that it shows: a period a line, with how many were on time and how many were due."""

    svg: Markup
    values: tuple[tuple[str, int, int], ...]


def on_time_chart(title: str, periods: Sequence[ChartPeriod], language: Language) -> Chart | None:
    """Columns of what was due, with what came on time in front of them; None for fewer than two periods.

    Above each stand both counts: “12/14”.
    """
    if len(periods) < 2:
        return None
    most = max(period.due for period in periods)
    step = -(-most // 4) or 1
    # Above the highest column there is room for its counts.
    top = step * (most // step + 1)
    named = -(-len(periods) // LONGEST_NAMED)
    chart = leather.Chart()
    chart.add_y_scale(0, top)
    chart.add_y_axis(ticks=list(range(0, top + 1, step)))
    chart.add_x_axis(tick_formatter=lambda name, index, count: "" if index % named else name)
    for shade, counts in ((_DUE, [period.due for period in periods]), (_MET, [period.met for period in periods])):
        names = [period.name for period in periods]
        chart.add_columns(list(zip(names, counts, strict=True)), name=shade, fill_color=shade)
    drawn = chart.to_svg_group(WIDTH, HEIGHT)
    _dress(drawn, periods, gettext_for("site", language).gettext("%(period)s: %(met)s on time of %(due)s"))
    svg = ET.Element("svg", {"class": "ph-chart", "viewBox": _CROPPED, "role": "img", "aria-label": title})
    svg.append(drawn)
    values = tuple((period.name, period.met, period.due) for period in periods)
    return Chart(Markup(ET.tostring(svg, encoding="unicode")), values)


def _dress(drawn: ET.Element, periods: Sequence[ChartPeriod], told: str) -> None:
    """Gives the site's classes to what leather drew, titles to the columns, and leaves out background and legend."""
    drawn.remove(drawn[0])
    (inner,) = drawn
    inner.remove(inner[0])
    columns = {_DUE: iter(periods), _MET: iter(periods)}
    counts: list[ET.Element] = []
    for element in list(drawn.iter()):
        fill = element.attrib.pop("fill", "")
        for name in ("stroke", "stroke-width", "font-family", "font-size"):
            element.attrib.pop(name, None)
        for name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height"):
            if name in element.attrib:
                element.set(name, f"{float(element.attrib[name]):.5g}")
        if element.tag == "rect":
            element.set("class", fill)
            period = next(columns[fill])
            facts = {"period": period.called, "met": period.met, "due": period.due}
            ET.SubElement(element, "title").text = told % facts
            if fill == _DUE and period.due:
                counts.append(_count_above(element, f"{period.met}/{period.due}"))
    # The group that the columns stand in, whose places their counts share.
    next(group for group in drawn.iter() if any(child.tag == "rect" for child in group)).extend(counts)


def _count_above(column: ET.Element, count: str) -> ET.Element:
    """What a column counts, above it; upright where it is wider than the column."""
    x, width, y = (float(column.attrib[name]) for name in ("x", "width", "y"))
    middle = f"{x + width / 2:.5g}"
    text = ET.Element("text", {"class": "ph-chart-value", "x": middle, "y": f"{y - 4:.5g}", "text-anchor": "middle"})
    if len(count) * 5 > width * 1.4:
        text.attrib |= {"text-anchor": "start", "transform": f"rotate(-90 {middle} {y - 4:.5g})", "dy": "3"}
    text.text = count
    return text
