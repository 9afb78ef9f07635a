//! Reading a world: its text, and the tables of series that it names.

use super::World;
use super::series::{self, Side};
use crate::config::{ConfigError, Loaded, Source, folder_of, format};
use std::path::Path;

/// The reference world and its series, by their paths below configs/.
const REFERENCE: (&str, &str) = ("worlds/tajikistan.ron", include_str!("../../configs/worlds/tajikistan.ron"));
const HOST_SERIES: (&str, &str) = ("worlds/series/russia.csv", include_str!("../../configs/worlds/series/russia.csv"));
const HOME_SERIES: (&str, &str) =
    ("worlds/series/tajikistan.csv", include_str!("../../configs/worlds/series/tajikistan.csv"));

/// What a world of the first form needs.
const CHANGES: &[&str] = &[
    "add `format: 2`",
    "add `base`, the year of its levels, and `valid`, the first and last year it is meant for",
    "add `host`: names and currency of the host state; to each sending state its `adjective`, `capital` and `currency`",
    "replace `roubles_per_dollar` and `wage_growth` by `series`: names of tables with the columns \
     series,year,month,value,unit,status,source, which state `host_per_dollar` and `wage_index`",
    "replace `financing` of each sending state by `series`, which can state exports, financing and population",
    "add to each sending state `remittance_season`, twelve shares of the year, and `jobs`",
    "add to each sending state's register `first_lcu_per_dollar`, the exchange rate on the first day",
];

impl World {
    /// The reference world, which is built into the program.
    pub fn reference() -> Self {
        let [world, series @ ..] = Self::reference_texts();
        let mut world = Self::parsed(&world).expect("the reference world is valid").value;
        world.take_series(&folder_of(REFERENCE.0.as_ref()), &series).expect("its series are valid");
        world
    }

    /// The texts of the reference world, itself first.
    pub fn reference_texts() -> [Source; 3] {
        let source = |(path, text): (&str, &str)| Source { path: path.into(), text: text.to_owned() };
        [REFERENCE, HOST_SERIES, HOME_SERIES].map(source)
    }

    /// A world as its text states it, without its series.
    ///
    /// # Errors
    /// If it is of another form, or no world.
    pub fn parsed(source: &Source) -> Result<Loaded<Self>, ConfigError> {
        format::present(source, "a world", CHANGES)?;
        crate::config::parsed(source)
    }

    /// Reads its tables of series, and those of its own sending states, which lie below its folder.
    ///
    /// # Errors
    /// If a table is not among the texts, or has problems.
    pub fn take_series(&mut self, folder: &Path, texts: &[Source]) -> Result<(), ConfigError> {
        self.exogenous = series::of(Side::Host, &self.series, folder, texts)?;
        self.origins.iter_mut().try_for_each(|origin| origin.take_series(folder, texts))
    }

    /// Tables of series that its file names, each with its field.
    pub fn tables(&self) -> Vec<(String, String)> {
        let of = |at: &str, names: &[String]| -> Vec<(String, String)> {
            names.iter().enumerate().map(|(n, name)| (format!("{at}series[{n}]"), name.clone())).collect()
        };
        let states = self.origins.iter().enumerate();
        let states = states.flat_map(|(i, o)| of(&format!("origins[{i}]."), &o.series));
        of("", &self.series).into_iter().chain(states).collect()
    }

    /// Reads a world with its series, and validates it.
    ///
    /// # Errors
    /// With every problem of the first file that has any.
    pub fn load(path: &Path) -> Result<Loaded<Self>, ConfigError> {
        let mut world = Self::parsed(&Source::read(path)?)?;
        let texts = series::sources(&world, &folder_of(path), world.value.tables())?;
        world.value.take_series(&folder_of(path), &texts)?;
        match world.value.diagnostics() {
            found if found.is_empty() => Ok(world),
            found => Err(world.refuse(found)),
        }
    }
}
