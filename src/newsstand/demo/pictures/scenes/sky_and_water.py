"""Skies, and whatever stands in or on water."""

from __future__ import annotations

from newsstand.demo.pictures.sheet import HEIGHT, WIDTH, Sheet


def sky(sheet: Sheet, tone: str, marks: str, *, down_to: float = HEIGHT) -> None:
    """A flat sky with marks drifting across it."""
    sheet.box(-10, -10, WIDTH + 20, down_to + 20, tone, 0)
    sheet.hatch((0, 10, WIDTH, down_to - 20), marks, gap=26, length=150, width=3.2, density=0.42)


def sun(sheet: Sheet, tone: str, *, y: float = 210, r: float = 80) -> tuple[float, float]:
    """A sun with its rays, somewhere along the width."""
    x = sheet.chance.choice([300, 420, 780, 900]) + sheet.chance.uniform(-40, 40)
    sheet.rays(x, y, r * 1.2, r * 2.5, 34, sheet.inks.paper, 7)
    sheet.disc(x, y, r, tone)
    return x, y


def water(sheet: Sheet, y: float, *, rows: int = 6, rise: float = 26) -> None:
    """Rows of waves from y to the foot, nearer ones larger and darker."""
    inks = sheet.inks
    tones = [inks.pale, inks.mid, inks.ink, inks.mid, inks.ink, inks.ink]
    for row in range(rows):
        near = row / max(rows - 1, 1)
        top = y + (HEIGHT - y) * near**1.25
        period = 70 + 130 * near
        sheet.swell(
            top, rise * (0.4 + near), period, tones[row % len(tones)], sheet.chance.uniform(0, period)
        )
        sheet.hatch(
            (0, top + 14, WIDTH, 22 + 40 * near),
            inks.paper if row % 2 else inks.pale,
            angle=-4,
            gap=13 + 10 * near,
            length=period * 0.9,
            width=2 + 2 * near,
            density=0.5,
        )


def sea(sheet: Sheet) -> None:
    """Open water under a low sun."""
    sky(sheet, sheet.inks.pale, sheet.inks.paper, down_to=350)
    sun(sheet, sheet.inks.spark, y=250, r=95)
    water(sheet, 335, rows=6)
    boat(sheet, sheet.chance.uniform(250, 900), 400, 0.55)


def storm(sheet: Sheet) -> None:
    """A wave that breaks over a wall, and a lighthouse behind it."""
    inks = sheet.inks
    sky(sheet, inks.mid, inks.pale, down_to=460)
    sheet.hatch((-100, -60, WIDTH + 200, 520), inks.ink, angle=112, gap=46, length=90, width=3, density=0.5)
    x = sheet.chance.uniform(860, 980)
    sheet.shape([(x - 34, 480), (x - 22, 190), (x + 22, 190), (x + 34, 480)], inks.paper)
    sheet.box(x - 29, 260, 58, 46, inks.ink)
    sheet.box(x - 31, 370, 62, 46, inks.ink)
    sheet.box(x - 17, 146, 34, 44, inks.spark)
    sheet.shape([(x - 30, 148), (x, 112), (x + 30, 148)], inks.ink)
    sheet.shape([(x - 20, 160), (x - 1300, -40), (x - 1300, 230), (x - 20, 176)], inks.spark, 0)
    sheet.swell(430, 60, 210, inks.ink, sheet.chance.uniform(0, 150))
    _breaker(sheet, sheet.chance.uniform(120, 240))
    sheet.swell(590, 46, 180, inks.ink, 40)
    sheet.hatch((0, 560, WIDTH, 110), inks.paper, angle=-6, gap=20, length=120, width=4, density=0.55)


def _breaker(sheet: Sheet, x: float) -> None:
    inks = sheet.inks
    sheet.curve(
        f"M{x - 300:.0f} 700C{x - 80:.0f} 640 {x - 60:.0f} 300 {x + 190:.0f} 215"
        f"C{x + 330:.0f} 170 {x + 450:.0f} 250 {x + 452:.0f} 350"
        f"C{x + 400:.0f} 290 {x + 300:.0f} 290 {x + 280:.0f} 380C{x + 262:.0f} 470 {x + 380:.0f} 560 {x + 640:.0f} 700Z",
        inks.ink,
    )
    for i in range(9):
        spread = i * 24
        sheet.gouges([((x - 120 + spread, 660), (x + 90 + spread * 0.9, 262 + i * 17))], 8, inks.paper)
    for _ in range(46):
        fx = x + 120 + sheet.chance.uniform(0, 380)
        fy = 215 + abs(fx - x - 260) * 0.22 + sheet.chance.uniform(-60, 40)
        sheet.disc(fx, fy, sheet.chance.uniform(5, 22), inks.paper)


def rain(sheet: Sheet) -> None:
    """Umbrellas in a downpour."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    for i in range(9):
        top = sheet.chance.uniform(180, 330)
        sheet.box(i * 140 - 20, top, 132, HEIGHT, inks.mid)
    sheet.box(-10, 540, WIDTH + 20, 160, inks.ink)
    sheet.hatch((0, 545, WIDTH, 130), inks.mid, gap=18, length=130, width=4, density=0.6)
    for i, x in enumerate((190, 430, 640, 900, 1090)):
        scale = sheet.chance.uniform(0.85, 1.25)
        _umbrella(sheet, x + sheet.chance.uniform(-40, 40), 560, scale, inks.spark if i == 2 else inks.ink)
    sheet.hatch(
        (-60, -60, WIDTH + 260, 720), inks.paper, angle=108, gap=42, length=80, width=2.6, density=0.55
    )


def _umbrella(sheet: Sheet, x: float, foot: float, scale: float, tone: str) -> None:
    inks, u = sheet.inks, 60 * scale
    sheet.shape(
        [
            (x - u * 0.5, foot + u),
            (x - u * 0.42, foot - u * 1.3),
            (x + u * 0.42, foot - u * 1.3),
            (x + u * 0.5, foot + u),
        ],
        inks.ink,
    )
    sheet.disc(x, foot - u * 1.55, u * 0.3, inks.ink)
    sheet.curve(
        f"M{x - u * 1.6:.0f} {foot - u * 1.7:.0f}Q{x:.0f} {foot - u * 3.9:.0f} {x + u * 1.6:.0f} {foot - u * 1.7:.0f}"
        f"Q{x + u * 1.1:.0f} {foot - u * 2.05:.0f} {x + u * 0.55:.0f} {foot - u * 1.7:.0f}"
        f"Q{x:.0f} {foot - u * 2.05:.0f} {x - u * 0.55:.0f} {foot - u * 1.7:.0f}"
        f"Q{x - u * 1.1:.0f} {foot - u * 2.05:.0f} {x - u * 1.6:.0f} {foot - u * 1.7:.0f}Z",
        tone,
    )
    top = (x, foot - u * 2.75)
    sheet.gouges([(top, (x + d * u, foot - u * 1.85)) for d in (-1.0, -0.35, 0.35, 1.0)], 3, inks.paper)


def flood(sheet: Sheet) -> None:
    """Houses up to their windows in water."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper, down_to=430)
    sheet.ridge(300, 26, inks.mid)
    for i in range(5):
        x, w = 60 + i * 235 + sheet.chance.uniform(-20, 20), sheet.chance.uniform(130, 170)
        top = sheet.chance.uniform(270, 320)
        sheet.box(x, top, w, 240, inks.ink)
        sheet.shape(
            [(x - 16, top + 4), (x + w / 2, top - 92), (x + w + 16, top + 4)],
            inks.spark if i == 2 else inks.mid,
        )
        sheet.box(x + w * 0.72, top - 92, 22, 66, inks.ink)
        for c in range(2):
            sheet.box(x + 20 + c * w * 0.5, top + 40, w * 0.26, 52, inks.paper)
        sheet.gouges([((x - 10, top - 2), (x + w / 2, top - 84))], 4, inks.paper)
    sheet.box(-10, 425, WIDTH + 20, 270, inks.mid)
    for row in range(11):
        y = 440 + row * 22
        sheet.hatch(
            (-40, y, WIDTH + 80, 16), inks.paper if row % 3 else inks.ink,
            gap=16, length=90 + row * 16, width=2 + row * 0.35, density=0.62,
        )  # fmt: skip
    boat(sheet, sheet.chance.uniform(350, 800), 560, 0.8)


def boat(sheet: Sheet, x: float, y: float, scale: float) -> None:
    """A small boat with a cabin and a mast, its keel at y."""
    inks, u = sheet.inks, 100 * scale
    sheet.shape(
        [(x - u, y - u * 0.42), (x + u * 1.15, y - u * 0.55), (x + u * 0.8, y), (x - u * 0.8, y)], inks.ink
    )
    sheet.box(x - u * 0.3, y - u * 0.95, u * 0.7, u * 0.5, inks.paper)
    sheet.box(x - u * 0.15, y - u * 0.85, u * 0.16, u * 0.2, inks.ink)
    sheet.box(x + u * 0.13, y - u * 0.85, u * 0.16, u * 0.2, inks.ink)
    sheet.line([(x - u * 0.45, y - u * 0.4), (x - u * 0.45, y - u * 1.7)], inks.ink, 5 * scale + 1)
    sheet.shape(
        [(x - u * 0.42, y - u * 1.68), (x + u * 0.1, y - u * 1.52), (x - u * 0.42, y - u * 1.36)],
        inks.spark,
        0.5,
    )
    sheet.gouges([((x - u * 0.85, y - u * 0.22), (x + u * 0.9, y - u * 0.3))], 3 * scale + 1, inks.paper)


def harbour(sheet: Sheet) -> None:
    """Cranes over moored boats."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper, down_to=430)
    sun(sheet, inks.spark, y=190, r=60)
    sheet.ridge(400, 20, inks.mid)
    for i in range(4):
        _crane(sheet, 130 + i * 300 + sheet.chance.uniform(-50, 50), 470, sheet.chance.uniform(0.8, 1.15))
    sheet.box(-10, 455, WIDTH + 20, 40, inks.ink)
    sheet.hatch((0, 460, WIDTH, 30), inks.mid, angle=90, gap=28, length=40, width=3)
    water(sheet, 500, rows=4, rise=18)
    for x in (260, 640, 980):
        boat(sheet, x + sheet.chance.uniform(-60, 60), 560 + sheet.chance.uniform(-10, 30), 0.75)


def _crane(sheet: Sheet, x: float, foot: float, scale: float) -> None:
    ink, u = sheet.inks.ink, 100 * scale
    for side in (-0.45, 0.45):
        sheet.line([(x + side * u, foot), (x + side * u * 0.6, foot - u * 2.1)], ink, 9)
    sheet.line([(x - u * 0.4, foot - u * 0.8), (x + u * 0.4, foot - u * 0.8)], ink, 7)
    sheet.line([(x - u * 1.5, foot - u * 2.1), (x + u * 0.8, foot - u * 2.1)], ink, 11)
    sheet.line([(x - u * 1.5, foot - u * 2.1), (x, foot - u * 2.9), (x + u * 0.8, foot - u * 2.1)], ink, 5)
    sheet.line([(x, foot - u * 2.1), (x, foot - u * 2.9)], ink, 7)
    sheet.line([(x - u * 1.1, foot - u * 2.1), (x - u * 1.1, foot - u * 1.2)], ink, 3)
    sheet.box(x - u * 1.32, foot - u * 1.2, u * 0.44, u * 0.3, sheet.inks.spark)


def ship(sheet: Sheet) -> None:
    """A large ferry broadside on."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper, down_to=420)
    sun(sheet, inks.spark, y=150, r=58)
    sheet.swell(430, 20, 120, inks.mid, 30)
    shift = sheet.chance.uniform(-60, 60)
    left, right = 170 + shift, 1010 + shift
    for tier, (a, b) in enumerate(((60, 90), (110, 150), (190, 260))):
        y = 300 - tier * 58
        sheet.box(left + a, y, right - left - a - b, 60, inks.paper)
        count = int((right - left - a - b) / 44)
        for i in range(count):
            sheet.box(left + a + 16 + i * 44, y + 18, 24, 20, inks.ink, 1)
    sheet.shape(
        [(left + 430, 190), (left + 450, 96), (left + 560, 96), (left + 570, 190)],
        inks.spark,
    )
    sheet.box(left + 444, 112, 118, 22, inks.ink)
    sheet.shape(
        [(left - 30, 352), (right + 100, 338), (right + 10, 520), (left + 40, 520)],
        inks.ink,
    )
    sheet.gouges(
        [((left + 10, 392 + i * 30), (right + 40 - i * 16, 384 + i * 30)) for i in range(3)], 4, inks.paper
    )
    for i in range(5):
        sheet.disc(left + 520 - i * 70, 70 - i * 9, 20 + i * 8, inks.mid)
    water(sheet, 500, rows=4, rise=28)
