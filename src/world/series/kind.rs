//! The series that a world may state, and what each is.

/// Whose series it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The host's.
    Host,
    /// A sending state's.
    Home,
}

/// What a series does in this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// A rule reads it, relative to its mean over the base year.
    Course,
    /// A rule reads it as it stands.
    Level,
    /// It is read, checked and kept for rules that are not there yet.
    Kept,
    /// It is compared with results.
    Record,
}

/// A series that a world may state.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// Its subject.
    pub meaning: &'static str,
    /// Whose it is.
    pub side: Side,
    /// What it does.
    pub used: Use,
    /// True if a world cannot do without it.
    pub required: bool,
    /// The least it may be.
    pub least: f64,
    /// The most it may be.
    pub most: f64,
}

const fn kind(name: &'static str, meaning: &'static str, side: Side, used: Use, least: f64, most: f64) -> Kind {
    let required = matches!((side, used), (Side::Host, Use::Course | Use::Level));
    Kind { name, meaning, side, used, required, least, most }
}

/// Host currency per dollar.
pub const HOST_PER_DOLLAR: &str = "host_per_dollar";
/// Wages in the host state.
pub const WAGE_INDEX: &str = "wage_index";
/// Exports of a sending state.
pub const EXPORTS: &str = "exports";
/// Financing of its imports.
pub const FINANCING: &str = "financing";
/// Its population.
pub const POPULATION: &str = "population";
/// Its people who become citizens of the host state.
pub const NATURALISATIONS: &str = "naturalisations";

/// All series.
pub const KINDS: &[Kind] = &[
    kind(HOST_PER_DOLLAR, "host currency per dollar", Side::Host, Use::Level, 1e-3, 1e6),
    kind(WAGE_INDEX, "nominal wages in the host state, an index", Side::Host, Use::Course, 1e-6, 1e9),
    kind("host_prices", "consumer prices in the host state, an index", Side::Host, Use::Kept, 1e-6, 1e9),
    kind("activity", "activity of the host's economy, an index", Side::Host, Use::Kept, 1e-6, 1e9),
    kind(EXPORTS, "exports of goods and services, million dollars a year", Side::Home, Use::Course, 1e-3, 1e7),
    kind(FINANCING, "financing of imports besides exports, remittances and aid", Side::Home, Use::Level, -1e6, 1e6),
    kind(POPULATION, "population", Side::Home, Use::Course, 1.0, 2e9),
    kind(NATURALISATIONS, "people naturalised by the host state a year", Side::Home, Use::Level, 0.0, 1e7),
    kind("foreign_prices", "prices of trading partners, an index", Side::Home, Use::Kept, 1e-6, 1e9),
    kind("food_prices", "world prices of food, an index", Side::Home, Use::Kept, 1e-6, 1e9),
    kind("reserve_target", "reserves aimed at, months of imports", Side::Home, Use::Kept, 0.0, 120.0),
    kind("home_prices", "consumer prices at home, an index", Side::Home, Use::Record, 1e-6, 1e9),
];

/// The series of a side with a name.
pub fn named(side: Side, name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.side == side && k.name == name)
}
