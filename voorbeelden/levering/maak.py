"""Makes the two workbooks of the how-to "een levering herstellen": an export with the mistakes that
exports have, and the same export once the source was mended. Nobody in them exists.

Run as `python voorbeelden/levering/maak.py`. The same script gives the same bytes.
"""

from __future__ import annotations

import io
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter

HEADER = (
    "Cliëntnr",
    "Uitkeringsnr",
    "Ingangsdatum",
    "Einddatum",
    "Regeling",
    "Bedrag per maand",
    "Behandelaar",
)
REGULATIONS = ("PW", "PW", "PW", "PW", "IOAW", "BBZ")


def rows(*, mended: bool) -> list[tuple[str, ...]]:
    """The rows of the export, all cells as the source shows them."""
    draw = random.Random(2016)
    found = []
    for number in range(1, 41):
        first = date(2015, 1, 1) + timedelta(draw.randrange(500))
        last = first + timedelta(draw.randrange(60, 700)) if draw.random() < 0.5 else None
        if last is not None and last > date(2016, 7, 31):
            last = None
        cents = draw.randrange(60_000, 150_000)
        amount = f"€ {cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"
        found.append(
            (
                f"{4000 + number:06d}",
                f"U{number:04d}",
                f"{first:%d-%m-%Y}",
                f"{last:%d-%m-%Y}" if last else "",
                draw.choice(REGULATIONS),
                amount,
                draw.choice(("team noord", "team zuid")),
            )
        )
    if not mended:
        # What the source had wrong: two days swapped, a code nobody knows, and one row twice.
        swapped = found[11]
        found[11] = (*swapped[:2], "01-07-2016", "01-02-2016", *swapped[4:])
        found[24] = (*found[24][:4], "?", *found[24][5:])
        found.append(found[3])
    return found


def workbook(*, mended: bool) -> bytes:
    """The workbook: every cell is text, as most exports have it."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": datetime(2016, 8, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Export")
    for line, cells in enumerate((HEADER, *rows(mended=mended))):
        for column, cell in enumerate(cells):
            sheet.write_string(line, column, cell)
    sheet.set_column(0, len(HEADER) - 1, 18)
    book.close()
    return data.getvalue()


def main() -> None:
    folder = Path(__file__).parent
    (folder / "export.xlsx").write_bytes(workbook(mended=False))
    (folder / "export-hersteld.xlsx").write_bytes(workbook(mended=True))


if __name__ == "__main__":
    main()
