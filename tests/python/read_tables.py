"""Opens every table of folders of results with DuckDB and polars: read_tables.py COLUMNS.md FOLDER...

Of each table both files hold the same columns, rows and nulls; its columns are those of the guide's page; months are
dates; and SQL names every column without quotes, except those named after a number of a lever.
"""

import json
import re
import sys
from pathlib import Path

import duckdb
import polars as pl

# Words that stand for nothing or for no number: a cell has a value or is null.
NO_VALUES = {"nan", "inf", "-inf", "none", "null", "n/a", "-"}
# The metadata that every Parquet file has.
KEYS = {"scenario", "world", "agents", "version", "units", "meanings"}


def declared(page):
    """The columns of the guide's page, by command and file: name, type and whether it is always there."""
    tables = {}
    for part in Path(page).read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in rest.splitlines() if line.startswith("| `")]
        columns = [(row[0].strip("` "), row[1], "(only" not in row[-1]) for row in rows]
        for file, command in re.findall(r"`(\w+)` of `(\w+)`", title):
            tables.setdefault((command, file), []).append(columns)
    return tables


def fits(columns, names):
    """Whether names are those of a declared table: a name in capitals stands for any number of columns."""
    exact = {name for name, _, _ in columns if not name.isupper()}
    always = {name for name, _, always in columns if always and not name.isupper()}
    many = any(name.isupper() for name, _, _ in columns)
    return always <= set(names) and (many or set(names) <= exact)


def kind(columns, name):
    return next((kind for of, kind, _ in columns if of == name), "number")


def quoted(name):
    """A column as SQL names it: in quotes only if it is a number of a lever."""
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*", name) else '"' + name + '"'


def check_parquet(file, of):
    frame = pl.read_parquet(file)
    relation = duckdb.sql(f"select * from '{file}'")
    assert relation.columns == frame.columns, file
    candidates = [columns for columns in of if fits(columns, frame.columns)]
    assert candidates, f"{file}: columns {frame.columns} are not those of the guide"
    columns = candidates[0]
    kinds = {"text": pl.String, "whole number": pl.Int64, "number": pl.Float64, "date": pl.Date}
    for name, dtype in frame.schema.items():
        assert dtype == kinds[kind(columns, name)], f"{file}: {name} is {dtype}"
        if dtype == pl.Float64:
            assert frame[name].is_finite().all(), f"{file}: {name} holds what is no number"
        if dtype == pl.String:
            words = {str(value).strip().lower() for value in frame[name].drop_nulls().unique()}
            assert not words & NO_VALUES and "" not in words, f"{file}: {name} holds {words & NO_VALUES or 'an empty text'}"
    for name in ("month", "first_month", "last_month"):
        if name in frame.columns:
            assert (frame[name].dt.day() == 1).all(), f"{file}: {name}"
    listed = ", ".join(quoted(name) for name in frame.columns)
    rows = duckdb.sql(f"select {listed} from '{file}'").fetchall()
    assert len(rows) == frame.height, file
    pairs = duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata('{file}')").fetchall()
    metadata = dict(pairs)
    assert KEYS <= metadata.keys() and ("seed" in metadata) != ("seeds" in metadata), f"{file}: {sorted(metadata)}"
    units = json.loads(metadata["units"])
    numbers = [name for name, dtype in frame.schema.items() if dtype == pl.Float64]
    assert all(units.get(name) for name in numbers), f"{file}: {[name for name in numbers if not units.get(name)]} have no unit"
    return frame


def check_csv(file, frame):
    relation = duckdb.sql(f"select * from read_csv('{file}', header=true, sample_size=-1)")
    assert relation.columns == frame.columns, f"{file}: {relation.columns}"
    listed = ", ".join(quoted(name) for name in frame.columns)
    assert len(duckdb.sql(f"select {listed} from read_csv('{file}', header=true, sample_size=-1)").fetchall()) == frame.height, file
    for name, dtype in frame.schema.items():
        if dtype == pl.Date:
            cast = duckdb.sql(f"select {name}::date from read_csv('{file}', header=true, sample_size=-1)").fetchall()
            assert [row[0] for row in cast] == frame[name].to_list(), f"{file}: {name}"
    texts = pl.read_csv(file, infer_schema=False)
    assert texts.columns == frame.columns and texts.height == frame.height, file
    for name, dtype in frame.schema.items():
        nulls = texts[name].is_null() == frame[name].is_null()
        assert nulls.all(), f"{file}: {name} is not null in the same rows"
        if dtype in (pl.Float64, pl.Int64):
            assert texts[name].cast(dtype).equals(frame[name]), f"{file}: {name}"
    assert pl.read_csv(file, try_parse_dates=True, infer_schema_length=None).columns == frame.columns, file


def main(page, folders):
    pages, opened = declared(page), set()
    for folder in map(Path, folders):
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        command = next(word for word in manifest["command"] if not word.startswith("-"))
        for file in sorted(folder.rglob("*.parquet")):
            name = "microdata" if "microdata" in str(file.relative_to(folder)) else file.stem
            frame = check_parquet(file, pages[command, name])
            digest = dict(duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata('{file}')").fetchall()).get("digest")
            assert digest in (None, manifest["digest"]), f"{file}: digest"
            csv = file.with_suffix(".csv")
            assert csv.exists() == (name != "microdata"), csv
            if csv.exists():
                check_csv(csv, frame)
            opened.add((command, name))
        for csv in folder.glob("*.csv"):
            assert csv.with_suffix(".parquet").exists(), f"{csv} has no Parquet file beside it"
    left = set(pages) - opened
    assert not left, f"no command wrote {sorted(left)}"
    print(f"{len(opened)} tables read")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
