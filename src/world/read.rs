//! Reading worlds and sending states: what they extend, and the tables of series that they name.

use super::inherit::{Inherit, resolve};
use super::series::{self, Side};
use super::{Origin, World};
use crate::config::{ConfigError, Diagnostic, Resolved, Source, folder_of, named_folder};
use std::path::Path;

/// The reference world and its series, by their paths below configs/.
const REFERENCE: (&str, &str) = ("worlds/tajikistan.ron", include_str!("../../configs/worlds/tajikistan.ron"));
const HOST_SERIES: (&str, &str) = ("worlds/series/russia.csv", include_str!("../../configs/worlds/series/russia.csv"));
const HOME_SERIES: (&str, &str) =
    ("worlds/series/tajikistan.csv", include_str!("../../configs/worlds/series/tajikistan.csv"));

/// What a world of the first form needs.
pub(super) const WORLD_CHANGES: &[&str] = &[
    "add `format: 2`",
    "add `base`, the year of its levels, and `valid`, the first and last year it is meant for",
    "add `host`: names and currency of the host state; to each sending state its `adjective`, `capital` and `currency`",
    "replace `roubles_per_dollar` and `wage_growth` by `series`: names of tables with the columns \
     series,year,month,value,unit,status,source, which state `host_per_dollar` and `wage_index`",
    "replace `financing` of each sending state by `series`, which can state exports, financing and population",
    "add to each sending state `remittance_season`, twelve shares of the year, and `jobs`",
    "add to each sending state's register `first_lcu_per_dollar`, the exchange rate on the first day",
];

/// What a sending state of the first form needs.
pub(super) const STATE_CHANGES: &[&str] = &[
    "add `format: 2`",
    "add `adjective`, `capital`, `currency`, and `jobs` of its migrants in the base year",
    "add `remittance_season`, twelve shares of the year",
    "replace `financing` by `series`: names of tables with the columns series,year,month,value,unit,status,source",
    "add to the register `first_lcu_per_dollar`, the exchange rate on the first day",
];

/// A world or a sending state.
pub trait Stated: Inherit {
    /// Tables of series that it names, each with its field.
    fn tables(&self) -> Vec<(String, String)>;

    /// Takes its series from the texts of tables, which lie in a folder or below.
    ///
    /// # Errors
    /// If a table is not among the texts, or has problems.
    fn take_series(&mut self, folder: &Path, texts: &[Source]) -> Result<(), ConfigError>;

    /// Every problem of it.
    fn problems(&self) -> Vec<Diagnostic>;
}

impl Stated for World {
    fn tables(&self) -> Vec<(String, String)> {
        let states = self.origins.iter().enumerate();
        let states = states.flat_map(|(i, o)| named(&format!("origins[{i}]."), &o.series));
        named("", &self.series).into_iter().chain(states).collect()
    }

    fn take_series(&mut self, folder: &Path, texts: &[Source]) -> Result<(), ConfigError> {
        self.exogenous = series::of(Side::Host, &self.series, folder, texts)?;
        self.origins.iter_mut().try_for_each(|origin| origin.take_series(folder, texts))
    }

    fn problems(&self) -> Vec<Diagnostic> {
        self.diagnostics()
    }
}

impl Stated for Origin {
    fn tables(&self) -> Vec<(String, String)> {
        named("", &self.series)
    }

    fn take_series(&mut self, folder: &Path, texts: &[Source]) -> Result<(), ConfigError> {
        self.exogenous = series::of(Side::Home, &self.series, folder, texts)?;
        Ok(())
    }

    fn problems(&self) -> Vec<Diagnostic> {
        self.diagnostics()
    }
}

/// Names of tables with their fields.
fn named(at: &str, names: &[String]) -> Vec<(String, String)> {
    names.iter().enumerate().map(|(n, name)| (format!("{at}series[{n}]"), name.clone())).collect()
}

/// The texts of the tables that a file names; they lie in a folder or below.
///
/// # Errors
/// If one lies elsewhere, or cannot be read.
pub fn tables<T: Stated>(file: &Resolved<T>, folder: &Path) -> Result<Vec<Source>, ConfigError> {
    series::sources(folder, file.value.tables(), |wrong| file.refuse(wrong))
}

/// Reads a world or a sending state with what it extends and its series, and validates it.
///
/// # Errors
/// With every problem of the first file that has any.
pub fn load<T: Stated>(source: &Source) -> Result<Resolved<T>, ConfigError> {
    let mut file: Resolved<T> = resolve(source, &Source::read)?;
    let folder = folder_of(&source.path);
    let texts = tables(&file, &folder)?;
    file.value.take_series(&folder, &texts)?;
    match file.value.problems() {
        found if found.is_empty() => Ok(file),
        found => Err(file.refuse(found)),
    }
}

impl World {
    /// The reference world, which is built into the program.
    pub fn reference() -> Self {
        let [world, series @ ..] = Self::reference_texts();
        let mut file: Resolved<Self> = resolve(&world, &Source::read).expect("the reference world is valid");
        file.value.take_series(&named_folder(REFERENCE.0.as_ref()), &series).expect("its series are valid");
        file.value
    }

    /// The texts of the reference world, itself first.
    pub fn reference_texts() -> [Source; 3] {
        let source = |(path, text): (&str, &str)| Source { path: path.into(), text: text.to_owned() };
        [REFERENCE, HOST_SERIES, HOME_SERIES].map(source)
    }
}
