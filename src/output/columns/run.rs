//! The tables of a run, and of places in a comparison.

use super::*;

/// `series`: every indicator, month by month.
pub static SERIES: TableSpec = TableSpec {
    files: &[("run", "series")],
    csv: true,
    row: "a month and indicator",
    columns: &[MONTH, DAYS, INDICATOR, UNIT, VALUE],
};

const OF_SCENARIO: ColumnSpec = SCENARIO.only("compare");

/// `regions`: host regions.
pub static REGIONS: TableSpec = TableSpec {
    files: &[("run", "regions"), ("compare", "regions")],
    csv: true,
    row: "a month and host region; of `compare` also a scenario, with means over its seeds",
    columns: &[
        OF_SCENARIO,
        MONTH,
        DAYS,
        text("region", "name of the host region"),
        number("stock", "people", "in the region at the month's end, in custody or not"),
        number("working", "people", "of these, in work"),
        number("held", "people", "of these, in police custody"),
        number("detained", "people", "of these, in a camp"),
        number("expelled", "people", "expelled from the region in the month"),
    ],
};

/// `homes`: home regions.
pub static HOMES: TableSpec = TableSpec {
    files: &[("run", "homes"), ("compare", "homes")],
    csv: true,
    row: "a month and home region; of `compare` also a scenario, with means over its seeds",
    columns: &[
        OF_SCENARIO,
        MONTH,
        DAYS,
        text("state", "name of the sending state"),
        text("region", "name of the home region"),
        number("abroad", "people", "its people abroad at the month's end"),
        number("sent_back", "people", "expelled or turned back at the border in the month"),
        number("sent_host_currency", "{host_currency}", "money sent to it in the month"),
    ],
};

/// `moves`: moves between statuses.
pub static MOVES: TableSpec = TableSpec {
    files: &[("run", "moves"), ("compare", "moves")],
    csv: true,
    row: "a month and pair of statuses; of `compare` also a scenario, with means over its seeds",
    columns: &[
        OF_SCENARIO,
        MONTH,
        DAYS,
        text("from_status", "status before the move"),
        text("to_status", "status after it"),
        number("people", "people", "moves in the month"),
    ],
};

/// `states`: further sending states, and third states.
pub static STATES: TableSpec = TableSpec {
    files: &[("run", "states")],
    csv: true,
    row: "a month, state and indicator: of further sending states and of third states",
    columns: &[MONTH, DAYS, text("state", "name of the state"), INDICATOR, UNIT, VALUE],
};

/// `microdata`: agents.
pub static MICRODATA: TableSpec = TableSpec {
    files: &[("run", "microdata")],
    csv: false,
    row: "an agent on the evening of the month's last day; with `--microdata monthly` a file a month, \
          `microdata/YYYY-MM.parquet`",
    columns: &[
        whole(
            "agent",
            "",
            "number of the agent, the same in every month; it passes to an entrant when a person leaves",
        ),
        number("people", "people", "people that the row stands for"),
        text("state", "name of the sending state"),
        text("home_region", "name of the home region"),
        whole("community", "", "number of the home community"),
        text("sex", "woman or man"),
        whole("dependents", "people", "dependents at home"),
        text("status", "status, such as `home` or `working`"),
        date(
            "since",
            "first day of the status; of a status held for more than 4,000 days, the day 4,000 days before the last monthly day",
        ),
        text("host_region", "name of the host region; null at home"),
        text("sector", "sector of work; null unless seeking or working abroad"),
        text("papers", "papers that count; null at home"),
        date("papers_until", "first day without valid papers; null at home and where they have no end"),
        whole("violations", "offences", "offences on the register"),
        date("barred_until", "first day free of the entry bar; null under no bar"),
        whole("knows_barred", "", "1 if the agent knows of its entry bar, 0 if not or under none"),
        whole("wage_host_currency", "{host_currency} a month", "wage; null unless working abroad"),
        number("savings_thousand_host_currency", "thousand {host_currency}", "savings less debt"),
        whole("grievance", "0 to 255", "grievance"),
        whole("fear", "0 to 255", "fear"),
    ],
};
