//! A flat table, written as CSV or as Parquet: columns of text, whole numbers and numbers; Snappy, nothing nested.

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// The values of a column.
pub enum Column<'a> {
    /// Text.
    Text(Vec<&'a str>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers; what is not finite is left empty in CSV.
    Number(Vec<f64>),
}

/// Columns of one length, each with its name.
pub struct Flat<'a>(pub Vec<(&'a str, Column<'a>)>);

impl Column<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Text(v) => v.len(),
            Self::Whole(v) => v.len(),
            Self::Number(v) => v.len(),
        }
    }

    fn cell(&self, row: usize) -> String {
        match self {
            Self::Text(v) => v[row].to_owned(),
            Self::Whole(v) => v[row].to_string(),
            Self::Number(v) if v[row].is_finite() => v[row].to_string(),
            Self::Number(_) => String::new(),
        }
    }
}

impl Flat<'_> {
    /// As CSV.
    pub fn csv(&self, out: impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(self.0.iter().map(|(name, _)| name))?;
        for row in 0..self.0.first().map_or(0, |(_, column)| column.len()) {
            csv.write_record(self.0.iter().map(|(_, column)| column.cell(row)))?;
        }
        csv.flush()
    }

    /// As Parquet.
    pub fn parquet(&self, out: impl Write + Send) -> io::Result<()> {
        let write = || -> parquet::errors::Result<()> {
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let schema = Arc::new(parse_message_type(&self.schema())?);
            let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
            let mut group = file.next_row_group()?;
            for (_, values) in &self.0 {
                let mut column = group.next_column()?.expect("a column of the schema");
                match values {
                    Column::Text(v) => {
                        let bytes: Vec<ByteArray> = v.iter().map(|text| (*text).into()).collect();
                        column.typed::<ByteArrayType>().write_batch(&bytes, None, None)?;
                    }
                    Column::Whole(v) => {
                        column.typed::<Int64Type>().write_batch(v, None, None)?;
                    }
                    Column::Number(v) => {
                        column.typed::<DoubleType>().write_batch(v, None, None)?;
                    }
                }
                column.close()?;
            }
            group.close()?;
            file.close().map(|_| ())
        };
        write().map_err(io::Error::other)
    }

    fn schema(&self) -> String {
        // The schema's own syntax allows no space or bracket in a name.
        let plain = |c: char| if c.is_alphanumeric() || ".-@_".contains(c) { c } else { '_' };
        let field = |(name, column): &(&str, Column)| {
            let name: String = name.chars().map(plain).collect();
            match column {
                Column::Text(_) => format!("required binary {name} (UTF8);"),
                Column::Whole(_) => format!("required int64 {name};"),
                Column::Number(_) => format!("required double {name};"),
            }
        };
        format!("message table {{ {} }}", self.0.iter().map(field).collect::<Vec<_>>().join(" "))
    }
}
