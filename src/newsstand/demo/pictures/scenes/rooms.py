"""Things on a table, and people."""

from __future__ import annotations

import math

from newsstand.demo.pictures.sheet import HEIGHT, WIDTH, Point, Sheet


def table(sheet: Sheet, *, at: float = 540) -> None:
    """A wall with soft marks, and a table across the foot."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.pale, 0)
    sheet.hatch((0, 0, WIDTH, at), inks.paper, angle=62, gap=44, length=110, width=4, density=0.6)
    sheet.box(-10, at, WIDTH + 20, 200, inks.ink)
    sheet.hatch((0, at + 14, WIDTH, 120), inks.mid, gap=18, length=180, width=3.4, density=0.6)


def lab(sheet: Sheet) -> None:
    """Flasks and tubes on a bench."""
    inks = sheet.inks
    table(sheet)
    for i in range(5):
        x = 130 + i * 225 + sheet.chance.uniform(-24, 24)
        tone = inks.spark if i == 2 else inks.mid
        if i % 2:
            sheet.shape(
                [(x - 24, 200), (x + 24, 200), (x + 24, 330), (x + 96, 540), (x - 96, 540), (x - 24, 330)],
                inks.paper,
            )
            sheet.shape([(x - 52, 430), (x + 52, 430), (x + 90, 534), (x - 90, 534)], tone)
            sheet.box(x - 34, 190, 68, 18, inks.ink)
        else:
            sheet.disc(x, 440, 100, inks.paper)
            sheet.curve(f"M{x - 92:.0f} 450h184a92 92 0 0 1 -184 0Z", tone)
            sheet.box(x - 22, 230, 44, 130, inks.paper)
            sheet.box(x - 32, 222, 64, 18, inks.ink)
        for _ in range(6):
            sheet.disc(
                x + sheet.chance.uniform(-50, 50),
                500 + sheet.chance.uniform(-40, 20),
                sheet.chance.uniform(4, 11),
                inks.paper,
            )
        sheet.gouges([((x - 12, 250), (x - 14, 340))], 4, inks.ink)
    sheet.line([(60, 150), (1140, 150)], inks.ink, 12)
    for i in range(9):
        x = 150 + i * 112
        sheet.box(x, 40, 36, 108, inks.paper if i % 3 else inks.mid)
        sheet.box(x, 88, 36, 60, inks.spark if i == 4 else inks.ink)


def microscope(sheet: Sheet) -> None:
    """A microscope, and what it sees."""
    inks = sheet.inks
    table(sheet, at=590)
    x, y = 830 + sheet.chance.uniform(-50, 50), 300
    sheet.disc(x, y, 232, inks.ink)
    sheet.disc(x, y, 214, inks.paper)
    for _ in range(26):
        turn, reach = sheet.chance.uniform(0, math.tau), sheet.chance.uniform(0, 180)
        cx, cy, r = x + reach * math.cos(turn), y + reach * math.sin(turn), sheet.chance.uniform(14, 36)
        sheet.disc(cx, cy, r, sheet.chance.choice((inks.mid, inks.pale, inks.spark)), 0.8)
        sheet.disc(cx + r * 0.2, cy, r * 0.3, inks.ink)
    sheet.box(130, 560, 400, 40, inks.ink)
    sheet.curve("M420 560C520 470 520 300 400 210L360 250C440 320 440 450 350 560Z", inks.ink)
    sheet.shape([(230, 90), (290, 66), (400, 330), (340, 354)], inks.ink)
    sheet.shape([(216, 74), (286, 46), (300, 78), (228, 106)], inks.spark)
    sheet.shape([(338, 346), (392, 324), (412, 386), (372, 402)], inks.mid)
    sheet.box(230, 448, 220, 24, inks.ink)
    sheet.box(300, 436, 120, 10, inks.spark)
    sheet.gouges([((258, 108), (352, 322)), ((446, 300), (452, 440))], 6, inks.paper)
    sheet.disc(462, 420, 26, inks.mid)


def score(sheet: Sheet) -> None:
    """Staves that bend, with notes on them."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.pale, 0)
    sheet.shape([(90, 60), (1120, 30), (1150, 640), (60, 650)], inks.paper, 3)
    for stave in range(3):
        phase = sheet.chance.uniform(0, 3)

        def bend(x: float, stave: int = stave, phase: float = phase) -> float:
            return 130 + stave * 190 + 22 * math.sin(x / 230 + phase)

        for rule in range(5):
            sheet.line([(x, bend(x) + rule * 20) for x in range(120, 1110, 30)], inks.ink, 2.6)
        x, last = 190.0, None
        while x < 1060:
            step = sheet.chance.randrange(0, 9)
            y = bend(x) + step * 10
            tone = inks.spark if sheet.chance.random() < 0.14 else inks.ink
            sheet.disc(x, y, 15, tone, 0.75)
            stem = y - 74 if step > 4 else y + 74
            sheet.line([(x + (13 if step > 4 else -13), y), (x + (13 if step > 4 else -13), stem)], tone, 4)
            if last is not None and sheet.chance.random() < 0.4 and (last[2] > 4) == (step > 4):
                sheet.line([(last[0], last[1]), (x + (13 if step > 4 else -13), stem)], inks.ink, 9)
            last = (x + (13 if step > 4 else -13), stem, step)
            x += sheet.chance.choice((52, 70, 96))
        for bar in (120.0, 450.0, 780.0, 1100.0):
            sheet.line([(bar, bend(bar)), (bar, bend(bar) + 80)], inks.ink, 5)
    sheet.hatch((90, 560, 1000, 80), inks.pale, angle=-3, gap=22, length=160, width=5, density=0.6)


def battery(sheet: Sheet) -> None:
    """A home battery on a wall, its charge showing."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.mid, 0)
    sheet.hatch((0, 0, WIDTH, HEIGHT), inks.pale, angle=0, gap=44, length=210, width=4, density=0.6)
    for i in range(3):
        x = 190 + i * 290 + sheet.chance.uniform(-12, 12)
        sheet.box(x + 14, 134, 240, 430, inks.ink)
        sheet.box(x, 120, 240, 430, inks.paper)
        sheet.box(x + 80, 92, 80, 30, inks.ink)
        charge = sheet.chance.randrange(1, 5)
        for cell in range(5):
            sheet.box(x + 30, 470 - cell * 46, 180, 32, inks.mid if cell < charge else inks.pale)
        if i == 1:
            sheet.shape(
                [
                    (x + 138, 150),
                    (x + 84, 236),
                    (x + 118, 236),
                    (x + 100, 300),
                    (x + 164, 206),
                    (x + 126, 206),
                ],
                inks.spark,
                1,
            )
        else:
            sheet.disc(x + 120, 200, 34, inks.ink)
            sheet.disc(x + 120, 200, 20, inks.spark if i else inks.pale)
        sheet.line([(x + 120, 550), (x + 120, 620), (x + 420, 620)], inks.ink, 10)
    sheet.box(-10, 612, WIDTH + 20, 16, inks.ink)


def chart(sheet: Sheet) -> None:
    """Bars, and a line that means to climb."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.pale, 0)
    for i in range(7):
        sheet.line([(90, 100 + i * 80), (1130, 100 + i * 80)], inks.paper, 3)
    level, points = 0.3, list[Point]()
    for i in range(12):
        level = min(max(level + sheet.chance.uniform(-0.11, 0.17), 0.1), 0.92)
        x, top = 110.0 + i * 86, 580 - level * 420
        sheet.box(x, top, 58, 580 - top, inks.ink if i % 3 else inks.mid)
        sheet.hatch(
            (x + 8, top + 12, 30, 560 - top),
            inks.mid if i % 3 else inks.pale,
            angle=58,
            gap=26,
            length=34,
            width=4,
        )
        points.append((x + 29, top - 46 - sheet.chance.uniform(0, 30)))
    sheet.line(points, inks.spark, 11)
    for x, y in points:
        sheet.disc(x, y, 13, inks.spark)
        sheet.disc(x, y, 5, inks.paper)
    sheet.line([(84, 70), (84, 582), (1140, 582)], inks.ink, 8)


def portrait(sheet: Sheet) -> None:
    """Head and shoulders, cut rather than drawn."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.pale, 0)
    cx = 600 + sheet.chance.uniform(-160, 160)
    sheet.rays(cx, 300, 250, 620, 60, inks.paper, 9)
    side = sheet.chance.choice((-1, 1))
    hair = inks.ink
    sheet.disc(cx - side * 6, 252, 152, hair, 1.12)
    if sheet.chance.random() < 0.5:
        sheet.shape([(cx - 146, 240), (cx + 146, 240), (cx + 172, 480), (cx - 172, 480)], hair, 6)
    sheet.shape(
        [(cx - 330, 700), (cx - 270, 520), (cx - 90, 450), (cx + 90, 450), (cx + 270, 520), (cx + 330, 700)],
        inks.ink,
        5,
    )
    sheet.shape([(cx - 56, 380), (cx + 56, 380), (cx + 76, 470), (cx, 540), (cx - 76, 470)], inks.paper)
    sheet.disc(cx + side * 8, 282, 116, inks.paper, 1.2)
    sheet.shape(
        [(cx - 128, 236), (cx - 70, 120), (cx + 90, 120), (cx + 130, 240), (cx + side * 60, 190)], hair, 5
    )
    for eye in (-44, 48):
        ex = cx + side * 14 + eye
        sheet.gouges([((ex - 24, 256), (ex + 24, 256))], 8, inks.ink)
        sheet.disc(ex, 280, 9, inks.ink)
    sheet.line([(cx + side * 20, 290), (cx + side * 36, 336), (cx + side * 16, 340)], inks.ink, 5)
    sheet.gouges([((cx - 30 + side * 14, 374), (cx + 40 + side * 14, 372))], 9, inks.ink)
    shade = [
        ((cx - side * (100 - i), 244 + i * 19), (cx - side * (58 - i * 2), 254 + i * 19)) for i in range(8)
    ]
    sheet.gouges(shade, 4, inks.pale)
    sheet.shape([(cx - 76, 470), (cx, 545), (cx - 60, 620), (cx - 130, 480)], inks.spark)
    sheet.shape([(cx + 76, 470), (cx, 545), (cx + 60, 620), (cx + 130, 480)], inks.spark)
    sheet.hatch((cx - 260, 560, 520, 110), inks.mid, angle=70, gap=36, length=60, width=5, density=0.6)


def runner(sheet: Sheet) -> None:
    """Three runners, one ahead."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.pale, 0)
    sheet.hatch((0, 20, WIDTH, 360), inks.paper, gap=30, length=220, width=4, density=0.6)
    sheet.ridge(400, 30, inks.mid)
    sheet.box(-10, 530, WIDTH + 20, 160, inks.paper)
    for i in range(4):
        sheet.line([(-10, 545 + i * 38), (WIDTH + 10, 535 + i * 44)], inks.mid, 4)
    shift = sheet.chance.uniform(-40, 40)
    _running(sheet, 260 + shift, 350, 0.82, inks.mid)
    _running(sheet, 520 + shift, 340, 0.95, inks.ink)
    _running(sheet, 860 + shift, 320, 1.15, inks.ink, bib=inks.spark)


def _running(sheet: Sheet, x: float, y: float, scale: float, tone: str, bib: str | None = None) -> None:
    def at(dx: float, dy: float) -> Point:
        return x + dx * scale, y + dy * scale

    limb = 25 * scale
    sheet.line([at(-8, 70), at(64, 120), at(26, 208)], tone, limb * 1.15)
    sheet.line([at(26, 208), at(62, 214)], tone, limb * 0.8)
    sheet.line([at(-14, 72), at(-70, 136), at(-156, 120)], tone, limb * 1.1)
    sheet.line([at(-156, 120), at(-170, 90)], tone, limb * 0.8)
    sheet.line([at(12, -52), at(-52, -14), at(-84, 34)], tone, limb * 0.8)
    sheet.line([at(14, -50), at(72, -8), at(104, -62)], tone, limb * 0.8)
    sheet.shape([at(-20, -74), at(38, -66), at(20, 84), at(-36, 74)], bib or tone)
    if bib:
        sheet.shape([at(-30, 46), at(22, 54), at(20, 92), at(-38, 84)], tone)
        sheet.box(*at(-12, -38), 36 * scale, 30 * scale, sheet.inks.paper)
    head = at(28, -108)
    sheet.disc(*head, 31 * scale, tone)
    sheet.gouges([(at(-230, d), at(-120, d - 6)) for d in (-40, 0, 44)], 5, sheet.inks.paper)
