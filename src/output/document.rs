//! What `--json` prints of a study: one document with the manifest and the tables of its answer, which have the columns
//! of the CSV files.

use super::columns::{Kind, TABLES};
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
    for name in Owned::by(command).map_or(&[][..], |owned| owned.answer) {
        let file = folder.join(format!("{name}.csv"));
        if file.exists() {
            let kind = |head: &str| {
                let specs = TABLES.iter().filter(|spec| spec.files.contains(&(command, *name)));
                specs.filter_map(|spec| spec.column(head)).map(|column| column.kind).next()
            };
            let rows = rows(&file, kind).map_err(|e| format!("{}: cannot be read: {e}", file.display()))?;
            all.insert((*name).to_owned(), Value::Array(rows));
        }
    }
    Ok(format!("{:#}", Value::Object(all)))
}

/// A table's rows, each cell of the type that its column is declared with.
fn rows(file: &Path, kind: impl Fn(&str) -> Option<Kind>) -> csv::Result<Vec<Value>> {
    let mut csv = csv::Reader::from_path(file)?;
    let heads = csv.headers()?.clone();
    let kinds: Vec<Kind> = heads.iter().map(|head| kind(head).unwrap_or(Kind::Text)).collect();
    let row = |row: csv::StringRecord| {
        let cells = heads.iter().zip(row.iter().zip(&kinds));
        Value::Object(cells.map(|(head, (text, kind))| (head.to_owned(), cell(text, *kind))).collect())
    };
    csv.records().map(|record| record.map(row)).collect()
}

/// A cell as JSON; null if it is empty.
fn cell(text: &str, kind: Kind) -> Value {
    match kind {
        _ if text.is_empty() => Value::Null,
        Kind::Text | Kind::Date => Value::from(text),
        Kind::Whole => text.parse::<i64>().map_or(Value::Null, Value::from),
        Kind::Number => text.parse::<f64>().map_or(Value::Null, Value::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_printed_with_its_columns_and_empty_cells_are_null() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("threshold.csv"), "parameter,dose,value,indicator\n7,0,1.5,a\n,2,,b\n")
            .expect("a table");
        let text = document(dir.path(), "threshold", Value::from(1)).expect("it can be read");
        let wanted = serde_json::json!({
            "manifest": 1,
            "threshold": [
                {"parameter": "7", "dose": 0.0, "value": 1.5, "indicator": "a"},
                {"parameter": null, "dose": 2.0, "value": null, "indicator": "b"},
            ],
        });
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), wanted);
    }
}
