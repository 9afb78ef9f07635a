//! CSV files that a user gives: a head that names each column once, and rows with a cell a column.

use super::source::plain;
use std::path::Path;

/// A table of texts, without blanks around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvTable {
    /// Names of the columns.
    pub names: Vec<String>,
    /// Line in the file (the head is line 1) and cells of each row.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl CsvTable {
    /// Reads a file; a byte-order mark and empty lines are skipped, and lines may end as on Windows. `name` gives each column's present name.
    ///
    /// # Errors
    /// If it cannot be read, a column has no name or that of another, or a row has not a cell a column.
    pub fn read(path: &Path, name: impl Fn(&str) -> String) -> Result<Self, String> {
        let bytes = std::fs::read(path).map_err(|e| format!("cannot be read: {e}"))?;
        Self::of(&plain(&String::from_utf8(bytes).map_err(|_| "is not a text in UTF-8")?), name)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// As [`CsvTable::read`].
    pub fn of(text: &str, name: impl Fn(&str) -> String) -> Result<Self, String> {
        let unreadable = |e: csv::Error| format!("cannot be read: {e}");
        // Rows of other lengths are refused here, with words of our own.
        let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let head = csv.headers().map_err(unreadable)?;
        let names: Vec<String> = head.iter().map(|n| name(n.trim())).collect();
        for (n, own) in names.iter().enumerate() {
            if own.is_empty() && names.len() > 1 {
                return Err(format!("column {} has no name", n + 1));
            }
            if names[..n].contains(own) {
                return Err(format!("two columns are called `{own}`: remove one"));
            }
        }
        let mut rows = Vec::new();
        for record in csv.records() {
            let record = record.map_err(unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() != names.len() {
                return Err(format!("line {line}: {} cells, and the head has {}", record.len(), names.len()));
            }
            rows.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
        Ok(Self { names, rows })
    }

    /// The cells of a row as finite numbers.
    ///
    /// # Errors
    /// If one is none: with its line and column.
    pub fn numbers(&self, (line, cells): &(u64, Vec<String>)) -> Result<Vec<f64>, String> {
        let number = |(cell, name): (&String, &String)| {
            let value = cell.parse().ok().filter(|v: &f64| v.is_finite());
            value.ok_or(format!("line {line}, column `{name}`: `{cell}` is not a number"))
        };
        cells.iter().zip(&self.names).map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CsvTable, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        CsvTable::read(file.path(), str::to_owned)
    }

    #[test]
    fn a_byte_order_mark_and_blanks_are_no_part_of_a_name_or_a_cell() {
        let table = read("\u{feff}wage, pool\r\n 1 ,2\r\n3,4\r\n").unwrap();
        assert_eq!(table.names, ["wage", "pool"]);
        assert_eq!(table.rows[1], (3, vec!["3".to_owned(), "4".to_owned()]));
        assert_eq!(table.numbers(&table.rows[0]), Ok(vec![1.0, 2.0]));
    }

    #[test]
    fn doubled_and_nameless_columns_ragged_rows_and_what_is_no_number_are_refused_with_their_place() {
        assert_eq!(read("wage,pool,wage\n1,2,3\n").unwrap_err(), "two columns are called `wage`: remove one");
        assert_eq!(read("wage,,pool\n1,2,3\n").unwrap_err(), "column 2 has no name");
        assert_eq!(read("wage,pool\n1,2\n3\n").unwrap_err(), "line 3: 1 cells, and the head has 2");
        assert_eq!(read("wage,pool\n1,2,3\n").unwrap_err(), "line 2: 3 cells, and the head has 2");
        for wrong in ["NaN", "inf", "1e999", "", "1,5", "x"] {
            let table = read(&format!("wage\n\"{wrong}\"\n")).unwrap();
            let why = table.rows.iter().find_map(|row| table.numbers(row).err()).unwrap_or_default();
            assert_eq!(why, format!("line 2, column `wage`: `{wrong}` is not a number"));
        }
    }
}
