"""Short reports of our own making, as many as are wanted: for measuring how reading grows.

    python tests/measure/short_reports.py FILE.jsonl COUNT

Two to four paragraphs each, some 70 words, three acts; all of it follows from the count.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

NAMES = """
    Kharkiv Tokmak Luhansk Donetsk Melitopol Odesa Kherson Mykolaiv Sumy Chernihiv Zhytomyr Poltava Izium Bakhmut
    Berdiansk Mariupol Enerhodar Nikopol Kramatorsk Sloviansk Dakar Ziguinchor Touba Kaolack Tambacounda Kolda Matam
    Louga Bamako Gao Mopti Timbuktu Niamey Zinder Maradi Agadez Kano Maiduguri Kaduna Jos Sokoto Katsina Enugu Lagos
    Ibadan Accra Kumasi Tamale Lome Cotonou Conakry Freetown Monrovia Abidjan Bouake Nairobi Mombasa Kisumu Garissa
    Kampala Gulu Kigali Bujumbura Goma Bukavu Kinshasa Lubumbashi Lusaka Harare Bulawayo Maputo Beira Lilongwe
    Mogadishu Kismayo Baidoa Hargeisa Khartoum Omdurman Juba Malakal Addis_Ababa Mekelle Gondar Asmara Djibouti Cairo
    Aleppo Homs Hama Idlib Raqqa Mosul Kirkuk Basra Baghdad Fallujah Sanaa Taiz Hodeidah Aden Kabul Kandahar Herat
    Kunduz Jalalabad Peshawar Quetta Karachi Lahore Multan Srinagar Imphal Guwahati Patna Ranchi Raipur Nagpur Dhaka
    Chittagong Sylhet Khulna Yangon Mandalay Sittwe Myitkyina Loikaw Davao Zamboanga Cotabato Marawi Tbilisi Batumi
    Gori Kutaisi Yerevan Gyumri Baku Minsk Brest Gomel Grodno Chisinau Caracas Maracaibo Valencia Bogota Cali Medellin
    Quito Guayaquil Lima Cusco Arequipa Oaxaca Tijuana Culiacan Tegucigalpa Managua
"""
TOWNS = [name.replace("_", " ") for name in NAMES.split()]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WHO = ("Police", "Soldiers", "Rebels", "Gunmen", "Militants", "Government forces")
SAID = (
    "the mayor, Ivan Petrenko",
    "a police spokesman",
    "the interior ministry",
    "residents",
    "the army",
    "the governor",
)
ACTS = (
    "shelled the town of {town} on {day}, killing {count} people",
    "arrested {count} protesters in {town} on {day}",
    "fired at a polling station in {town} on {day}, wounding {count} people",
    "seized the railway station in {town} on {day}",
    "attacked a convoy near {town} on {day}, and {count} people were killed",
)
REST = (
    "The weather in the region was dry and traders at the market said prices had not changed.",
    "Schools in the district will open again next month, according to a notice at the town hall.",
    "A road that leads to the river has been closed for repairs since the spring.",
)


def paragraph(dice: random.Random) -> str:
    act = dice.choice(ACTS).format(town=dice.choice(TOWNS), day=dice.choice(DAYS), count=dice.randint(2, 60))
    return f"{dice.choice(WHO)} {act}, {dice.choice(SAID)} said. {dice.choice(REST)}"


def write(path: Path, count: int) -> Path:
    dice = random.Random(8)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            told = [paragraph(dice) for _ in range(dice.randint(2, 4))]
            report = {
                "id": str(number),
                "published": f"{dice.randint(2020, 2023)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
                "outlet": f"Outlet {dice.randint(1, 40)}",
                "title": told[0].split(",")[0],
                "text": f"Dispatch {number}.\n\n" + "\n\n".join(told),
            }
            file.write(json.dumps(report) + "\n")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
