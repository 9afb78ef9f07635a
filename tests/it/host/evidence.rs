//! The record as it is read: which rows score, what a share is of, where a mistake stands.

use musofir::evidence::{Observed, load};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn record() -> Vec<Observed> {
    load(Path::new("configs/evidence/record.ron")).unwrap().series
}

fn series(name: &str) -> Observed {
    record().into_iter().find(|s| s.name == name).unwrap()
}

/// A copy of the evidence with something changed in one file.
fn altered(file: &str, change: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir("configs/evidence").unwrap() {
        let entry = entry.unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = if entry.file_name() == file { change(text) } else { text };
        fs::write(folder.path().join(entry.file_name()), text).unwrap();
    }
    folder
}

fn diagnostic(file: &str, change: impl Fn(String) -> String) -> String {
    load(&altered(file, change).path().join("record.ron")).unwrap_err().to_string()
}

#[test]
fn the_record_holds_what_was_found_at_its_dates() {
    let stock = series("stock");
    let scored: Vec<(String, f64)> =
        stock.observations.iter().filter(|o| o.scores()).map(|o| (o.period.to_string(), o.value)).collect();
    let expected = [
        ("2009-12", 700_000.0),
        ("2013-03", 1_000_000.0),
        ("2014-05-04", 1_137_939.0),
        ("2014-06", 1_170_825.0),
        ("2014-09", 1_200_000.0),
        ("2015-07-01", 1_000_543.0),
        ("2015-12", 896_400.0),
        ("2016-01-12", 862_321.0),
    ];
    assert_eq!(scored, expected.map(|(when, value)| (when.to_owned(), value)));
    assert!(stock.observations.iter().any(|o| !o.scores()), "what is recalled is shown and does not score");
    let wdi = series("remittances");
    let of_2013 = wdi.observations.iter().find(|o| o.period.to_string() == "2013").unwrap();
    assert!((of_2013.value - 3697.73).abs() < 0.01 && (of_2013.tolerance - 184.9).abs() < 0.1);
}

#[test]
fn a_change_is_of_the_figure_a_year_before_and_the_first_has_none() {
    let fall = series("fall of poverty");
    let found: Vec<(String, f64)> = fall
        .observations
        .iter()
        .filter(|o| o.scores())
        .map(|o| (o.period.to_string(), (10.0 * o.value).round() / 10.0))
        .collect();
    // 34.3 % in 2013, then 32, 31.3 and 30.3.
    let expected = [("2014", 93.3), ("2015", 97.8), ("2016", 96.8)];
    assert_eq!(found, expected.map(|(year, value)| (year.to_owned(), value)));
}

#[test]
fn shares_are_of_the_years_own_row_or_of_its_parts() {
    let shares: Vec<(String, f64)> = series("transfers")
        .observations
        .iter()
        .map(|o| (o.period.to_string(), (10.0 * o.value).round() / 10.0))
        .collect();
    let of_2013: Vec<f64> = shares.iter().filter(|(when, _)| when.starts_with("2013")).map(|(_, v)| *v).collect();
    assert_eq!(of_2013, [16.4, 24.0, 32.9, 26.7]);
    assert!(!shares.iter().any(|(when, _)| when.starts_with("2012")), "a lone quarter is no share: {shares:?}");
    let half = series("departures by part");
    let half = half.observations.iter().find(|o| o.period.to_string() == "2016-01 to 2016-06").unwrap();
    assert!((half.value - 59.67).abs() < 0.01, "{}", half.value);
}

#[test]
fn roubles_are_dollars_at_the_years_rate_and_expulsions_a_fifth() {
    let yearly = |name: &str| -> BTreeMap<String, f64> {
        series(name).observations.iter().map(|o| (o.period.to_string(), o.value)).collect()
    };
    let mut rates = csv::Reader::from_path("configs/evidence/fx_rub_usd.csv").unwrap();
    let rates: BTreeMap<String, f64> =
        rates.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].parse().unwrap())).collect();
    let (roubles, dollars) = (yearly("remittances in roubles"), yearly("remittances"));
    assert_eq!((roubles.len(), roubles.keys().collect::<Vec<_>>()), (15, dollars.keys().collect()));
    for (year, roubles) in roubles {
        let (dollars, rate) = (dollars[&year], rates[&year]);
        assert!((roubles - dollars * rate).abs() < 1.0, "{year}: {roubles} of {dollars} at {rate}");
    }
    assert_eq!(yearly("expelled").into_values().collect::<Vec<_>>(), [63_000.0 / 5.0]);
}

#[test]
fn a_years_rate_is_the_mean_of_its_months() {
    let mut months: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in csv::Reader::from_path("configs/evidence/rub_usd_monthly.csv").unwrap().records() {
        let row = row.unwrap();
        months.entry(row[0].to_owned()).or_default().push(row[2].parse().unwrap());
    }
    let mut years = 0;
    for row in csv::Reader::from_path("configs/evidence/fx_rub_usd.csv").unwrap().records() {
        let row = row.unwrap();
        let Some(months) = months.get(&row[0]).filter(|months| months.len() == 12) else { continue };
        let (mean, year) = (months.iter().sum::<f64>() / 12.0, row[1].parse::<f64>().unwrap());
        // Sources differ by up to 0.6 % where the rouble falls fast; a wrong April moved 2012 by 0.8 %.
        assert!((mean / year - 1.0).abs() < 0.007, "{}: {mean} of the months, {year} of the year", &row[0]);
        years += 1;
    }
    assert_eq!(years, 11);
}

#[test]
fn a_mistake_is_reported_with_file_and_row() {
    let message = diagnostic("remittances_usd.csv", |text| text.replace("3697730868.06", "about 3.7 billion"));
    assert!(message.contains("remittances_usd.csv:13: value: `about 3.7 billion` is not a number"), "{message}");
    let message = diagnostic("tjk_poverty.csv", |text| text.replacen("FOUND", "SURE", 1));
    assert!(message.contains("tjk_poverty.csv:2: status: `SURE`; expected FOUND, DERIVED or RECALLED"), "{message}");
    let message = diagnostic("tajik_stock_russia.csv", |text| text.replace("2014,5,4", "2014,15,4"));
    assert!(message.contains("tajik_stock_russia.csv:9: month: `15`; expected 1 to 12"), "{message}");
    let message = diagnostic("fx_tjs_usd.csv", |text| text.replacen("status", "certainty", 1));
    assert!(message.contains("fx_tjs_usd.csv: no column `status`"), "{message}");
    let message = diagnostic("record.ron", |text| text.replace("\"counted_by_host\"", "\"counted_in_rusia\""));
    assert!(message.contains("record.ron") && message.contains("did you mean `counted_by_host`?"), "{message}");
    let message = diagnostic("record.ron", |text| text.replace("\"2013-03\": ", "\"2013-02\": "));
    assert!(message.contains("the table has no row for `2013-02`"), "{message}");
}

#[test]
fn an_altered_row_alters_the_digest_and_every_table_of_the_record_is_there() {
    let digest = |folder: &Path| load(&folder.join("record.ron")).unwrap().hash;
    let here = digest(Path::new("configs/evidence"));
    assert_eq!(here, digest(altered("none", |text| text).path()));
    assert_ne!(here, digest(altered("tjk_poverty.csv", |text| text.replace("34.3", "34.4")).path()));
    let used: BTreeSet<_> = record().iter().map(|s| s.file.clone()).collect();
    assert!(used.len() >= 12, "{used:?}");
}

#[test]
fn history_has_the_roubles_centres_quota_and_patents_of_the_record() {
    let x = crate::support::preset("rouble-2014");
    let mut csv = csv::Reader::from_path("configs/evidence/rub_usd_monthly.csv").unwrap();
    let mut months = 0;
    for row in csv.records() {
        let row = row.unwrap();
        let (year, month): (i16, i8) = (row[0].parse().unwrap(), row[1].parse().unwrap());
        let day = jiff::civil::date(year, month, 1);
        if day < x.calendar.start || day > x.calendar.end {
            continue;
        }
        let observed: f64 = row[2].parse().unwrap();
        let roubles = x.policy(day.last_of_month()).accounts_per_dollar(&x.world, day);
        assert!((roubles - observed).abs() < 0.006, "{year}-{month}: {roubles} against {observed}");
        months += 1;
    }
    assert_eq!(months, 60);
    let on = |y, m, d| x.policy(jiff::civil::date(y, m, d));
    let beds = |y, m, d| on(y, m, d).beds.iter().sum::<f64>() / 110.0;
    assert_eq!((beds(2013, 8, 1), beds(2014, 12, 31)), (21.0, 81.0));
    assert_eq!((on(2014, 6, 1).permit_quota, on(2014, 6, 1).patent_price), (1_631_000.0, 1_200.0));
    assert_eq!((on(2015, 6, 1).permit_quota, on(2016, 6, 1).patent_price), (0.0, 0.75 * 4_200.0));
}
