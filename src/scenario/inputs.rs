//! The input files of a run: a scenario, its world, and further sending states.

use super::overlap::doubles;
use super::{Scenario, ScenarioFile};
use crate::common::calendar::{self, Calendar};
use crate::common::digest;
use crate::config::{
    self, ConfigError, Diagnostic, Loaded, Resolved, Source, clean, folder_of, format, named_folder, within,
};
use crate::world::{self, Extrapolate, Origin, Stated, World};
use std::path::{Path, PathBuf};

/// Texts as they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFiles {
    /// The scenario.
    pub scenario: Source,
    /// The world.
    pub world: Source,
    /// Further sending states, in order.
    pub sending_states: Vec<Source>,
    /// What worlds and sending states extend, and the sending states that worlds name.
    pub beside: Vec<Source>,
    /// Tables of series that the world and the sending states name, each once.
    pub series: Vec<Source>,
}

impl ScenarioFiles {
    /// Reads a scenario and the files it names, which lie in its folder or below.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let scenario = Source::read(path)?;
        format::known(&scenario)?;
        let file: Loaded<ScenarioFile> = config::parsed(&scenario)?;
        let folder = folder_of(path);
        let named = |field: String, name: &str| match within(&folder, name) {
            Ok(path) => Source::read(&path),
            Err((title, help)) => Err(file.refuse(vec![Diagnostic::new(field, title, help)])),
        };
        let world = named("world".to_owned(), &file.value.world)?;
        let states = file.value.sending_states.iter().enumerate();
        let sending_states =
            states.map(|(i, name)| named(format!("sending_states[{i}]"), name)).collect::<Result<_, _>>()?;
        let mut files = Self { scenario, world, sending_states, beside: Vec::new(), series: Vec::new() };
        let mut wanted: Vec<PathBuf> = files.texts().flat_map(world::beside).collect();
        while let Some(path) = wanted.pop() {
            if files.find(&path).is_none() {
                let source = Source::read(&path)?;
                wanted.extend(world::beside(&source));
                files.beside.push(source);
            }
        }
        let mut tables = world::tables(&files.resolved::<World>(&files.world)?, &named_folder(&files.world.path))?;
        for source in &files.sending_states {
            tables.extend(world::tables(&files.resolved::<Origin>(source)?, &named_folder(&source.path))?);
        }
        for table in tables {
            if files.series.iter().all(|known| clean(&known.path) != clean(&table.path)) {
                files.series.push(table);
            }
        }
        Ok(files)
    }

    /// The texts of worlds and sending states.
    fn texts(&self) -> impl Iterator<Item = &Source> {
        [&self.world].into_iter().chain(&self.sending_states).chain(&self.beside)
    }

    fn find(&self, path: &Path) -> Option<&Source> {
        self.texts().find(|source| clean(&source.path) == clean(path))
    }

    /// What a world or a sending state and the files it names make, without its series.
    fn resolved<T: Stated>(&self, source: &Source) -> Result<Resolved<T>, ConfigError> {
        world::resolve(source, &|path| self.find(path).cloned().map_or_else(|| Source::read(path), Ok))
    }

    /// The same with its series.
    fn whole<T: Stated>(&self, source: &Source) -> Result<Resolved<T>, ConfigError> {
        let mut file: Resolved<T> = self.resolved(source)?;
        file.value.take_series(&named_folder(&source.path), &self.series)?;
        Ok(file)
    }

    /// The scenario's file, without its folder.
    pub fn name(&self) -> String {
        self.scenario.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// Each text with its path relative to the scenario's folder.
    pub fn files(&self) -> impl Iterator<Item = (PathBuf, &str)> {
        let folder = folder_of(&self.scenario.path);
        let beside = self.texts().chain(&self.series);
        let beside = beside.map(move |s| (s.path.strip_prefix(&folder).unwrap_or(&s.path).to_owned(), s.text.as_str()));
        [(self.name().into(), self.scenario.text.as_str())].into_iter().chain(beside)
    }

    /// The validated scenario. Every problem of every file is reported before any work.
    pub fn validated(&self) -> Result<Scenario, ConfigError> {
        self.extrapolated(None)
    }

    /// The validated scenario whose series go on outside their ranges as `how` says, or else as its file does.
    ///
    /// # Errors
    /// With every problem of the first file that has any.
    pub fn extrapolated(&self, how: Option<Extrapolate>) -> Result<Scenario, ConfigError> {
        format::known(&self.scenario)?;
        let file: Loaded<ScenarioFile> = config::parsed(&self.scenario)?;
        let mut world: Resolved<World> = self.whole(&self.world)?;
        let mut texts = world.text();
        let diagnostics = world.value.diagnostics();
        if !diagnostics.is_empty() {
            return Err(world.refuse(diagnostics));
        }
        for (i, source) in self.sending_states.iter().enumerate() {
            let origin: Resolved<Origin> = self.whole(source)?;
            let diagnostics = origin.value.diagnostics();
            if !diagnostics.is_empty() {
                return Err(origin.refuse(diagnostics));
            }
            texts += &origin.text();
            world.value.origins.push(origin.value);
            // Names, communities and currencies must fit together with those before.
            let at = |c: Diagnostic| Diagnostic::new(format!("sending_states[{i}]"), c.title, c.help);
            let together: Vec<_> = world.value.diagnostics().into_iter().map(at).collect();
            if !together.is_empty() {
                return Err(file.refuse(together));
            }
        }
        let extrapolate = how.or(file.value.extrapolate);
        world.value.extrapolate(extrapolate);
        texts.extend(self.series.iter().map(|table| table.text.as_str()));
        let mut diagnostics = file.value.diagnostics(&world.value);
        let line = |entry: usize| file.line(&format!("timeline[{entry}].lever"));
        diagnostics.extend(doubles(&file.value.timeline, &world.value, line));
        if !diagnostics.is_empty() {
            return Err(file.refuse(diagnostics));
        }
        let Loaded { value: ref s, .. } = file;
        let date = |text: &str| calendar::parse(text).expect("dates are validated");
        let scenario = Scenario {
            name: file.path.file_stem().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
            title: s.title.clone(),
            description: s.description.clone(),
            calendar: Calendar { start: date(&s.start), end: date(&s.end) },
            feedback: s.feedback,
            lotteries: s.lotteries,
            timeline: s.timeline.iter().map(|e| (date(&e.on), e.lever.clone())).collect(),
            extrapolate,
            scenario_hash: digest::of_text(&file.text),
            world_hash: digest::of_text(&texts),
            world: world.value,
        };
        match scenario.outside() {
            found if found.is_empty() => Ok(scenario),
            found => Err(file.refuse(found)),
        }
    }
}
