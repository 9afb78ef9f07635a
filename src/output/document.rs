//! What `--json` prints of a study: one document with the manifest and the tables of its answer, which have the columns
//! of the CSV files.

use super::owned::Owned;
use serde_json::{Map, Value};
use std::path::Path;

/// Manifest and tables of a folder as JSON text: `{"manifest": {...}, "TABLE": [{"COLUMN": ...}, ...], ...}`. A table
/// that the command did not write is left out; an empty cell is null.
///
/// # Errors
/// If a table cannot be read; in words that name it.
pub fn document(folder: &Path, command: &str, manifest: Value) -> Result<String, String> {
    let mut all = Map::from_iter([("manifest".to_owned(), manifest)]);
    for name in Owned::by(command).map_or(&[][..], |owned| owned.tables) {
        let file = folder.join(format!("{name}.csv"));
        if file.exists() {
            let rows = rows(&file).map_err(|e| format!("{}: cannot be read: {e}", file.display()))?;
            all.insert((*name).to_owned(), Value::Array(rows));
        }
    }
    Ok(format!("{:#}", Value::Object(all)))
}

/// A table's rows. A column is of numbers if each of its cells is one or empty.
fn rows(file: &Path) -> csv::Result<Vec<Value>> {
    let mut csv = csv::Reader::from_path(file)?;
    let heads = csv.headers()?.clone();
    let rows: Vec<csv::StringRecord> = csv.records().collect::<Result<_, _>>()?;
    let numeric: Vec<bool> = (0..heads.len()).map(|c| rows.iter().all(|row| number(&row[c]).is_some())).collect();
    let cell = |text: &str, numeric: bool| match number(text) {
        Some(value) if numeric || text.is_empty() => value,
        _ => Value::from(text),
    };
    let row = |row: &csv::StringRecord| {
        let cells = heads.iter().zip(row.iter().zip(&numeric));
        Value::Object(cells.map(|(head, (text, numeric))| (head.to_owned(), cell(text, *numeric))).collect())
    };
    Ok(rows.iter().map(row).collect())
}

/// A cell as a number, or null if it is empty.
fn number(text: &str) -> Option<Value> {
    if text.is_empty() {
        return Some(Value::Null);
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Value::from(whole));
    }
    text.parse().ok().filter(|v: &f64| v.is_finite()).map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_printed_with_its_columns_and_empty_cells_are_null() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("threshold.csv"), "dose,value,name\n0,1.5,7\n2,,x\n").expect("a table");
        let text = document(dir.path(), "threshold", Value::from(1)).expect("it can be read");
        let wanted = serde_json::json!({
            "manifest": 1,
            "threshold": [{"dose": 0, "value": 1.5, "name": "7"}, {"dose": 2, "value": null, "name": "x"}],
        });
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), wanted);
    }
}
