//! The tables of scenarios side by side: `compare` and `sweep`.

use super::*;

/// `compare` and `sweep`: every number of every replicate.
pub static REPLICATES: TableSpec = TableSpec {
    files: &[("compare", "compare"), ("sweep", "sweep")],
    csv: true,
    row: "a scenario, seed, month and indicator",
    columns: &[
        SCENARIO,
        PARAMETER.only("sweep; null for the scenario as it stands"),
        SEED,
        MONTH,
        DAYS,
        INDICATOR,
        UNIT,
        VALUE,
    ],
};

/// `summary`: what follows from them.
pub static SUMMARY: TableSpec = TableSpec {
    files: &[("compare", "summary"), ("sweep", "summary")],
    csv: true,
    row: "a scenario and indicator",
    columns: &[
        SCENARIO,
        PARAMETER.only("sweep; null for the scenario as it stands"),
        text("reference_scenario", "name of the scenario it is compared with"),
        INDICATOR,
        UNIT,
        text("statistic", "how months are put together: total, mean or last"),
        date("first_month", "first day of the first month"),
        date("last_month", "first day of the last month"),
        whole("days", "days", "days of these months within the run"),
        whole("seeds", "seeds", "seeds that both scenarios have; with `--parameters` different draws among them"),
        number("mean", OF_ROW, "mean over the scenario's seeds"),
        number("mean_low", OF_ROW, "lower end of its 90 % interval; null with one seed"),
        number("mean_high", OF_ROW, "upper end of its 90 % interval; null with one seed"),
        number("deviation", OF_ROW, "standard deviation over the scenario's seeds; null with one seed"),
        number("reference_mean", OF_ROW, "mean of the reference over the same seeds"),
        number("difference", OF_ROW, "mean of scenario less reference, seed by seed"),
        LOW,
        HIGH,
        number("unpaired_low", OF_ROW, "lower end of the 90 % interval without common random numbers"),
        number("unpaired_high", OF_ROW, "upper end of the 90 % interval without common random numbers"),
        whole(
            "seeds_needed",
            "seeds",
            "seeds with which half the interval is 5 % of the reference; null if no number is",
        ),
        text("verdict", "what the difference supports"),
        number("demand_alone", OF_ROW, "part of the difference that the demand makes alone; null without one"),
        number("demand_alone_low", OF_ROW, "lower end of its 90 % interval"),
        number("demand_alone_high", OF_ROW, "upper end of its 90 % interval"),
        number("rest", OF_ROW, "part that the scenario adds to the demand alone; null without one"),
        number("rest_low", OF_ROW, "lower end of its 90 % interval"),
        number("rest_high", OF_ROW, "upper end of its 90 % interval"),
    ],
};

/// `fates`: who stands elsewhere than under the reference.
pub static FATES: TableSpec = TableSpec {
    files: &[("compare", "fates")],
    csv: true,
    row: "with `--fates`: a scenario, a change of fate, and a kind of people",
    columns: &[
        SCENARIO,
        text("reference_fate", "fate under the reference"),
        text("fate", "fate under the scenario"),
        text("attribute", "how people are divided: all, home region, sector or papers"),
        text("category", "which home region, sector or papers, under the reference; null for all, and for no sector"),
        whole("seeds", "seeds", "seeds in which such people are"),
        number("people", "people", "mean over the seeds"),
        number("low", "people", "lower end of the 90 % interval; null with one seed"),
        number("high", "people", "upper end of the 90 % interval; null with one seed"),
    ],
};

/// `spread`: differences over seeds, parameters and structure.
pub static SPREAD: TableSpec = TableSpec {
    files: &[("compare", "spread")],
    csv: true,
    row: "with `--spread`: a scenario, indicator and single difference",
    columns: &[
        SCENARIO,
        INDICATOR,
        UNIT,
        text("source", "what is varied: seeds, parameters or structure"),
        text("variant", "number of the seed or draw, or name of the rule"),
        DIFFERENCE,
    ],
};

/// `equifinality`: differences under each fit to the record.
pub static EQUIFINALITY: TableSpec = TableSpec {
    files: &[("compare", "equifinality")],
    csv: true,
    row: "with `--fits`: a scenario, indicator and fit",
    columns: &[
        SCENARIO,
        INDICATOR,
        UNIT,
        whole("fit", "", "number of the fit; 0 is the scenario as it stands"),
        DIFFERENCE,
        LOW,
        HIGH,
    ],
};
