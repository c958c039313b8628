"""Writes three tables in the style of public ones, with what makes those hard to read:

    public_tables.py FOLDER

houses.csv      house prices: text columns, gaps, an id, a rare flag, counts, areas, a skewed target
sensors.csv     a sensor's log: times, semicolons, decimal commas, a sensor that is stuck, missing readings as blanks
expression.csv  gene expression: 60 rows, 2000 columns, an unnamed first column of sample names
"""
import math
import random
import sys
from pathlib import Path

folder = Path(sys.argv[1])


def houses(draw, rows=1460):
    quarters = {"North": 1.0, "Old town": 1.35, "River, east": 1.15, "Mills": 0.8}
    yield "Id,Quarter,Lot area,Living area,Built,Rooms,Garage,Pool area,Fence,Sale price"
    for i in range(1, rows + 1):
        quarter = draw.choice(list(quarters))
        living = draw.lognormvariate(4.9, 0.3)
        built = draw.randint(1880, 2010)
        rooms = max(2, round(living / 28 + draw.gauss(0, 0.8)))
        lot = "" if draw.random() < 0.12 else f"{draw.lognormvariate(6.3, 0.5):.0f}"
        garage = draw.choice(["", "Attached", "Detached", "Detached"])
        pool = 40 if draw.random() < 0.005 else 0
        fence = "NA" if draw.random() < 0.8 else draw.choice(["Good", "Low"])
        price = quarters[quarter] * living * (900 + 4 * (built - 1880)) * math.exp(draw.gauss(0, 0.12)) + 300 * pool
        text = f'"{quarter}"' if "," in quarter else quarter
        yield f"{i},{text},{lot},{living:.1f},{built},{rooms},{garage},{pool},{fence},{price:.0f}"


def sensors(draw, rows=3000):
    comma = lambda x: f"{x:.2f}".replace(".", ",")
    yield "Date;Time;Temperature;Humidity;NOx;Stuck;CO"
    for i in range(rows):
        hour, day = i % 24, i // 24
        warmth = 12 + 8 * math.sin(2 * math.pi * (hour - 9) / 24) + 5 * math.sin(2 * math.pi * day / 60) + draw.gauss(0, 1)
        humidity = min(100, max(5, 70 - 1.8 * warmth + draw.gauss(0, 6)))
        traffic = math.exp(-((hour - 8) ** 2) / 8) + math.exp(-((hour - 18) ** 2) / 10)
        nox = 80 + 200 * traffic + draw.gauss(0, 20)
        co = 0.6 + 1.9 * traffic + 0.015 * nox / (1 + 0.1 * warmth**2) ** 0.5 + draw.gauss(0, 0.15)
        cells = [comma(warmth), comma(humidity), comma(nox), "-200,00", comma(co)]
        if draw.random() < 0.03:
            cells[draw.randrange(3)] = ""
        yield f"{1 + day % 28:02}/{1 + day // 28:02}/2004;{hour:02}.00.00;" + ";".join(cells)


def expression(draw, rows=60, genes=2000):
    yield "," + ",".join(f"G{j}" for j in range(genes)) + ",survival"
    factors = [[draw.gauss(0, 1) for _ in range(genes)] for _ in range(4)]
    for i in range(rows):
        state = [draw.gauss(0, 1) for _ in factors]
        levels = [8 + sum(s * f[j] for s, f in zip(state, factors)) * 0.7 + draw.gauss(0, 1) for j in range(genes)]
        yield f"TCGA-{i:02}," + ",".join(f"{x:.3f}" for x in levels) + f",{state[0] - 0.5 * state[1] ** 2 + draw.gauss(0, 0.3):.3f}"


folder.mkdir(parents=True, exist_ok=True)
for seed, table in enumerate((houses, sensors, expression)):
    lines = table(random.Random(seed))
    (folder / f"{table.__name__}.csv").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
