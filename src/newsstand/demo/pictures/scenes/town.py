"""Streets, skylines and plain buildings."""

from __future__ import annotations

from newsstand.demo.pictures.scenes.sky_and_water import sky, sun
from newsstand.demo.pictures.sheet import HEIGHT, WIDTH, Sheet


def tower(sheet: Sheet, x: float, top: float, w: float, tone: str, lit: str, share: float) -> None:
    """A tall building with rows of windows, a share of them lit."""
    sheet.box(x, top, w, HEIGHT - top + 20, tone)
    columns = max(int(w / 26), 1)
    step = w / columns
    for row in range(int((HEIGHT - top - 40) / 34)):
        for column in range(columns):
            if sheet.chance.random() < share:
                sheet.box(x + column * step + step * 0.28, top + 20 + row * 34, step * 0.46, 18, lit, 1)


def skyline(sheet: Sheet, highest: float, lowest: float, tone: str, lit: str, share: float) -> None:
    """Buildings shoulder to shoulder."""
    x = -30.0
    while x < WIDTH:
        w = sheet.chance.uniform(70, 150)
        tower(sheet, x, sheet.chance.uniform(highest, lowest), w, tone, lit, share)
        x += w + sheet.chance.uniform(-6, 18)


def city(sheet: Sheet) -> None:
    """A skyline by day."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    sun(sheet, inks.spark, y=200, r=84)
    skyline(sheet, 200, 380, inks.mid, inks.pale, 0.55)
    skyline(sheet, 330, 520, inks.ink, inks.paper, 0.4)


def night(sheet: Sheet) -> None:
    """A skyline with the lights out, but for a few windows."""
    inks = sheet.inks
    sky(sheet, inks.ink, inks.mid)
    x = sheet.chance.uniform(250, 950)
    sheet.disc(x, 150, 66, inks.paper)
    sheet.disc(x + 26, 138, 58, inks.ink)
    for _ in range(40):
        sheet.disc(sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(0, 330), 3, inks.paper)
    skyline(sheet, 230, 400, inks.mid, inks.ink, 0.5)
    skyline(sheet, 360, 540, "#0b0e14", inks.spark, 0.07)


def street(sheet: Sheet) -> None:
    """Two rows of houses and the road between them."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    far = 600 + sheet.chance.uniform(-80, 80)
    sun(sheet, inks.spark, y=250, r=60)
    sheet.shape([(far - 40, 420), (far + 40, 420), (1010, 700), (190, 700)], inks.mid)
    for side in (-1, 1):
        for i in range(5, -1, -1):
            near, back = _row(i), _row(i + 1)
            xa, xb = far + side * near[0], far + side * back[0]
            tone = (inks.ink, inks.mid)[i % 2]
            sheet.shape([(xa, near[1]), (xb, back[1]), (xb, back[2]), (xa, near[2])], tone)
            ridge_a, ridge_b = near[1] - near[0] * 0.14, back[1] - back[0] * 0.14
            sheet.shape(
                [(xa, near[1]), (xb, back[1]), (xb + side * back[0] * 0.06, ridge_b), (xa + side * near[0] * 0.06, ridge_a)],
                inks.spark if i == 1 and side > 0 else inks.ink,
            )  # fmt: skip
            _windows(sheet, xa, xb, near, back)
    sheet.hatch((far - 200, 520, 400, 150), inks.paper, angle=88, gap=50, length=40, width=5, density=0.35)
    for i in range(3):
        lx, ly = far - 130 - i * 90, 600 - i * 4
        sheet.line([(lx, ly + 40), (lx, ly - 150)], inks.ink, 6)
        sheet.disc(lx, ly - 156, 13, inks.spark)


def _row(i: int) -> tuple[float, float, float]:
    near = 0.62**i
    return 620 * near + 30, 420 - 360 * near, 420 + 290 * near


def _windows(
    sheet: Sheet,
    xa: float,
    xb: float,
    near: tuple[float, float, float],
    back: tuple[float, float, float],
) -> None:
    for floor in (0.16, 0.42, 0.68):
        for part in (0.18, 0.58):
            t = part
            x, w = xa + (xb - xa) * t, (xb - xa) * 0.22
            top = near[1] + (back[1] - near[1]) * t
            foot = near[2] + (back[2] - near[2]) * t
            y, h = top + (foot - top) * floor, (foot - top) * 0.14
            sheet.shape(
                [(x, y), (x + w, y + h * 0.04), (x + w, y + h * 0.96), (x, y + h)], sheet.inks.paper, 1
            )


def house(sheet: Sheet) -> None:
    """One house with its door and its tree."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    sun(sheet, inks.spark, y=160, r=60)
    sheet.ridge(500, 24, inks.mid)
    x = 430 + sheet.chance.uniform(-110, 110)
    sheet.box(x, 300, 400, 280, inks.paper)
    sheet.shape([(x - 50, 310), (x + 200, 130), (x + 450, 310)], inks.ink)
    sheet.hatch((x + 10, 215, 360, 90), inks.mid, angle=-36, gap=26, length=70, width=4)
    sheet.box(x + 300, 130, 46, 110, inks.ink)
    sheet.box(x + 160, 420, 84, 160, inks.spark)
    sheet.disc(x + 226, 505, 6, inks.ink)
    for wx in (40, 284):
        sheet.box(x + wx, 360, 80, 90, inks.ink)
        sheet.line([(x + wx + 40, 360), (x + wx + 40, 450)], inks.paper, 5)
        sheet.line([(x + wx, 405), (x + wx + 80, 405)], inks.paper, 5)
    tx = x + (620 if sheet.chance.random() < 0.5 else -200)
    sheet.box(tx - 12, 400, 24, 190, inks.ink)
    for _ in range(9):
        sheet.disc(tx + sheet.chance.uniform(-80, 80), 340 + sheet.chance.uniform(-90, 70), 56, inks.ink)
    sheet.hatch((tx - 110, 250, 220, 170), inks.pale, angle=30, gap=30, length=50, width=4, density=0.6)
    sheet.ridge(580, 8, inks.ink)
    sheet.hatch((0, 590, WIDTH, 80), inks.mid, angle=-70, gap=26, length=36, width=3, density=0.7)


def office(sheet: Sheet) -> None:
    """One tower seen from its foot."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    skyline(sheet, 380, 500, inks.mid, inks.pale, 0.4)
    x = 420 + sheet.chance.uniform(-90, 90)
    sheet.shape([(x, 700), (x + 40, 60), (x + 250, 30), (x + 260, 700)], inks.ink)
    sheet.shape([(x + 260, 700), (x + 250, 30), (x + 380, 90), (x + 420, 700)], inks.mid)
    for row in range(15):
        for column in range(5):
            t = row / 15
            wx, wy = x + 54 - t * 30 + column * (38 + t * 8), 84 + row * 40 - column * 4 * (1 - t)
            lit = inks.spark if sheet.chance.random() < 0.12 else inks.paper
            sheet.box(wx, wy, 24 + t * 5, 20, lit, 1)
    sheet.hatch((x + 262, 130, 120, 520), inks.ink, angle=4, gap=34, length=110, width=4)


def factory(sheet: Sheet) -> None:
    """Saw-tooth roofs, chimneys and their smoke."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    sun(sheet, inks.spark, y=200, r=76)
    for i in range(3):
        x = 170 + i * 120 + sheet.chance.uniform(-16, 16)
        sheet.shape([(x - 24, 480), (x - 15, 150), (x + 15, 150), (x + 24, 480)], inks.ink)
        sheet.box(x - 18, 172, 36, 18, inks.spark)
        for puff in range(6):
            sheet.disc(x + 20 + puff * 46, 128 - puff * 13, 22 + puff * 8, inks.mid)
            sheet.gouges(
                [((x + puff * 46, 122 - puff * 13), (x + 44 + puff * 46, 112 - puff * 13))], 4, inks.pale
            )
    for i in range(5):
        x = 520 + i * 150
        sheet.shape([(x, 430), (x, 300), (x + 150, 430)], inks.mid)
        sheet.gouges([((x + 16, 330), (x + 16, 420)), ((x + 40, 350), (x + 40, 422))], 5, inks.paper)
    sheet.box(60, 426, 1240, 280, inks.ink)
    for i in range(11):
        sheet.box(110 + i * 100, 470, 60, 70, inks.paper)
        sheet.line([(140 + i * 100, 470), (140 + i * 100, 540)], inks.ink, 5)
    sheet.hatch((60, 560, 1140, 110), inks.mid, gap=22, length=100, width=4, density=0.6)


def hospital(sheet: Sheet) -> None:
    """A plain block with a cross over the door."""
    inks = sheet.inks
    sky(sheet, inks.pale, inks.paper)
    skyline(sheet, 330, 460, inks.mid, inks.pale, 0.3)
    x = 300 + sheet.chance.uniform(-60, 60)
    sheet.box(x, 170, 600, 530, inks.paper)
    sheet.box(x - 90, 350, 780, 350, inks.paper)
    sheet.line([(x, 350), (x, 170), (x + 600, 170), (x + 600, 350)], inks.ink, 7)
    sheet.line([(x - 90, 690), (x - 90, 350), (x + 690, 350), (x + 690, 690)], inks.ink, 7)
    for row in range(6):
        for column in range(8):
            if not (3 <= column <= 4 and row < 3):
                tone = inks.mid if sheet.chance.random() < 0.8 else inks.spark
                sheet.box(x + 30 + column * 70, 200 + row * 66, 42, 38, tone)
    sheet.box(x + 276, 205, 48, 150, inks.spark)
    sheet.box(x + 225, 256, 150, 48, inks.spark)
    sheet.box(x + 220, 580, 160, 120, inks.ink)
    sheet.line([(x + 300, 585), (x + 300, 690)], inks.paper, 5)
    sheet.hatch((0, 640, WIDTH, 40), inks.ink, gap=16, length=140, width=4)
