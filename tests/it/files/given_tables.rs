//! Tables that a user gives: a column that no study takes, one that is missing or doubled, a ragged row and a value
//! outside its range are refused with their place.

use crate::support::{call, path, written};
use std::fs;

#[test]
fn points_of_a_fit_name_every_parameter_that_is_fitted_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let text = "(title: \"t\", description: \"d\", world: \"worlds/tajikistan.ron\", start: \"2012-01-01\", \
                end: \"2012-12-31\", timeline: [(on: \"2012-02-01\", lever: RemovalSeats(per_day: 200))])";
    let scenario = written(dir.path(), "x", text).display().to_string();
    let (record, points) = (path("configs/evidence/record.ron").display().to_string(), dir.path().join("points.csv"));
    let out = dir.path().join("out").display().to_string();
    let told = |table: &str| {
        fs::write(&points, table).unwrap();
        let p = points.display().to_string();
        let varied = ["--vary", "wage", "--vary", "RemovalSeats.per_day=0..1000"];
        let small = ["--tell", &p, "--agents", "200", "--engine", "cpu", "--quiet", "--force", "--out", &out];
        let (code, _, stderr) =
            call(&[&["calibrate", &scenario, "--targets", &record], &varied[..], &small[..]].concat());
        (code, stderr)
    };
    let refused = |table: &str, part: &str| {
        let (code, stderr) = told(table);
        assert!(code == 2 && stderr.contains("points.csv") && stderr.contains(part), "{part}: {code} {stderr}");
    };
    refused("wages,RemovalSeats.per_day\n18000,1\n", "did you mean `wage`?");
    refused("wage,RemovalSeats.per_day,patent_price\n18000,1,900\n", "column `patent_price` is not fitted");
    refused("wage,RemovalSeats.per_day,EntryBars.on_overstay\n18000,1,0\n", "EntryBars");
    refused("wage\n18000\n", "no column `RemovalSeats.per_day`");
    refused("wage,RemovalSeats.per_day,wage\n18000,1,19000\n", "two columns are called `wage`");
    refused("wage,RemovalSeats,RemovalSeats.per_day\n18000,1,2\n", "name one parameter");
    refused("wage,RemovalSeats.per_day\n18000,1\n18000\n", "line 3: 1 cells, and the head has 2");
    refused("wage,RemovalSeats.per_day\n18000,NaN\n", "line 2, column `RemovalSeats.per_day`: `NaN` is not a number");
    refused("wage,RemovalSeats.per_day\n18000,1\n18000,1001\n", "point 2: RemovalSeats.per_day is 1001");
    // In any order, after a byte-order mark, and by the lever's name alone.
    let (code, stderr) = told("\u{feff}RemovalSeats,wage\r\n1,18000\r\n");
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn every_study_that_reads_a_table_refuses_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = path("configs/baseline.ron").display().to_string();
    let (table, out) = (dir.path().join("t.csv"), dir.path().join("out").display().to_string());
    let t = table.display().to_string();
    let studies: [&[&str]; 3] = [
        &["compare", &scenario, "--parameters", &t],
        &["compare", &scenario, "--fits", &t],
        &["sensitivity", &scenario, "--design", &t],
    ];
    for study in studies {
        for (text, part) in [
            ("wages,pool\n1,2\n", "did you mean `wage`?"),
            ("wage,wage\n18000,18000\n", "two columns are called `wage`"),
            ("pool,Tajikistan.pool\n1500000,1500000\n", "name one parameter"),
            ("wage,pool\n18000\n", "line 2: 1 cells"),
            ("wage\ninf\n", "`inf` is not a number"),
            ("wage\n1\n", "out of range"),
        ] {
            fs::write(&table, text).unwrap();
            let (code, _, stderr) = call(&[study, &["--quiet", "--out", &out]].concat());
            assert!(code == 2 && stderr.contains(part), "{study:?} {text:?}: {code} {stderr}");
        }
    }
    fs::write(&table, "wage\n18000\n19000\n").unwrap();
    let (code, _, stderr) =
        call(&["sensitivity", &scenario, "--design", &t, "--vary", "pool", "--quiet", "--out", &out]);
    assert!(code == 2 && stderr.contains("no such column"), "{stderr}");
}
