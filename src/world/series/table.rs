//! Tables of series: tidy CSV, a row a figure, checked before anything is computed.

use super::kind::{Kind, Side, named};
use super::{Exogenous, KINDS, Resolution, Series, count, path, text};
use crate::common::calendar::YEARS;
use crate::config::{ConfigError, CsvTable, Source, suggest};
use std::collections::BTreeMap;

/// Columns of a table.
const COLUMNS: [&str; 7] = ["series", "year", "month", "value", "unit", "status", "source"];
/// Statuses of a row.
const STATUSES: [&str; 3] = ["FOUND", "DERIVED", "RECALLED"];

/// When a row's figure is of: a month, a year, or all time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Always,
    Year(i16),
    Month(i32),
}

/// The rows of a series so far.
struct Rows {
    kind: &'static Kind,
    file: String,
    unit: String,
    statuses: [u32; 3],
    values: BTreeMap<When, (u64, f64)>,
}

/// Problems of a table: line, problem, help.
type Problems = Vec<(u64, String, String)>;

/// Reads the tables of a side, each with the name that the world gives it.
///
/// # Errors
/// With every problem of the first table that has any, at its line.
pub fn read<'s>(side: Side, tables: impl IntoIterator<Item = (&'s str, &'s Source)>) -> Result<Exogenous, ConfigError> {
    let mut all: Vec<Rows> = Vec::new();
    for (name, source) in tables {
        let mut problems = Problems::new();
        let before = all.len();
        if let Err(title) = rows(side, name, source, &mut all, before, &mut problems) {
            problems.push((0, title, format!("a table has the columns {}", COLUMNS.join(","))));
        }
        problems.extend(all[before..].iter().filter_map(hole));
        if !problems.is_empty() {
            problems.sort_by_key(|p| p.0);
            return Err(ConfigError::of_lines(source, problems));
        }
    }
    let place = |s: &Series| KINDS.iter().position(|k| k.name == s.name);
    let mut series: Vec<Series> = all.into_iter().map(series).collect();
    series.sort_by_key(place);
    Ok(Exogenous(series))
}

/// Adds the rows of a table; series of earlier tables come before `own`.
fn rows(
    side: Side,
    file: &str,
    source: &Source,
    all: &mut Vec<Rows>,
    own: usize,
    problems: &mut Problems,
) -> Result<(), String> {
    let table = CsvTable::of(&source.text, str::to_owned)?;
    if let Some(missing) = COLUMNS.iter().find(|c| !table.names.iter().any(|n| n == *c)) {
        return Err(format!("no column `{missing}`; it has {}", table.names.join(",")));
    }
    if let Some(other) = table.names.iter().find(|n| !COLUMNS.contains(&n.as_str())) {
        return Err(format!("unknown column `{other}`; {}", suggest(other, COLUMNS)));
    }
    for (line, cells) in &table.rows {
        let cell = |name: &str| table.names.iter().position(|n| n == name).map_or("", |n| cells[n].as_str());
        let mut say = |title: String, help: String| problems.push((*line, title, help));
        let Some(kind) = named(side, cell("series")) else {
            let known = KINDS.iter().filter(|k| k.side == side).map(|k| k.name);
            say(format!("series: unknown series `{}`", cell("series")), suggest(cell("series"), known));
            continue;
        };
        let when = match when(cell("year"), cell("month")) {
            Ok(when) => when,
            Err((field, help)) => {
                say(format!("{field}: `{}`", cell(field)), help.to_owned());
                continue;
            }
        };
        let bounds = format!("a number between {} and {}", kind.least, kind.most);
        let value = cell("value").parse().ok().filter(|v| (kind.least..=kind.most).contains(v));
        let Some(value) = value else {
            say(format!("value: `{}` of {}", cell("value"), kind.name), bounds);
            continue;
        };
        let Some(status) = STATUSES.iter().position(|s| *s == cell("status")) else {
            say(format!("status: `{}`", cell("status")), STATUSES.join(", "));
            continue;
        };
        if cell("source").is_empty() || cell("unit").is_empty() {
            let field = if cell("unit").is_empty() { "unit" } else { "source" };
            say(format!("{field}: is empty"), "every row has a unit, and a source from which it comes".to_owned());
            continue;
        }
        let known = all.iter().position(|r| r.kind.name == kind.name);
        if let Some(other) = known.filter(|n| *n < own) {
            say(format!("series: `{}` is in {} as well", kind.name, all[other].file), "remove one".to_owned());
            continue;
        }
        let n = known.unwrap_or_else(|| {
            let (file, unit) = (file.to_owned(), cell("unit").to_owned());
            all.push(Rows { kind, file, unit, statuses: [0; 3], values: BTreeMap::new() });
            all.len() - 1
        });
        let rows = &mut all[n];
        if rows.unit != cell("unit") {
            let help = format!("`{}`, as in the rows before", rows.unit);
            say(format!("unit: `{}` of {}", cell("unit"), kind.name), help);
            continue;
        }
        let other =
            rows.values.keys().next().is_some_and(|w| std::mem::discriminant(w) != std::mem::discriminant(&when));
        if other {
            let help = "a series has a figure a month, or a figure a year, or one without a year";
            say(format!("month: `{}` of {}", cell("month"), kind.name), help.to_owned());
        } else if let Some((before, _)) = rows.values.insert(when, (*line, value)) {
            let title = format!("{} has this figure on line {before} as well", kind.name);
            say(title, "remove one".to_owned());
        } else {
            rows.statuses[status] += 1;
        }
    }
    Ok(())
}

/// When a row is of; or the cell that is wrong, and what it can be.
fn when(year: &str, month: &str) -> Result<When, (&'static str, &'static str)> {
    let years = YEARS;
    match (year, month) {
        ("", "") => Ok(When::Always),
        ("", _) => Err(("month", "a constant has neither year nor month")),
        (year, month) => {
            let year = year.parse().ok().filter(|y| years.contains(y));
            let year = year.ok_or(("year", "a year of four digits, or nothing of a constant"))?;
            match month {
                "" => Ok(When::Year(year)),
                month => {
                    let month = month.parse().ok().filter(|m| (1..=12).contains(m));
                    month
                        .map(|m| When::Month(count(year, m)))
                        .ok_or(("month", "1 to 12, or nothing of a yearly figure"))
                }
            }
        }
    }
}

/// The first figure that a series lacks between others.
fn hole(rows: &Rows) -> Option<(u64, String, String)> {
    let mut before = None;
    for (when, (line, _)) in &rows.values {
        let (n, said) = match when {
            When::Always => return None,
            When::Year(year) => (i32::from(*year), (i32::from(*year) - 1).to_string()),
            When::Month(n) => (*n, text(n - 1)),
        };
        if before.is_some_and(|before| n != before + 1) {
            let title = format!("{} has no figure of {said}", rows.kind.name);
            return Some((*line, title, "a series has no holes: add a row before this".to_owned()));
        }
        before = Some(n);
    }
    None
}

/// The series of checked rows.
fn series(rows: Rows) -> Series {
    let Rows { kind, file, unit, statuses, values } = rows;
    let first = values.keys().next().copied().unwrap_or(When::Always);
    let values: Vec<f64> = values.into_values().map(|(_, value)| value).collect();
    let (resolution, first, values) = match first {
        When::Always => (Resolution::Constant, 0, values),
        When::Year(year) => (Resolution::Yearly, count(year, 1), path::monthly(&values)),
        When::Month(first) => (Resolution::Monthly, first, values),
    };
    Series { name: kind.name.to_owned(), file, resolution, unit, statuses, first, values, beyond: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "series,year,month,value,unit,status,source\n";

    fn host(rows: &str) -> Result<Exogenous, String> {
        let source = Source { path: "worlds/series/host.csv".into(), text: format!("{HEAD}{rows}") };
        read(Side::Host, [("series/host.csv", &source)]).map_err(|e| e.to_string())
    }

    #[test]
    fn months_years_and_constants_are_read_in_any_order() {
        let read = host(
            "wage_index,2014,,110,index,FOUND,s\nwage_index,2013,,100,index,DERIVED,s\n\
             host_per_dollar,2013,2,31,roubles,FOUND,s\nhost_per_dollar,2013,1,30,roubles,FOUND,s\n\
             activity,,,1,index,RECALLED,not found\n",
        );
        let read = read.unwrap();
        let rouble = read.get("host_per_dollar").unwrap();
        assert_eq!((rouble.at(2013, 1), rouble.at(2013, 2), rouble.resolution), (30.0, 31.0, Resolution::Monthly));
        assert!(rouble.lacks(2013, 3) && rouble.lacks(2012, 12) && !rouble.lacks(2013, 1));
        let wages = read.get("wage_index").unwrap();
        assert!((wages.mean(2014) / wages.mean(2013) - 1.1).abs() < 1e-12, "{}", wages.mean(2014));
        assert_eq!((wages.statuses, wages.months().unwrap()), ([1, 1, 0], ("2013-01".into(), "2014-12".into())));
        let activity = read.get("activity").unwrap();
        assert_eq!((activity.at(1990, 5), activity.course(2013, 2050, 1), activity.lacks(2050, 1)), (1.0, 1.0, false));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_line_with_its_field() {
        let row = "host_per_dollar,2013,1,30,roubles,FOUND,s\n";
        for (rows, said) in [
            ("rouble,2013,1,30,roubles,FOUND,s\n", "series: unknown series `rouble`"),
            ("exports,2013,,30,roubles,FOUND,s\n", "series: unknown series `exports`"),
            ("host_per_dollar,13,1,30,roubles,FOUND,s\n", "year: `13`"),
            ("host_per_dollar,2013,13,30,roubles,FOUND,s\n", "month: `13`"),
            ("host_per_dollar,,1,30,roubles,FOUND,s\n", "a constant has neither year nor month"),
            ("host_per_dollar,2013,1,-3,roubles,FOUND,s\n", "value: `-3`"),
            ("host_per_dollar,2013,1,NaN,roubles,FOUND,s\n", "value: `NaN`"),
            ("host_per_dollar,2013,1,30,,FOUND,s\n", "unit: is empty"),
            ("host_per_dollar,2013,1,30,roubles,FITTED,s\n", "status: `FITTED`"),
            ("host_per_dollar,2013,1,30,roubles,FOUND,\n", "source: is empty"),
        ] {
            let refused = host(&format!("{}{rows}", row.replace("2013,1", "2012,12"))).unwrap_err();
            assert!(refused.contains(said) && refused.contains("worlds/series/host.csv:3"), "{said}: {refused}");
        }
        for (rows, said) in [
            (row, "has this figure on line 2 as well"),
            ("host_per_dollar,2013,3,30,roubles,FOUND,s\n", "host_per_dollar has no figure of 2013-02"),
            ("host_per_dollar,2014,,30,roubles,FOUND,s\n", "a figure a month, or a figure a year"),
            ("host_per_dollar,2013,2,30,dollars,FOUND,s\n", "unit: `dollars`"),
        ] {
            let refused = host(&format!("{row}{rows}")).unwrap_err();
            assert!(refused.contains(said) && refused.contains("host.csv:3"), "{said}: {refused}");
        }
        let source = Source { path: "h.csv".into(), text: "series,year\n".to_owned() };
        let refused = read(Side::Host, [("h.csv", &source)]).unwrap_err().to_string();
        assert!(refused.contains("no column `month`"), "{refused}");
        let twice = Source { path: "a.csv".into(), text: format!("{HEAD}{row}") };
        let refused = read(Side::Host, [("a.csv", &twice), ("b.csv", &twice)]).unwrap_err().to_string();
        assert!(refused.contains("is in a.csv as well"), "{refused}");
    }
}
