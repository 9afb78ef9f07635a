//! The program from outside: output, exit codes, and every kind of bad input.

use crate::support::path;
use assert_cmd::Command;
use std::path::Path;

fn musofir() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("musofir"));
    command.current_dir(path("."));
    command
}

/// Exit code, standard output, standard error.
fn call(args: &[&str]) -> (i32, String, String) {
    let out = musofir().args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

fn quick(out: &Path, more: &[&str]) -> (i32, String, String) {
    let out = out.display().to_string();
    let mut args = vec![
        "run",
        "configs/baseline.ron",
        "--engine",
        "cpu",
        "--agents",
        "2000",
        "--until",
        "2012-03-15",
        "--out",
        &out,
    ];
    args.extend(more);
    call(&args)
}

#[track_caller]
fn refused(args: &[&str], code: i32, parts: &[&str]) {
    let (status, stdout, stderr) = call(args);
    assert_eq!(status, code, "{args:?}: {stderr}");
    assert!(stdout.is_empty(), "{stdout}");
    for part in parts {
        assert!(stderr.contains(part), "{args:?}: expected {part:?} in:\n{stderr}");
    }
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn a_run_prints_a_table_and_its_digest_and_leaves_a_whole_folder() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("deep/run");
    let (code, stdout, stderr) = quick(&out, &["--quiet"]);
    assert_eq!(code, 0, "{stderr}");
    let last = stdout.lines().last().unwrap();
    let digest = last.strip_prefix("digest ").unwrap();
    assert!(digest.len() == 64 && digest.chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(stdout.lines().filter(|l| l.trim_start().starts_with("2012-")).count(), 3);

    let mut files: Vec<_> =
        std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert_eq!(
        files,
        [
            "homes.csv",
            "homes.parquet",
            "inputs",
            "inputs.json",
            "manifest.json",
            "moves.csv",
            "moves.parquet",
            "regions.csv",
            "regions.parquet",
            "report.html",
            "request.json",
            "series.csv",
            "series.parquet",
            "states.csv",
            "states.parquet"
        ]
    );
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&read("manifest.json")).unwrap();
    assert_eq!(manifest["digest"], digest);
    assert_eq!(manifest["days"], 75);
    for field in [
        "scenario_sha256",
        "world_sha256",
        "seed",
        "agents",
        "engine",
        "musofir",
        "commit",
        "started",
        "files",
        "wall_seconds",
        "agent_days_per_second",
    ] {
        assert!(!manifest[field].is_null(), "{field}");
    }
    assert!(read("series.csv").starts_with("month,days,indicator,unit,value\n2012-01-01,31,abroad,people,"));
    assert_eq!(read("regions.csv").lines().count(), 1 + 3 * 83);
    assert_eq!(read("states.csv").lines().count(), 1 + 3 * 5 * 2, "five third states, two indicators");
}

#[test]
fn a_run_that_is_not_quiet_draws_courses_and_closes_with_six_lines_without_colour_in_a_pipe() {
    let dir = tempfile::tempdir().unwrap();
    let (_, stdout, stderr) = quick(&dir.path().join("r"), &["--no-report"]);
    assert!(stdout.lines().any(|l| l.trim_start().starts_with("course") && l.contains('█')), "{stdout}");
    assert_eq!(stderr.lines().filter(|l| l.contains('▁')).count(), 6, "{stderr}");
    assert!(!stdout.contains('\u{1b}') && !stderr.contains('\u{1b}'), "{stderr:?}");
    let (_, stdout, stderr) = quick(&dir.path().join("q"), &["--quiet"]);
    assert!(!stdout.contains("course") && stderr.is_empty(), "{stdout}{stderr}");
}

#[test]
fn parquet_and_csv_hold_the_same_series() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    let dir = tempfile::tempdir().unwrap();
    quick(&dir.path().join("r"), &["--quiet"]);
    let reader = SerializedFileReader::new(std::fs::File::open(dir.path().join("r/series.parquet")).unwrap()).unwrap();
    let mut csv = csv::Reader::from_path(dir.path().join("r/series.csv")).unwrap();
    let mut rows = 0;
    for (row, record) in reader.get_row_iter(None).unwrap().zip(csv.records()) {
        let (row, record) = (row.unwrap(), record.unwrap());
        let mut cells = row.get_column_iter();
        let parquet::record::Field::Date(days) = cells.next().unwrap().1 else { panic!("a date: {row}") };
        let day = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*days);
        assert_eq!(
            (day.to_string(), row.get_long(1).unwrap().to_string(), row.get_string(2).unwrap().as_str()),
            (record[0].to_owned(), record[1].to_owned(), &record[2])
        );
        // What is not shown is an empty cell, and null: rates a month of the days to 15 March.
        match record[4].is_empty() {
            true => assert!(row.get_double(4).is_err(), "{record:?}"),
            false => assert_eq!(row.get_double(4).unwrap(), record[4].parse::<f64>().unwrap()),
        }
        rows += 1;
    }
    assert_eq!(rows, 3 * musofir::host::INDICATORS.len());
}

#[test]
fn messages_hold_no_codes_for_a_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = quick(&dir.path().join("r"), &[]);
    assert!(code == 0 && stderr.contains("Migrants in Russia"), "{stderr}");
    for text in [stdout, stderr] {
        assert!(!text.contains('\u{1b}') && !text.contains("\\u{"), "{text}");
    }
}

#[test]
fn json_holds_manifest_and_series() {
    let dir = tempfile::tempdir().unwrap();
    let (code, stdout, _) = quick(&dir.path().join("r"), &["--json", "--quiet"]);
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let rows = json["series"].as_array().unwrap();
    assert_eq!(rows.len(), 3 * musofir::host::INDICATORS.len());
    let first = rows[0].as_object().unwrap();
    assert!(first.keys().eq(["month", "days", "indicator", "unit", "value"]), "the columns of series.csv: {first:?}");
    assert_eq!((&first["month"], &first["indicator"]), (&"2012-01-01".into(), &"abroad".into()));
    assert!(first["value"].as_f64().unwrap() > 8e5);
}

#[test]
fn a_run_is_repeated_bit_for_bit_and_another_seed_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let digest = |name: &str, more: &[&str]| quick(&dir.path().join(name), more).1.lines().last().unwrap().to_owned();
    assert_eq!(digest("a", &["--quiet"]), digest("b", &["--quiet", "--threads", "3"]));
    assert_ne!(digest("c", &["--quiet"]), digest("d", &["--quiet", "--seed", "2"]));
}

#[test]
fn an_existing_folder_is_kept_unless_forced_and_a_foreign_one_is_never_touched() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("r");
    assert_eq!(quick(&out, &[]).0, 0);
    let (code, _, stderr) = quick(&out, &[]);
    assert_eq!(code, 2);
    assert!(stderr.contains("holds results already") && stderr.contains("--force"), "{stderr}");
    assert_eq!(quick(&out, &["--force"]).0, 0);
    let foreign = dir.path().join("f");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("thesis.txt"), "mine").unwrap();
    let (code, _, stderr) = quick(&foreign, &["--force"]);
    assert_eq!(code, 2, "{stderr}");
    assert_eq!(std::fs::read_to_string(foreign.join("thesis.txt")).unwrap(), "mine");
}

#[test]
fn bad_numbers_are_refused() {
    fn run<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&["run", "configs/baseline.ron"], more].concat()
    }
    refused(&run(&["--agents", "0"]), 2, &["--agents", "at least one agent"]);
    refused(&run(&["--agents", "5e9"]), 2, &["at most 4294967295 agents"]);
    refused(&run(&["--agents", "many"]), 2, &["a whole number"]);
    refused(&run(&["--agents", "4e9", "--engine", "cpu"]), 2, &["of memory", "at most"]);
    refused(&run(&["--until", "2011-01-01"]), 2, &["the scenario runs from 2012-01-01 to 2014-12-31"]);
    refused(&run(&["--until", "tomorrow"]), 2, &["an ISO date"]);
    refused(&run(&["--engine", "quantum"]), 2, &["auto", "cpu", "gpu"]);
    refused(&run(&["--engine", "cpu", "--adapter", "0"]), 2, &["--adapter names a GPU"]);
    refused(&run(&["--engine", "gpu", "--adapter", "no such card"]), 1, &["no adapter", "--engine cpu"]);
}

#[test]
fn bad_files_are_refused() {
    refused(&["rerun", "no/such/run"], 2, &["there is no run"]);
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    refused(&["run", "configs/basline.ron"], 2, &["cannot be read", "did you mean `baseline.ron`?"]);
    refused(&["run", "configs"], 2, &["is a directory"]);
    refused(&["run", &file("empty.ron", b"")], 2, &["is empty"]);
    refused(&["run", &file("binary.ron", &[0, 159, 146, 150])], 2, &["is not a text file"]);
    refused(&["run", &file("zeros.ron", &[0; 100])], 2, &["is not a text file"]);
    refused(&["run", &file("huge.ron", &vec![b' '; 50 << 20])], 2, &["is larger than 4 MiB"]);
    refused(
        &["check", &file("half.ron", b"(title: \"x\""), "configs/nothing.ron"],
        2,
        &["half.ron:1:", "configs/nothing.ron"],
    );
}

#[test]
fn an_unwritable_folder_is_found_before_any_work() {
    refused(&["run", "configs/baseline.ron", "--out", "/proc/musofir"], 1, &["/proc/musofir", "cannot be written"]);
}

#[test]
fn check_says_what_a_file_resolves_to() {
    let (code, stdout, _) = call(&["check", "configs/baseline.ron", "configs/worlds/tajikistan.ron"]);
    assert_eq!(code, 0);
    for part in [
        "1500000 of the pool",
        "83 host regions x 7 sectors",
        "368 communities in 5 home regions",
        "1096 days",
        "HostCurrency",
        "recalled",
    ] {
        assert!(stdout.contains(part), "{part}:\n{stdout}");
    }
}

#[test]
fn devices_always_answers() {
    let (code, stdout, _) = call(&["devices"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("cpu: ") && stdout.contains("--engine auto takes"), "{stdout}");
    let json: serde_json::Value = serde_json::from_str(&call(&["devices", "--json"]).1).unwrap();
    assert!(json["largest_population_cpu"].as_u64().unwrap() > 1_500_000);
}

#[test]
fn help_names_every_command() {
    let (code, stdout, _) = call(&["--help"]);
    assert_eq!(code, 0);
    let commands = "run resume rerun fork compare sweep threshold sensitivity plan work status merge backtest calibrate report diff explain check verify \
                    selftest devices schema completions man";
    for command in commands.split(' ') {
        assert!(stdout.contains(&format!("\n  {command} ")), "{command}: {stdout}");
    }
}

#[cfg(unix)]
#[test]
fn results_are_as_readable_as_the_users_mask_lets_them_be() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("run");
    assert_eq!(quick(&out, &[]).0, 0);
    let plain = dir.path().join("plain");
    std::fs::write(&plain, "").unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&out.join("series.csv")), mode(&plain));
}
