"""Reports for tests: a small fictional day's news."""

from datetime import UTC, datetime, timedelta

from newsstand.model import Report

DAY = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)

FIRE = (
    "A fire at the Harrowgate paper mill in Tollmere injured four workers on Thursday, the county fire service said. "
    "Flames broke out in the drying hall shortly after five in the morning and spread to a store of 900 tonnes of pulp. "
    "Chief fire officer Moira Dunstan said that 62 firefighters had been sent to Tollmere and that the roof had fallen in. "
    "The mill, which belongs to Osterlund Board, employs 310 people. Its director, Pieter Vance, said that work would not "
    "start again before April. Residents of Quay Street were told to keep their windows shut until the smoke had cleared."
)
FIRE_AGAIN = (
    "Four people were hurt when fire tore through a paper mill at Tollmere, officials said. Moira Dunstan, who leads the "
    "county fire service, said 62 firefighters fought the blaze at the Harrowgate mill. The roof of its drying hall came "
    "down. Owner Osterlund Board said that production had stopped. “We are thankful that nobody died,” said Pieter Vance, "
    "its director. Smoke drifted over Quay Street, where families were asked to stay indoors."
)
FERRY = (
    "The council of Port Lisle voted on Thursday to buy two electric ferries for the crossing to Sander Island. The boats "
    "will cost 48 million crowns and carry 240 passengers each. Councillor Ines Okafor called the vote a turn in the "
    "history of the harbour. The opposition, led by Bram Teller, had asked for a bridge instead. The first ferry is to sail "
    "in the summer of next year, and the diesel boats will be sold. Fares will stay as they are, the council promised."
)
FEUER = (
    "Bei einem Brand in der Papierfabrik Harrowgate in Tollmere sind am Donnerstag vier Arbeiter verletzt worden. Das Feuer "
    "brach kurz nach fünf Uhr in der Trockenhalle aus. Wie die Leiterin der Feuerwehr, Moira Dunstan, sagte, waren 62 "
    "Feuerwehrleute in Tollmere im Einsatz. Das Dach der Halle stürzte ein. Die Fabrik gehört dem Konzern Osterlund Board. "
    "Direktor Pieter Vance erklärte, die Produktion werde nicht vor April wieder aufgenommen. Die Bewohner der Quay Street "
    "wurden gebeten, die Fenster geschlossen zu halten."
)
ROUNDUP = "\n\n".join(
    [
        "Good morning. Here is your Thursday.",
        "A mill in flames",
        "Four workers were hurt by a fire at the Harrowgate mill in Tollmere, where Moira Dunstan leads the fire service.",
        "Boats without smoke",
        "The council of Port Lisle buys two ferries, to the joy of Ines Okafor and not of Bram Teller.",
        "A prize for patience",
        "The botanist Livia Kranz has won the Halden Medal for a flower that took her thirty years.",
        "Goals at last",
        "At long last Dunmore Rovers have scored, and it was Tam Akande who did it against Westing Town.",
        "Rain to come",
        "The forecasters at Cape Morrow promise rain for Saturday and some more for Sunday.",
    ]
)


def report(
    id_: str, title: str, body: str = "", *, source: str = "", hours: float = 0, **more: object
) -> Report:
    given = {
        "url": None,
        "published": DAY + timedelta(hours=hours),
        "language": None,
        "source": source or f"title of {id_}",
    } | more
    return Report(id=id_, title=title, body=body, **given)  # type: ignore[arg-type]


def day() -> list[Report]:
    return [
        report("fire-1", "Four hurt in fire at Tollmere paper mill", FIRE),
        report("ferry-1", "Port Lisle to buy electric ferries", FERRY, hours=1),
        report("fire-2", "Paper mill blaze injures four workers in Tollmere", FIRE_AGAIN, hours=2),
        report("fire-3", "Vier Verletzte bei Brand in Papierfabrik", FEUER, hours=3),
    ]
