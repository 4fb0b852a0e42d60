"""Buildings in which something is decided or played."""

from __future__ import annotations

import math

from newsstand.demo.pictures.scenes.sky_and_water import sky, sun, water
from newsstand.demo.pictures.sheet import HEIGHT, WIDTH, Sheet


def parliament(sheet: Sheet) -> None:
    """A long house with a clock tower, by a river."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper, down_to=520)
    sun(sheet, inks.spark, y=200, r=80)
    left = 150 + sheet.chance.uniform(-40, 40)
    flip = sheet.chance.random() < 0.5
    tall = left + (760 if flip else 90)
    sheet.box(left, 360, 900, 180, inks.ink)
    for i in range(23):
        x = left + 12 + i * 39
        sheet.shape([(x, 360), (x + 9, 322), (x + 18, 360)], inks.ink, 1)
        sheet.box(x + 2, 392, 15, 52, inks.paper, 1)
        sheet.box(x + 2, 466, 15, 52, inks.pale, 1)
    dome = left + 420
    sheet.disc(dome, 350, 96, inks.mid)
    sheet.gouges([((dome + d, 344 - 80), (dome + d * 1.6, 352)) for d in (-48, -20, 10, 40)], 4, inks.paper)
    sheet.box(dome - 9, 210, 18, 60, inks.ink)
    sheet.box(left + 320, 346, 200, 26, inks.ink)
    sheet.box(tall, 170, 92, 370, inks.ink)
    sheet.shape([(tall - 12, 174), (tall + 46, 50), (tall + 104, 174)], inks.mid)
    sheet.disc(tall + 46, 226, 34, inks.paper)
    sheet.line([(tall + 46, 226), (tall + 46, 204)], inks.ink, 5)
    sheet.line([(tall + 46, 226), (tall + 60, 234)], inks.ink, 5)
    sheet.gouges([((tall + 18 + i * 18, 290), (tall + 18 + i * 18, 500)) for i in range(4)], 4, inks.mid)
    water(sheet, 540, rows=4, rise=16)


def court(sheet: Sheet) -> None:
    """Columns under a pediment."""
    inks = sheet.inks
    sky(sheet, inks.mid, inks.pale)
    shift = sheet.chance.uniform(-50, 50)
    left, right = 190 + shift, 1010 + shift
    sheet.shape([(left - 40, 250), ((left + right) / 2, 80), (right + 40, 250)], inks.paper)
    sheet.shape([(left + 60, 232), ((left + right) / 2, 116), (right - 60, 232)], inks.ink)
    _scales(sheet, (left + right) / 2, 150)
    sheet.box(left - 30, 248, right - left + 60, 44, inks.paper)
    sheet.gouges([((left - 20, 270), (right + 20, 270))], 4, inks.ink)
    sheet.box(left, 292, right - left, 270, inks.ink)
    for i in range(7):
        x = left + 26 + i * (right - left - 104) / 6
        sheet.box(x, 296, 52, 262, inks.paper)
        sheet.box(x - 8, 292, 68, 16, inks.paper)
        sheet.box(x - 8, 548, 68, 16, inks.paper)
        sheet.gouges([((x + 14 + c * 13, 316), (x + 14 + c * 13, 540)) for c in range(3)], 3, inks.mid)
    door = (left + right) / 2
    sheet.box(door - 40, 400, 80, 160, inks.spark)
    for i in range(5):
        sheet.box(
            left - 30 - i * 44,
            560 + i * 26,
            right - left + 60 + i * 88,
            24,
            inks.paper if i % 2 else inks.pale,
        )
    sheet.hatch((0, 640, WIDTH, 40), inks.ink, gap=14, length=130, width=4)


def _scales(sheet: Sheet, x: float, y: float) -> None:
    spark = sheet.inks.spark
    sheet.line([(x, y - 14), (x, y + 66)], spark, 6)
    sheet.line([(x - 56, y), (x + 56, y)], spark, 5)
    for side in (-56, 56):
        sheet.line([(x + side - 20, y + 40), (x + side, y), (x + side + 20, y + 40)], spark, 3)
        sheet.curve(f"M{x + side - 24:.0f} {y + 40:.0f}h48q-24 26 -48 0Z", spark)


def stadium(sheet: Sheet) -> None:
    """A ground under floodlights, the crowd in it."""
    inks = sheet.inks
    sky(sheet, inks.ink, inks.mid)
    for x in (110.0, 1090.0):
        for i in (-1, 1):
            spread = sheet.chance.uniform(300, 420)
            sheet.shape([(x, 110), (600 - i * spread, 640), (600 + i * spread * 0.2, 640)], inks.mid, 0)
    sheet.disc(600, 480, 640, inks.mid, 0.36)
    sheet.disc(600, 500, 590, inks.ink, 0.33)
    tones = (inks.paper, inks.pale, inks.spark)
    for ring in range(7):
        for i in range(76):
            turn = i / 76 * math.tau
            reach = 410 + ring * 26
            x, y = 600 + reach * math.cos(turn), 505 + reach * 0.33 * math.sin(turn)
            if sheet.chance.random() < 0.62 and y < HEIGHT:
                sheet.box(x, y, 9, 9, sheet.chance.choice(tones), 1)
    sheet.disc(600, 520, 380, inks.paper, 0.3)
    sheet.disc(600, 520, 366, inks.mid, 0.29)
    for i in range(6):
        sheet.shape(
            [(330 + i * 92, 440), (376 + i * 92, 440), (390 + i * 104, 612), (330 + i * 104, 612)],
            inks.pale,
            1,
        )
    sheet.disc(600, 522, 66, inks.paper, 0.36)
    sheet.disc(600, 522, 56, inks.pale, 0.34)
    sheet.line([(600, 412), (600, 630)], inks.paper, 4)
    for x in (110.0, 1090.0):
        sheet.line([(x, 620), (x, 110)], inks.paper, 9)
        for row in range(3):
            for column in range(4):
                sheet.disc(x - 46 + column * 31, 64 + row * 28, 11, inks.spark)


def theatre(sheet: Sheet) -> None:
    """Curtains, footlights and a single figure."""
    inks = sheet.inks
    sheet.box(-10, -10, WIDTH + 20, HEIGHT + 20, inks.ink, 0)
    sheet.shape([(470, -10), (730, -10), (980, 590), (220, 590)], inks.mid, 0)
    sheet.shape([(540, -10), (660, -10), (800, 590), (400, 590)], inks.pale, 0)
    sheet.disc(600, 586, 230, inks.paper, 0.17)
    sheet.shape([(566, 590), (578, 430), (622, 430), (640, 590)], inks.ink)
    sheet.disc(600, 398, 27, inks.ink)
    arm = sheet.chance.choice((-1, 1))
    sheet.line([(600, 446), (600 + arm * 92, 380)], inks.ink, 15)
    sheet.line([(600, 450), (600 - arm * 60, 510)], inks.ink, 15)
    for side in (-1, 1):
        for fold in range(6):
            x = 600 + side * (600 - fold * 58)
            tone = inks.spark if fold % 2 else inks.mid
            inner = 600 + side * (600 - fold * 58 - 70)
            sheet.shape([(x, -10), (inner, -10), (inner + side * fold * 7, 640), (x, 640)], tone, 5)
            sheet.gouges([((x - side * 26, 20), (x - side * 20, 600))], 6, inks.ink)
    for i in range(9):
        sheet.curve(f"M{i * 150 - 75} -10h150q-20 96 -75 96t-75 -96Z", inks.spark if i % 2 else inks.mid)
        sheet.gouges(
            [((i * 150 - 30, 4), (i * 150, 76)), ((i * 150 + 34, 4), (i * 150 + 6, 76))], 4, inks.ink
        )
    sheet.box(-10, 615, WIDTH + 20, 70, inks.ink)
    for i in range(12):
        sheet.disc(50 + i * 100, 630, 17, inks.paper)
