"""Land, and the ways across it."""

from __future__ import annotations

import math

from newsstand.demo.pictures.scenes.sky_and_water import sky, sun, water
from newsstand.demo.pictures.sheet import HEIGHT, WIDTH, Point, Sheet


def peaks(sheet: Sheet, base: float, heights: tuple[float, float], count: int, tone: str) -> None:
    """A range of mountains with snow cut into their lit sides."""
    inks = sheet.inks
    for i in range(count):
        x = WIDTH * (i + 0.5) / count + sheet.chance.uniform(-60, 60)
        tall, half = sheet.chance.uniform(*heights), sheet.chance.uniform(190, 280)
        top = base - tall
        sheet.shape([(x - half, base), (x, top), (x + half, base)], tone, 5)
        snow = [(x, top), (x + half * 0.34, top + tall * 0.34), (x + half * 0.14, top + tall * 0.28)]
        sheet.shape([*snow, (x + 4, top + tall * 0.42), (x - half * 0.2, top + tall * 0.27)], inks.paper, 3)
        marks: list[tuple[Point, Point]] = []
        for n in range(10):
            t = 0.35 + n * 0.06
            fx, fy = x + half * t * 0.9, top + tall * t
            marks.append(((fx, fy), (fx - half * 0.2, fy + tall * 0.2)))
        sheet.gouges(marks, 5, inks.pale)


def mountain(sheet: Sheet) -> None:
    """A range over a dark wood."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    sun(sheet, inks.spark, y=170, r=70)
    peaks(sheet, 520, (240, 320), 4, inks.mid)
    peaks(sheet, 580, (170, 250), 3, inks.ink)
    sheet.ridge(560, 12, inks.ink)
    trees(sheet, 575, 26)


def trees(sheet: Sheet, foot: float, count: int) -> None:
    """A row of firs."""
    inks = sheet.inks
    for i in range(count):
        x = WIDTH * (i + sheet.chance.random()) / count
        tall, y = sheet.chance.uniform(70, 130), foot + sheet.chance.uniform(0, 50)
        for tier in range(3):
            top, half = y - tall + tier * tall * 0.25, tall * (0.16 + tier * 0.09)
            sheet.shape([(x, top), (x + half, top + tall * 0.42), (x - half, top + tall * 0.42)], inks.ink, 1)
        sheet.gouges([((x + 3, y - tall * 0.8), (x + tall * 0.16, y - tall * 0.2))], 2.5, inks.mid)


def field(sheet: Sheet) -> None:
    """Furrows that run to the horizon."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper, down_to=320)
    x, _ = sun(sheet, inks.spark, y=230, r=80)
    sheet.ridge(305, 14, inks.mid)
    sheet.box(-10, 320, WIDTH + 20, 400, inks.mid)
    far = x + sheet.chance.uniform(-120, 120)
    for i in range(-14, 15):
        near = WIDTH / 2 + i * 160.0
        sheet.shape([(far + i * 10, 320), (near, HEIGHT + 20), (near + 74, HEIGHT + 20)], inks.ink, 1.5)
        sheet.gouges([((far + i * 10 + 2, 350), (near + 110, HEIGHT))], 4, inks.pale)
    for _ in range(5):
        tx = sheet.chance.uniform(0, WIDTH)
        sheet.box(tx - 4, 276, 8, 46, inks.ink)
        sheet.disc(tx, 258, sheet.chance.uniform(22, 40), inks.ink)


def tunnel(sheet: Sheet) -> None:
    """A portal in a mountainside, rails running in."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    peaks(sheet, 640, (400, 520), 3, inks.mid)
    cx = 600 + sheet.chance.uniform(-90, 90)
    sheet.shape(
        [(cx - 420, 700), (cx - 330, 260), (cx - 60, 130), (cx + 300, 250), (cx + 430, 700)], inks.ink, 8
    )
    sheet.hatch((cx - 330, 290, 640, 320), inks.mid, angle=64, gap=40, length=90, width=5, density=0.6)
    _arch(sheet, cx, 220, inks.paper)
    _arch(sheet, cx, 186, inks.spark)
    _arch(sheet, cx, 168, inks.ink)
    sheet.rays(cx, 520, 176, 216, 40, inks.ink, 3)
    for side in (-1, 1):
        for inner, outer in ((10, 60), (34, 190)):
            sheet.shape(
                [(cx + side * inner, 470), (cx + side * (inner + 4), 470), (cx + side * (outer + 22), 690), (cx + side * outer, 690)],
                inks.paper, 0.5,
            )  # fmt: skip
    for i in range(9):
        y = 480 + i * i * 2.7
        half = 16 + (y - 470) * 0.9
        sheet.box(cx - half, y, half * 2, 3 + i, inks.mid, 1)
    sheet.disc(cx, 452, 13, inks.spark)


def _arch(sheet: Sheet, cx: float, r: float, tone: str) -> None:
    points = [
        (cx + r * math.cos(math.pi * (1 + i / 18)), 520 + r * math.sin(math.pi * (1 + i / 18)))
        for i in range(19)
    ]
    sheet.shape([*points, (cx + r, 700), (cx - r, 700)], tone)


def train(sheet: Sheet) -> None:
    """A train that crosses open land."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    sun(sheet, inks.spark, y=180, r=64)
    sheet.ridge(390, 34, inks.mid)
    sheet.hatch((0, 400, WIDTH, 90), inks.pale, angle=14, gap=24, length=110, width=4, density=0.5)
    sheet.box(-10, 548, WIDTH + 20, 160, inks.ink)
    sheet.hatch((0, 570, WIDTH, 100), inks.mid, angle=-8, gap=20, length=80, width=4, density=0.7)
    start = sheet.chance.uniform(60, 150)
    for i in range(4):
        _wagon(sheet, start + i * 262, lead=i == 3, spark=i == 1)
    sheet.line([(-10, 549), (WIDTH + 10, 549)], inks.paper, 5)
    for i in range(7):
        px = i * 200 + sheet.chance.uniform(-8, 8)
        sheet.line([(px, 545), (px, 250)], inks.ink, 6)
        sheet.line([(px - 26, 272), (px + 26, 272)], inks.ink, 5)
    sheet.line([(-10, 270), (WIDTH + 10, 270)], inks.ink, 2.5)


def _wagon(sheet: Sheet, x: float, *, lead: bool, spark: bool) -> None:
    inks = sheet.inks
    nose = [(x + 210, 388), (x + 262, 440), (x + 268, 528)] if lead else [(x + 248, 388), (x + 248, 528)]
    sheet.shape([(x, 388), *nose, (x, 528)], inks.spark if spark else inks.ink)
    for i in range(4):
        sheet.box(x + 20 + i * 52, 414, 36, 44, inks.paper, 1.4)
    sheet.gouges([((x + 8, 486), (x + 238, 486))], 5, inks.paper)
    for w in (x + 50, x + 196):
        sheet.disc(w, 534, 22, inks.ink)
        sheet.disc(w, 534, 8, inks.paper)


def bridge(sheet: Sheet) -> None:
    """Two towers, their cables, and the water under them."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper, down_to=480)
    sun(sheet, inks.spark, y=230, r=90)
    sheet.ridge(450, 30, inks.mid)
    water(sheet, 490, rows=4, rise=20)
    shift = sheet.chance.uniform(-40, 40)
    towers = (330 + shift, 880 + shift)
    for x in towers:
        for side in (-26, 26):
            sheet.shape(
                [(x + side - 11, 620), (x + side * 0.75 - 8, 120), (x + side * 0.75 + 8, 120), (x + side + 11, 620)],
                inks.ink,
            )  # fmt: skip
        for y in (150, 240, 330):
            sheet.box(x - 26, y, 52, 16, inks.ink)
    deck = 430
    sheet.box(-10, deck, WIDTH + 20, 24, inks.ink)
    sheet.gouges([((0, deck + 10), (WIDTH, deck + 8))], 4, inks.spark)
    for ends, depth in (((towers[0], towers[1]), 1.0), ((-250, towers[0]), 0.9), ((towers[1], 1460), 0.9)):
        _cable(sheet, ends[0], ends[1], deck, depth)


def _cable(sheet: Sheet, start: float, end: float, deck: float, depth: float) -> None:
    points: list[Point] = []
    for i in range(25):
        t = i / 24
        points.append((start + (end - start) * t, 128 + (deck - 150) * depth * 4 * t * (1 - t)))
    sheet.line(points, sheet.inks.ink, 7)
    for x, y in points[1:-1]:
        if y < deck:
            sheet.line([(x, y), (x, deck)], sheet.inks.ink, 2.2)


def chart_of_land(sheet: Sheet) -> None:
    """A map: coasts, soundings, a route and a pin."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.pale, 0)
    for i in range(1, 12):
        sheet.line([(i * 104, 0), (i * 104 + 30, HEIGHT)], inks.paper, 1.5)
        sheet.line([(0, i * 60), (WIDTH, i * 60 - 16)], inks.paper, 1.5)
    for cx, cy, size in ((250, 300, 250), (900, 420, 300), (720, 90, 130)):
        reach, coast = size * 0.9, list[float]()
        for _ in range(36):
            reach = min(max(reach * sheet.chance.uniform(0.9, 1.11), size * 0.72), size * 1.08)
            coast.append(reach)
        for tone, r in ((inks.paper, 1.09), (inks.mid, 1.0)):
            turns = [(i / 36 * math.tau, far * r) for i, far in enumerate(coast)]
            sheet.shape([(cx + f * math.cos(t), cy + f * 0.82 * math.sin(t)) for t, f in turns], tone, 2)
    sheet.hatch((90, 170, 320, 240), inks.ink, angle=38, gap=34, length=70, width=4, density=0.4)
    sheet.hatch((730, 280, 360, 280), inks.ink, angle=-30, gap=34, length=70, width=4, density=0.4)
    sheet.line([(330, 330), (470, 250), (600, 340), (780, 400)], inks.ink, 6)
    sheet.curve("M780 400C730 320 740 270 780 270S830 320 780 400Z", inks.spark)
    sheet.disc(780, 308, 15, inks.paper)
