//! The tables of a run: tidy series as CSV and Parquet, and as CSV what belongs to host regions, to further sending states
//! and to third states.

use crate::host::{INDICATORS, Scope};
use crate::course::Row;
use crate::scenario::Experiment;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// `month, indicator, unit, value`.
fn tidy(series: &[Row]) -> impl Iterator<Item = (&str, &'static str, &'static str, f64)> {
    series
        .iter()
        .flat_map(|row| INDICATORS.iter().zip(&row.values).map(|(i, v)| (row.month.as_str(), i.name, i.unit, *v)))
}

/// The series as CSV.
pub fn series_csv(series: &[Row], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["month", "indicator", "unit", "value"])?;
    for (month, indicator, unit, value) in tidy(series) {
        csv.write_record([month, indicator, unit, &value.to_string()])?;
    }
    csv.flush()
}

/// The series as Parquet: flat columns, Snappy.
pub fn series_parquet(series: &[Row], out: impl Write + Send) -> io::Result<()> {
    let schema = "message series { required binary month (UTF8); required binary indicator (UTF8);
                  required binary unit (UTF8); required double value; }";
    let write = || -> parquet::errors::Result<()> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let mut file = SerializedFileWriter::new(out, Arc::new(parse_message_type(schema)?), Arc::new(properties))?;
        let mut group = file.next_row_group()?;
        let rows: Vec<_> = tidy(series).collect();
        let texts: [Vec<ByteArray>; 3] = [
            rows.iter().map(|r| r.0.into()).collect(),
            rows.iter().map(|r| r.1.into()).collect(),
            rows.iter().map(|r| r.2.into()).collect(),
        ];
        for text in &texts {
            let mut column = group.next_column()?.expect("a column of the schema");
            column.typed::<ByteArrayType>().write_batch(text, None, None)?;
            column.close()?;
        }
        let values: Vec<f64> = rows.iter().map(|r| r.3).collect();
        let mut column = group.next_column()?.expect("a column of the schema");
        column.typed::<DoubleType>().write_batch(&values, None, None)?;
        column.close()?;
        group.close()?;
        file.close().map(|_| ())
    };
    write().map_err(io::Error::other)
}

/// Stocks and expulsions by host region and month, in people.
pub fn regions_csv(x: &Experiment, series: &[Row], people_per_agent: f64, out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["month", "region", "stock", "working", "held", "detained", "expelled"])?;
    for row in series {
        for (r, region) in row.regions.iter().zip(&x.world.host_regions) {
            let counts = [r.stock, r.working, r.held, r.detained, r.expelled];
            let mut record = vec![row.month.clone(), region.name.clone()];
            record.extend(counts.iter().map(|n| (*n as f64 * people_per_agent).to_string()));
            csv.write_record(&record)?;
        }
    }
    csv.flush()
}

/// Further sending states and third states: `month, state, indicator, unit, value`. Money is in dollars: each has its own
/// currency.
pub fn states_csv(x: &Experiment, series: &[Row], out: impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["month", "state", "indicator", "unit", "value"])?;
    let own = |i: &crate::host::Indicator| {
        i.scope == Scope::State && !i.unit.contains("somoni") && !i.name.contains("somoni")
    };
    for row in series {
        for (origin, values) in x.world.origins.iter().skip(1).zip(&row.others) {
            for (i, value) in INDICATORS.iter().zip(values).filter(|(i, _)| own(i)) {
                csv.write_record([&row.month, &origin.name, i.name, i.unit, &value.to_string()])?;
            }
        }
        for (n, [alignment, acceded]) in x.world.neighbours.iter().zip(&row.neighbours) {
            csv.write_record([&row.month, &n.name, "alignment", "points", &alignment.to_string()])?;
            csv.write_record([&row.month, &n.name, "acceded", "%", &(100.0 * acceded).to_string()])?;
        }
    }
    csv.flush()
}
