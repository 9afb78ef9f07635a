//! Agents as rows: what they say together is what the run says, and writing them changes nothing.

use crate::files::folders::{call, digest, short};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};

#[test]
fn microdata_change_no_bit_and_hold_the_agents() {
    let value = |field: &Field| match field {
        Field::Str(text) => serde_json::json!(text),
        Field::Long(n) => serde_json::json!(n),
        Field::Double(v) => serde_json::json!(v),
        Field::Date(days) => serde_json::json!(days),
        Field::Null => serde_json::Value::Null,
        other => panic!("{other:?}"),
    };
    let dir = tempfile::tempdir().unwrap();
    let of = |name: &str| dir.path().join(name);
    let run = |name: &str, more: &[&str]| {
        let out = of(name).display().to_string();
        let (status, _, stderr) = call(&short(&out, &[&["--agents", "3000", "--until", "2012-03-15"], more].concat()));
        assert_eq!(status, Some(0), "{stderr}");
    };
    run("bare", &[]);
    run("final", &["--microdata", "final"]);
    run("monthly", &["--microdata", "monthly", "--sample", "100"]);
    assert!(digest(&of("bare")) == digest(&of("final")) && digest(&of("bare")) == digest(&of("monthly")));
    let rows = |file: &str| {
        let reader = SerializedFileReader::new(std::fs::File::open(of(file)).unwrap()).unwrap();
        let row = |row: Row| -> serde_json::Value {
            row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect()
        };
        reader.get_row_iter(None).unwrap().map(|r| row(r.unwrap())).collect::<Vec<_>>()
    };
    let all = rows("final/microdata.parquet");
    assert_eq!(all.len(), 3000);
    // What they say together is what the run says.
    let series = std::fs::read_to_string(of("final/series.csv")).unwrap();
    let said =
        series.lines().find_map(|l| l.strip_prefix("2012-03-01,15,abroad,people,")).unwrap().parse::<f64>().unwrap();
    let status = |row: &serde_json::Value| row["status"].as_str().unwrap().to_owned();
    let abroad = all.iter().filter(|row| !status(row).starts_with("home")).map(|row| row["people"].as_f64().unwrap());
    assert!((abroad.sum::<f64>() - said).abs() < 1e-6 * said, "{said}");
    assert!(all.iter().all(|row| row["host_region"].is_null() == status(row).starts_with("home")));
    // What an agent does not have is null: no date, word or number stands for it.
    let evening = jiff::civil::date(1970, 1, 1).until(jiff::civil::date(2012, 3, 15)).unwrap().get_days();
    let barred: f64 = all
        .iter()
        .filter_map(|row| {
            let until = row["barred_until"].as_i64()?;
            assert!(until > i64::from(evening), "a bar that has ended is none: {row}");
            row["people"].as_f64()
        })
        .sum();
    let said = series.lines().find_map(|l| l.strip_prefix("2012-03-01,15,barred,people,")).unwrap();
    assert!((barred - said.parse::<f64>().unwrap()).abs() < 1e-6 * barred, "{barred} {said}");
    assert!(barred > 0.0 && barred < 0.2 * 1.5e6, "{barred}");
    let working = |row: &serde_json::Value| status(row) == "working";
    assert!(all.iter().all(|row| row["wage_host_currency"].is_null() != working(row)));
    assert!(all.iter().all(|row| row["papers_until"].as_i64().is_none_or(|day| day > 15_000 && day < 19_000)));
    assert!(all.iter().all(|row| row.as_object().unwrap().values().all(|v| v != "")), "no empty text");
    let agents = |file: &str| rows(file).iter().map(|r| r["agent"].as_i64().unwrap()).collect::<Vec<_>>();
    let panel = agents("monthly/microdata/2012-01.parquet");
    assert_eq!(panel, (0..100).map(|n| n * 30).collect::<Vec<_>>());
    assert_eq!(panel, agents("monthly/microdata/2012-03.parquet"));
    let (status, _, stderr) = call(&short(&of("x").display().to_string(), &["--sample", "5"]));
    assert!(status == Some(2) && stderr.contains("--microdata"), "{stderr}");
}
