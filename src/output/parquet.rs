//! A flat table as Parquet: Snappy, nothing nested. Only with the feature `parquet`.

use super::flat::{Column, Flat};
use crate::common::calendar::days_between;
use jiff::civil::date;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

impl Flat<'_> {
    /// As Parquet.
    pub fn parquet(&self, out: impl Write + Send) -> io::Result<()> {
        let write = || -> parquet::errors::Result<()> {
            let mut file = self.parquet_file(out)?;
            self.parquet_group(&mut file)?;
            file.close().map(|_| ())
        };
        write().map_err(io::Error::other)
    }

    /// Tables of the same columns, one after the other, as Parquet: no more of it than one is in memory.
    pub fn parquet_parts(mut parts: impl Iterator<Item = Self>, out: impl Write + Send) -> io::Result<()> {
        let write = || -> parquet::errors::Result<()> {
            let first = parts.next().unwrap_or(Flat(Vec::new()));
            let mut file = first.parquet_file(out)?;
            for part in std::iter::once(first).chain(parts) {
                part.parquet_group(&mut file)?;
            }
            file.close().map(|_| ())
        };
        write().map_err(io::Error::other)
    }

    fn parquet_file<W: Write + Send>(&self, out: W) -> parquet::errors::Result<SerializedFileWriter<W>> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let schema = Arc::new(parse_message_type(&self.schema())?);
        SerializedFileWriter::new(out, schema, Arc::new(properties))
    }

    fn parquet_group<W: Write + Send>(&self, file: &mut SerializedFileWriter<W>) -> parquet::errors::Result<()> {
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
                Column::Date(v) => {
                    let days: Vec<i32> = v.iter().map(|d| days_between(date(1970, 1, 1), *d) as i32).collect();
                    column.typed::<Int32Type>().write_batch(&days, None, None)?;
                }
            }
            column.close()?;
        }
        group.close().map(|_| ())
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
                Column::Date(_) => format!("required int32 {name} (DATE);"),
            }
        };
        format!("message table {{ {} }}", self.0.iter().map(field).collect::<Vec<_>>().join(" "))
    }
}
