//! A flat table as Parquet: Snappy, nothing nested, with what it is of as metadata. Only with the feature `parquet`.

use super::about::About;
use super::columns::Kind;
use super::flat::{Column, Flat};
use crate::common::calendar::days_between;
use crate::world::Words;
use jiff::civil::{Date, date};
use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// Writes values of which some are null.
fn optional<T: DataType>(
    column: &mut SerializedColumnWriter,
    values: impl Iterator<Item = Option<T::T>>,
) -> parquet::errors::Result<()> {
    let (mut there, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        there.extend(value);
    }
    column.typed::<T>().write_batch(&there, Some(&levels), None).map(|_| ())
}

fn days(date_of: Date) -> i32 {
    days_between(date(1970, 1, 1), date_of) as i32
}

impl Flat<'_> {
    /// As Parquet.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn parquet(&self, out: impl Write + Send, about: &About) -> io::Result<()> {
        let write = || -> parquet::errors::Result<()> {
            let mut file = self.parquet_file(out, about)?;
            self.parquet_group(&mut file, &about.words)?;
            file.close().map(|_| ())
        };
        write().map_err(io::Error::other)
    }

    /// Tables of the same columns, one after the other, as Parquet: no more of it than one is in memory.
    ///
    /// # Errors
    /// If it cannot be written.
    ///
    /// # Panics
    /// If there is no table.
    pub fn parquet_parts(
        mut parts: impl Iterator<Item = Self>,
        out: impl Write + Send,
        about: &About,
    ) -> io::Result<()> {
        let write = || -> parquet::errors::Result<()> {
            let first = parts.next().expect("at least one part");
            let mut file = first.parquet_file(out, about)?;
            for part in std::iter::once(first).chain(parts) {
                part.parquet_group(&mut file, &about.words)?;
            }
            file.close().map(|_| ())
        };
        write().map_err(io::Error::other)
    }

    fn parquet_file<W: Write + Send>(&self, out: W, about: &About) -> parquet::errors::Result<SerializedFileWriter<W>> {
        let words = &about.words;
        let pairs = about.pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone()));
        let pairs = pairs
            .chain([("units".to_owned(), self.units_json(words)), ("meanings".to_owned(), self.meanings_json(words))]);
        let pairs = pairs.map(|(key, value)| KeyValue { key, value: Some(value) }).collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(pairs))
            .build();
        SerializedFileWriter::new(out, Arc::new(self.schema()?), Arc::new(properties))
    }

    /// Units by column, of those that have one.
    fn units_json(&self, words: &Words) -> String {
        let unit = |(name, _): &(&str, Column)| ((*name).to_owned(), words.fill(self.unit(name)).into());
        let units = self.columns.iter().map(unit).filter(|(_, unit): &(String, serde_json::Value)| unit != "");
        serde_json::Value::Object(units.collect()).to_string()
    }

    /// Meanings by column.
    fn meanings_json(&self, words: &Words) -> String {
        let meaning = |(name, _): &(&str, Column)| {
            ((*name).to_owned(), words.fill(self.spec.column(name).map_or("", |c| c.meaning)).into())
        };
        serde_json::Value::Object(self.columns.iter().map(meaning).collect()).to_string()
    }

    fn parquet_group<W: Write + Send>(
        &self,
        file: &mut SerializedFileWriter<W>,
        words: &Words,
    ) -> parquet::errors::Result<()> {
        let mut group = file.next_row_group()?;
        for (_, values) in &self.columns {
            let mut column = group.next_column()?.expect("a column of the schema");
            let to = &mut column;
            match values {
                Column::Text(v) => {
                    optional::<ByteArrayType>(to, v.iter().map(|t| (!t.is_empty()).then(|| ByteArray::from(*t))))?;
                }
                Column::Template(v) => {
                    optional::<ByteArrayType>(to, v.iter().map(|t| Some(ByteArray::from(&*words.fill(t)))))?;
                }
                Column::Whole(v) => optional::<Int64Type>(to, v.iter().map(|n| Some(*n)))?,
                Column::SomeWhole(v) => optional::<Int64Type>(to, v.iter().copied())?,
                Column::Number(v) => optional::<DoubleType>(to, v.iter().map(|x| x.is_finite().then_some(*x)))?,
                Column::Date(v) => optional::<Int32Type>(to, v.iter().map(|d| d.map(days)))?,
            }
            column.close()?;
        }
        group.close().map(|_| ())
    }

    fn schema(&self) -> parquet::errors::Result<Type> {
        let field = |(name, column): &(&str, Column)| {
            let of = |physical| Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
            let field = match column.kind() {
                Kind::Text => of(Physical::BYTE_ARRAY)
                    .with_logical_type(Some(LogicalType::String))
                    .with_converted_type(ConvertedType::UTF8),
                Kind::Whole => of(Physical::INT64),
                Kind::Number => of(Physical::DOUBLE),
                Kind::Date => of(Physical::INT32)
                    .with_logical_type(Some(LogicalType::Date))
                    .with_converted_type(ConvertedType::DATE),
            };
            field.build().map(Arc::new)
        };
        let fields = self.columns.iter().map(field).collect::<parquet::errors::Result<Vec<_>>>()?;
        Type::group_type_builder("table").with_fields(fields).build()
    }
}
