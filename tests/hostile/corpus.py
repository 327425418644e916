"""The corpus of hostile files (trust.md): what each of them is, and what a user would want.

The idea that makes it simple: a case is a line in a table, its file is made when it is needed, and
the same bytes come out every time. Nothing hostile lies in the project.
"""

from tests.hostile.archives import archive_cases
from tests.hostile.case import Case
from tests.hostile.records import record_cases
from tests.hostile.surroundings import surrounding_cases
from tests.hostile.texts import csv_cases
from tests.hostile.workbooks import workbook_cases

CASES: dict[str, Case] = {
    case.name: case
    for case in (
        *csv_cases(),
        *record_cases(),
        *archive_cases(),
        *workbook_cases(),
        *surrounding_cases(),
    )
}

ALONE = {
    "10 MB of quotes",
    "a line of quotes, many times",
    "one line of 10 MB",
    "a header of 10 MB",
    "a million lines of one separator",
    "a million lines of one letter",
    "a million columns",
    "the same row a hundred thousand times",
    "the same key a hundred thousand times, always with other content",
    "a wrong cell in each of 60,000 rows, all of them different",
    "json: another key in each line",
    "json: a line of 9 MB",
    "parquet: 20 million rows in a few kB",
    "parquet: 900,000 rows in a few kB",
    "parquet: 2,000 groups of one row",
    "parquet: a cell of 10 MB",
    "zip: a bomb of 2 GB",
    "zip: a bomb of 400 MB",
    "zip: a bomb that says it is small",
    "zip: 60,000 empty members",
    "xlsx: a million empty rows with style",
    "xlsx: two million empty cells with style",
    "xlsx: half a million empty cells with style",
    "xlsx: a row numbered 1048576",
    "xlsx: 50 MB of shared strings",
    "xlsx: a million shared strings that nobody uses",
    "xlsx: a sheet of 400 MB",
    "xlsx: a text of 20 MB in a cell",
    "xlsx: 100,000 rows",
    "xlsx: 5,000 sheets",
    "xlsx: styles of 100 MB",
    "ods: a row repeated 100,000 times",
    "folder: of 5,000 files",
}
"""Those that take a second or more, to make or to read: they are read in a process of their own."""
