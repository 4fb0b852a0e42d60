"""A sheet to be printed on: shapes with hand-cut edges, and the gouge marks of a linocut."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from newsstand.demo.pictures.palette import Inks

Point = tuple[float, float]
WIDTH, HEIGHT = 1200, 675


class Sheet:
    """Shapes in the order in which they are printed. All that looks random comes from `key`."""

    def __init__(self, inks: Inks, key: str) -> None:
        self.inks = inks
        self.chance = random.Random(key)  # noqa: S311 - the same picture for the same key is the point
        self._parts: list[str] = []

    def svg(self, width: int, height: int) -> str:
        """The picture."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{width}" '
            f'height="{height}" preserveAspectRatio="xMidYMid slice">'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{self.inks.paper}"/>{"".join(self._parts)}</svg>'
        )

    def shape(self, points: Sequence[Point], fill: str, cut: float = 2.2) -> None:
        """A polygon whose edges wander by `cut`, as a knife does."""
        drawn = []
        for (x, y), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            pieces = max(1, min(12, int(math.hypot(x2 - x, y2 - y) / 60))) if cut else 1
            for i in range(pieces):
                t = i / pieces
                drawn.append(
                    f"{x + (x2 - x) * t + self._wander(cut):.0f} {y + (y2 - y) * t + self._wander(cut):.0f}"
                )
        self._parts.append(f'<path d="M{"L".join(drawn)}Z" fill="{fill}"/>')

    def box(self, x: float, y: float, w: float, h: float, fill: str, cut: float = 2.2) -> None:
        """A rectangle."""
        self.shape([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill, cut)

    def disc(self, x: float, y: float, r: float, fill: str, squash: float = 1.0) -> None:
        """A circle, or an ellipse by `squash`."""
        n = max(14, int(r / 4))
        points = [
            (x + r * math.cos(i / n * math.tau), y + r * squash * math.sin(i / n * math.tau))
            for i in range(n)
        ]
        self.shape(points, fill, min(1.6, r / 25))

    def line(self, points: Sequence[Point], stroke: str, width: float) -> None:
        """A line through points."""
        drawn = "L".join(f"{x:.0f} {y:.0f}" for x, y in points)
        self._parts.append(
            f'<path d="M{drawn}" fill="none" stroke="{stroke}" stroke-width="{width:.1f}" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def curve(self, path: str, fill: str) -> None:
        """A shape by an SVG path."""
        self._parts.append(f'<path d="{path}" fill="{fill}"/>')

    def gouges(self, marks: Sequence[tuple[Point, Point]], width: float, fill: str) -> None:
        """Marks of a gouge: strokes that swell in the middle and end in points."""
        drawn = []
        for (x, y), (x2, y2) in marks:
            length = math.hypot(x2 - x, y2 - y) or 1.0
            swell = width * self.chance.uniform(0.6, 1.25)
            ox, oy = -(y2 - y) / length * swell, (x2 - x) / length * swell
            mx, my = (x + x2) / 2, (y + y2) / 2
            drawn.append(
                f"M{x:.0f} {y:.0f}Q{mx + ox:.1f} {my + oy:.1f} {x2:.0f} {y2:.0f}"
                f"Q{mx - ox:.1f} {my - oy:.1f} {x:.0f} {y:.0f}"
            )
        self._parts.append(f'<path d="{"".join(drawn)}" fill="{fill}"/>')

    def hatch(
        self,
        area: tuple[float, float, float, float],
        fill: str,
        *,
        angle: float = 0.0,
        gap: float = 22,
        length: float = 90,
        width: float = 3,
        density: float = 0.75,
    ) -> None:
        """Gouge marks over an area (x, y, w, h), all at one angle in degrees."""
        x0, y0, w, h = area
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        marks: list[tuple[Point, Point]] = []
        rows, columns = max(int(h / gap), 1), max(int(w / length), 1)
        for row in range(rows):
            for column in range(columns + 1):
                if self.chance.random() > density:
                    continue
                x = x0 + (column + self.chance.random() * 0.8 - 0.4) * length
                y = y0 + (row + self.chance.random()) * gap
                run = length * self.chance.uniform(0.45, 1.0)
                marks.append(((x, y), (x + dx * run, y + dy * run)))
        self.gouges(marks, width, fill)

    def rays(
        self, x: float, y: float, near: float, far: float, count: int, fill: str, width: float = 6
    ) -> None:
        """Rays around a point."""
        marks = []
        for i in range(count):
            turn = (i + self.chance.uniform(-0.15, 0.15)) / count * math.tau
            end = far * self.chance.uniform(0.8, 1.1)
            marks.append(
                (
                    (x + near * math.cos(turn), y + near * math.sin(turn)),
                    (x + end * math.cos(turn), y + end * math.sin(turn)),
                )
            )
        self.gouges(marks, width, fill)

    def ridge(self, y: float, rise: float, fill: str, *, steps: int = 9, cut: float = 2.0) -> list[Point]:
        """Land from an uneven line at height y down to the foot of the sheet; the line is returned."""
        top = [(WIDTH * i / steps, y + self.chance.uniform(-rise, rise)) for i in range(steps + 1)]
        self.shape(
            [(-20, y), *top, (WIDTH + 20, y), (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)], fill, cut
        )
        return top

    def swell(self, y: float, rise: float, period: float, fill: str, phase: float = 0.0) -> None:
        """Water from a scalloped line at height y down to the foot of the sheet."""
        x, drawn = -period * 2 + phase, f"M{-period * 2 + phase:.0f} {y:.0f}"
        while x < WIDTH + period:
            drawn += f"q{period * 0.55:.0f} {rise * 0.25:.0f} {period * 0.78:.0f} {-rise:.0f}"
            drawn += f"q{-period * 0.02:.0f} {rise * 0.95:.0f} {period * 0.22:.0f} {rise:.0f}"
            x += period
        self.curve(f"{drawn}L{WIDTH + period:.0f} {HEIGHT + 9}L{-period * 2:.0f} {HEIGHT + 9}Z", fill)

    def _wander(self, cut: float) -> float:
        return self.chance.uniform(-cut, cut) if cut else 0.0
