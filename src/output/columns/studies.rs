//! The tables of `threshold`, `sensitivity`, `backtest` and `calibrate`.

use super::*;

/// `threshold`: every dose that was tried.
pub static THRESHOLD: TableSpec = TableSpec {
    files: &[("threshold", "threshold")],
    csv: true,
    row: "a dose that was tried",
    columns: &[
        text("parameter", "name of the parameter"),
        number("dose", "of the parameter", "its value"),
        INDICATOR,
        text("unit", "unit of the value; `ratio` if it is one to the scenario without the lever"),
        number("value", OF_ROW, "mean over the seeds"),
        LOW,
        HIGH,
    ],
};

/// Points: a column a parameter.
pub static POINTS: TableSpec = TableSpec {
    files: &[("sensitivity", "design"), ("calibrate", "best"), ("calibrate", "posterior"), ("calibrate", "fits")],
    csv: true,
    row: "a point of the design; the best point; a draw of the posterior; a good fit, the best first",
    columns: &[PARAMETER],
};

/// `results` of a sensitivity study: the values of the indicators, in the order of the design.
pub static RESULTS: TableSpec = TableSpec {
    files: &[("sensitivity", "results")],
    csv: true,
    row: "a point, in the order of `design`",
    columns: &[number(
        "INDICATOR",
        "of the indicator",
        "a column an indicator: mean over the seeds, over the last twelve months",
    )],
};

const OF_PARAMETER: [ColumnSpec; 2] = [INDICATOR, text("parameter", "name of the parameter")];

/// `sensitivity` by Morris's method.
pub static MORRIS: TableSpec = TableSpec {
    files: &[("sensitivity", "sensitivity")],
    csv: true,
    row: "with `--method morris`: an indicator and parameter",
    columns: &[
        OF_PARAMETER[0],
        OF_PARAMETER[1],
        UNIT,
        number("mu_star", OF_ROW, "mean size of the effect of crossing the parameter's range"),
        number("mu_star_half", OF_ROW, "half its 90 % interval"),
        number("mu", OF_ROW, "mean effect"),
        number("sigma", OF_ROW, "standard deviation of the effect"),
    ],
};

/// `sensitivity` by Sobol's method.
pub static SOBOL: TableSpec = TableSpec {
    files: &[("sensitivity", "sensitivity")],
    csv: true,
    row: "with `--method sobol`: an indicator and parameter",
    columns: &[
        OF_PARAMETER[0],
        OF_PARAMETER[1],
        text("unit", "always `part of variance`"),
        number("first", OF_ROW, "first-order index"),
        number("first_half", OF_ROW, "half its 90 % interval"),
        number("total", OF_ROW, "total-order index"),
        number("total_half", OF_ROW, "half its 90 % interval"),
    ],
};

const OF_RECORD: ColumnSpec = text("series", "name of the record's series");
const FROM_DATE: ColumnSpec = date("from_date", "first day that the figure covers");
const TO_DATE: ColumnSpec = date("to_date", "last day that it covers");
const OBSERVED: ColumnSpec = number("observed", OF_ROW, "the figure");
const FORECAST: ColumnSpec = text("forecast", "`model`, or the name of a naive benchmark");

/// `figures`: the record's figures beside forecasts of them.
pub static FIGURES: TableSpec = TableSpec {
    files: &[("backtest", "figures")],
    csv: true,
    row: "a figure of the record and a forecast of it",
    columns: &[
        OF_RECORD,
        UNIT,
        FROM_DATE,
        TO_DATE,
        text("status", "how the figure is known"),
        text("source", "where it comes from"),
        OBSERVED,
        number("tolerance", OF_ROW, "how far a model may lie from it"),
        FORECAST,
        number("median", OF_ROW, "median of the replicates; the value of a benchmark"),
        number("low", OF_ROW, "5 % quantile of the replicates; null for a benchmark"),
        number("high", OF_ROW, "95 % quantile of the replicates; null for a benchmark"),
        number("crps", OF_ROW, "continuous ranked probability score; of a benchmark its absolute error"),
    ],
};

/// `scores`: the same, series by series.
pub static SCORES: TableSpec = TableSpec {
    files: &[("backtest", "scores")],
    csv: true,
    row: "a series and a forecast of it",
    columns: &[
        OF_RECORD,
        text("meaning", "meaning of the series"),
        FORECAST,
        whole("figures", "figures", "figures that the forecast covers"),
        number("difference_percent", "%", "mean size of the median's relative error"),
        number("within_90_percent", "%", "figures within the replicates' 90 % range; null for a benchmark"),
        number("within_90_percent_and_tolerance", "%", "the same once tolerances are added; null for a benchmark"),
        number("crps_percent", "%", "mean of the ranked probability score relative to the figure"),
        number("model_crps_percent", "%", "the same of the model on the same figures"),
    ],
};

const TRIAL: ColumnSpec = whole("trial", "", "number of the trial");
const MISFIT: ColumnSpec =
    number("misfit", "tolerances", "root mean square distance from the record, weighted over series");
const OF_SERIES: ColumnSpec = number(
    "SERIES",
    "tolerances",
    "a column a series of the record, `_` for a space: its own misfit; null without a figure",
);

/// `trials`: every point that was tried.
pub static TRIALS: TableSpec = TableSpec {
    files: &[("calibrate", "trials")],
    csv: true,
    row: "a trial",
    columns: &[TRIAL, whole("wave", "", "number of its wave"), PARAMETER, MISFIT, OF_SERIES],
};

/// `results` of points that another program has chosen.
pub static SCORED: TableSpec = TableSpec {
    files: &[("calibrate", "results")],
    csv: true,
    row: "with `--tell`, which writes nothing else: a point of its file, in order",
    columns: &[TRIAL, PARAMETER, MISFIT, OF_SERIES],
};

/// `identified`: what the record says of each parameter.
pub static IDENTIFIED: TableSpec = TableSpec {
    files: &[("calibrate", "identified")],
    csv: true,
    row: "a parameter",
    columns: &[
        text("parameter", "name of the parameter"),
        text("kind", "level of a place and a time, behaviour, or lever"),
        UNIT,
        number("prior_low", OF_ROW, "lower end of its range"),
        number("prior_high", OF_ROW, "upper end of its range"),
        number("best", OF_ROW, "its value at the best trial"),
        number("low", OF_ROW, "5 % quantile of the posterior"),
        number("median", OF_ROW, "median of the posterior"),
        number("high", OF_ROW, "95 % quantile of the posterior"),
        number("width_of_prior", "part of the range", "width of the posterior's 5-95 % range in that of the prior"),
        text("verdict", "what the record says of it"),
    ],
};

/// `fit`: the best trial beside the record.
pub static FIT: TableSpec = TableSpec {
    files: &[("calibrate", "fit")],
    csv: true,
    row: "a figure of the record",
    columns: &[
        OF_RECORD,
        UNIT,
        FROM_DATE,
        TO_DATE,
        OBSERVED,
        number("best", OF_ROW, "the figure at the best trial"),
        number("tolerances_apart", "tolerances", "best less observed"),
    ],
};
