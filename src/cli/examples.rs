//! Examples at the end of every command's help. Each runs as it stands, in this order, beside a copy of configs/.

use clap::Command;

/// Commands, each with examples: what is asked, and the command.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "run",
        &[
            ("Twenty thousand agents in seconds", "musofir run configs/baseline.ron --agents 20000"),
            (
                "Keep a checkpoint every half year, to fork from",
                "musofir run configs/entry-bars.ron --agents 20000 --checkpoint-every 6mo --out runs/bars",
            ),
        ],
    ),
    ("resume", &[("Go on where the run was interrupted", "musofir resume runs/bars")]),
    ("rerun", &[("Is the result the same today, on this machine?", "musofir rerun runs/bars")]),
    (
        "fork",
        &[(
            "Deportations from August 2013 on, after the same past",
            "musofir fork runs/bars --at 2013-08-01 --with configs/mass-deportation.ron",
        )],
    ),
    (
        "compare",
        &[
            (
                "What do entry bars change?",
                "musofir compare configs/baseline.ron configs/entry-bars.ron --agents 20000",
            ),
            (
                "Two indicators, in one year",
                "musofir compare configs/baseline.ron configs/mass-deportation.ron --agents 20000 --seeds 4 --from 2014-01 --to 2014-12 --indicators poverty,crisis_risk --out runs/year-2014",
            ),
        ],
    ),
    (
        "sweep",
        &[
            (
                "A lever's number, in three steps",
                "musofir sweep configs/mass-deportation.ron --vary RemovalSeats=0..5000:3 --agents 20000 --seeds 2",
            ),
            (
                "The number of one date, and an assumption, in every combination",
                "musofir sweep configs/threat-only.ron --vary Threat.people@2013-08-01=1e5,3e5 --vary wage=18000,22000 --agents 5000 --seeds 2 --out runs/grid",
            ),
            (
                "Eight points spread over ranges",
                "musofir sweep configs/baseline.ron --vary wage --vary reach --design sobol --points 8 --agents 5000 --seeds 1 --out runs/spread",
            ),
        ],
    ),
    (
        "threshold",
        &[(
            "From how many seats a day on are two in five households poor?",
            "musofir threshold configs/mass-deportation.ron --lever RemovalSeats=0..5000 --crosses 'poverty>40' --agents 5000 --seeds 4",
        )],
    ),
    (
        "sensitivity",
        &[(
            "Which of three assumptions matters most?",
            "musofir sensitivity configs/baseline.ron --vary wage --vary reach --vary patent_price --points 4 --agents 5000",
        )],
    ),
    (
        "plan",
        &[(
            "Split a comparison into two jobs",
            "musofir plan --output study.json --shards 2 compare configs/baseline.ron configs/entry-bars.ron --seeds 4 --agents 5000",
        )],
    ),
    (
        "work",
        &[
            ("The first of two jobs", "musofir work study.json --shard 0/2"),
            ("All that is missing", "musofir work study.json"),
        ],
    ),
    ("status", &[("What is done, and what is not", "musofir status study.json")]),
    ("merge", &[("The results of all jobs", "musofir merge study.json --out runs/merged")]),
    (
        "report",
        &[
            ("Make the page of a folder anew", "musofir report runs/compare"),
            ("One page on two runs", "musofir report runs/baseline runs/bars --out both.html"),
        ],
    ),
    (
        "diff",
        &[
            ("Two scenarios", "musofir diff configs/baseline.ron configs/entry-bars.ron"),
            ("Two folders of results", "musofir diff runs/baseline runs/bars"),
        ],
    ),
    ("explain", &[("Indicators, levers and assumptions", "musofir explain crisis_risk RemovalSeats wage")]),
    (
        "backtest",
        &[(
            "Against the record beside the scenario",
            "musofir backtest configs/rouble-2014.ron --agents 20000 --seeds 2",
        )],
    ),
    (
        "calibrate",
        &[(
            "Fit two numbers in forty trials",
            "musofir calibrate configs/rouble-2014.ron --vary wage=18000..22000 --vary reach --budget 40 --wave 20 --agents 5000",
        )],
    ),
    ("check", &[("Every preset", "musofir check configs/*.ron")]),
    ("verify", &[("A month on both engines", "musofir verify configs/baseline.ron --agents 5000 --days 31")]),
    ("selftest", &[("In twenty seconds", "musofir selftest")]),
    ("devices", &[("For a program", "musofir devices --json")]),
    ("schema", &[("For an editor", "musofir schema scenario > scenario.schema.json")]),
    ("completions", &[("For bash", "musofir completions bash > musofir.bash")]),
    ("man", &[("As a page of the manual", "musofir man > musofir.1")]),
];

/// The command line, with examples at the end of each command's help.
pub fn with_examples(command: Command) -> Command {
    EXAMPLES.iter().fold(command, |command, (name, examples)| {
        let one = |(what, line): &(&str, &str)| format!("  # {what}\n  {}", broken(line));
        let all = examples.iter().map(one).collect::<Vec<_>>().join("\n");
        command.mut_subcommand(*name, |of| of.after_help(format!("Examples:\n{all}")))
    })
}

/// A command over several lines of a narrow terminal, as a shell takes it.
fn broken(line: &str) -> String {
    const WIDTH: usize = 74;
    let mut lines = vec![String::new()];
    for (n, part) in line.split(" --").enumerate() {
        let part = if n == 0 { part.to_owned() } else { format!("--{part}") };
        let last = lines.last_mut().expect("there is one");
        match last.is_empty() || last.len() + part.len() < WIDTH {
            true => *last = format!("{last} {part}").trim_start().to_owned(),
            false => lines.push(part),
        }
    }
    lines.join(" \\\n      ")
}
