//! Worlds and sending states that inherit: `extends` names a file of which only the differences are stated.
//!
//! What `drop` names is removed first. `scale: (money: x)` multiplies each inherited nominal amount of the host currency.
//! Then the file's own fields are laid over the rest: structs merge field by field, lists of named things by name; other
//! values replace. A world may name the files of further sending states.

use super::read::{STATE_CHANGES, WORLD_CHANGES};
use super::{Origin, Words, World};
use crate::config::{
    self, ConfigError, Diagnostic, Layer, Loaded, Resolved, Source, clean, drop_named, format, named_folder,
    names_field, overlay, suggest, within,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Files that one may extend through others.
const DEEPEST: usize = 8;

/// How a file that another names is read.
pub type Reader<'a> = &'a dyn Fn(&Path) -> Result<Source, ConfigError>;

/// What a file says about other files.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    extends: Option<String>,
    drop: Vec<String>,
    scale: Option<Scale>,
    sending_states: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    money: f64,
}

/// Something that a file states, and that may inherit from another file.
pub trait Inherit: Clone + Serialize + DeserializeOwned {
    /// What it is, for a refusal.
    const WHAT: &'static str;
    /// What a file of the first form needs.
    const CHANGES: &'static [&'static str];

    /// Multiplies each nominal amount of the host currency.
    fn scale_money(&mut self, times: f64);

    /// Puts inherited units into its own words: another host counts in another currency.
    fn reword(&mut self, parent: &Self);

    /// Adds what the other files of a whole world hold.
    ///
    /// # Errors
    /// If one cannot be read.
    fn complete(_: &mut Resolved<Self>, _: Reader) -> Result<(), ConfigError> {
        Ok(())
    }
}

impl Inherit for Origin {
    const WHAT: &'static str = "a sending state";
    const CHANGES: &'static [&'static str] = STATE_CHANGES;

    fn scale_money(&mut self, times: f64) {
        self.assumptions.scale_money(times);
    }

    fn reword(&mut self, parent: &Self) {
        self.assumptions.reword(&Words::of_home(parent), &Words::of_home(self));
    }
}

impl Inherit for World {
    const WHAT: &'static str = "a world";
    const CHANGES: &'static [&'static str] = WORLD_CHANGES;

    fn scale_money(&mut self, times: f64) {
        self.assumptions.scale_money(times);
        self.origins.iter_mut().for_each(|o| o.scale_money(times));
    }

    fn reword(&mut self, parent: &Self) {
        let (from, to) = (Words::of(parent), Words::of(self));
        self.assumptions.reword(&from, &to);
        for origin in &mut self.origins {
            if let Some(before) = parent.origins.iter().find(|before| before.name == origin.name) {
                origin.reword(before);
            }
        }
    }

    fn complete(world: &mut Resolved<Self>, read: Reader) -> Result<(), ConfigError> {
        let folder = named_folder(&world.layers[0].source.path);
        for (i, name) in std::mem::take(&mut world.value.sending_states).into_iter().enumerate() {
            let path = within(&folder, &name).map_err(|(title, help)| {
                world.refuse(vec![Diagnostic::new(format!("sending_states[{i}]"), title, help)])
            })?;
            let mut state: Resolved<Origin> = resolve(&read(&path)?, read)?;
            let below = Path::new(&name).parent().unwrap_or(Path::new("")).to_owned();
            for table in &mut state.value.series {
                *table = below.join(&*table).to_string_lossy().into_owned();
            }
            let name = state.value.name.clone();
            world.layers.extend(state.layers.into_iter().map(|layer| layer.within("origins", &name)));
            world.value.origins.push(state.value);
        }
        Ok(())
    }
}

/// What a file and those it extends make. Nothing is validated but what inheritance needs.
///
/// # Errors
/// If a file cannot be read, or what it states does not fit what it extends.
pub fn resolve<T: Inherit>(source: &Source, read: Reader) -> Result<Resolved<T>, ConfigError> {
    let (heirs, root) = line(source, read)?;
    format::present(&root, T::WHAT, T::CHANGES)?;
    // A file that extends another is not of the first form, which could not.
    for (heir, _) in &heirs {
        format::known(heir)?;
    }
    let mut resolved = Resolved::from(config::parsed::<T>(&root)?);
    T::complete(&mut resolved, read)?;
    for (heir, head) in heirs.into_iter().rev() {
        resolved = inherit(&heir, head, resolved)?;
        T::complete(&mut resolved, read)?;
    }
    Ok(resolved)
}

/// A file that extends another, and what it says about files.
type Heir = (Source, Loaded<Head>);

/// The files that extend others, the nearest first, and the one at their root, which extends none.
fn line(source: &Source, read: Reader) -> Result<(Vec<Heir>, Source), ConfigError> {
    let mut heirs: Vec<Heir> = Vec::new();
    let mut source = source.clone();
    while names_field(&source, "extends") {
        let head: Loaded<Head> = config::parsed(&source)?;
        let Some(name) = &head.value.extends else { break };
        let refuse = |title: String, help: &str| Err(head.refuse(vec![Diagnostic::new("extends", title, help)]));
        let path = match within(&named_folder(&source.path), name) {
            Ok(path) => path,
            Err((title, help)) => return refuse(title, help),
        };
        let above = |heir: &Source| clean(&heir.path) == clean(&path);
        if above(&source) || heirs.iter().any(|(heir, _)| above(heir)) {
            return refuse(format!("`{name}` extends this file, in a circle"), "name a file that does not");
        }
        if heirs.len() >= DEEPEST {
            return refuse(format!("more than {DEEPEST} files extend each other"), "state more in fewer files");
        }
        let parent = read(&path)?;
        // A number that is none, which a world could state and nothing can inherit, is found here.
        config::tree(&parent)?;
        heirs.push((std::mem::replace(&mut source, parent), head));
    }
    Ok((heirs, source))
}

/// What a file makes of its parent.
fn inherit<T: Inherit>(
    source: &Source,
    head: Loaded<Head>,
    mut parent: Resolved<T>,
) -> Result<Resolved<T>, ConfigError> {
    let refuse = |field: &str, title: String, help: &str| Err(head.refuse(vec![Diagnostic::new(field, title, help)]));
    let unscaled = value_of(&parent.value);
    if let Some(Scale { money }) = head.value.scale {
        if !(money > 0.0 && money.is_finite()) {
            return refuse("scale.money", format!("{money} is out of range"), "above 0: what 1 of the parent becomes");
        }
        parent.value.scale_money(money);
    }
    let mut base = value_of(&parent.value);
    for (i, name) in head.value.drop.iter().enumerate() {
        if let Err(known) = drop_named(&mut base, name) {
            let help = suggest(name.rsplit('.').next().unwrap_or(name), known.iter().map(String::as_str));
            return refuse(&format!("drop[{i}]"), format!("`{name}` is not in what this file extends"), &help);
        }
    }
    let name = head.value.extends.as_deref().unwrap_or_default();
    rebase(&mut base, Path::new(name).parent().unwrap_or(Path::new("")));
    let mut own = config::tree(source)?;
    if let Value::Object(fields) = &mut own {
        fields.retain(|name, _| !["extends", "drop", "scale"].contains(&name.as_str()));
    }
    let mut all = base.clone();
    overlay(&mut all, &own);
    let value = match serde_json::from_value::<T>(all) {
        Ok(mut value) => {
            value.reword(&parent.value);
            value
        }
        Err(_) => {
            let (field, title, help) = config::blame::<T>(&base, &own);
            return refuse(&field, title, &help);
        }
    };
    let mut layers = vec![Layer::new(source.clone())];
    layers.append(&mut parent.layers);
    Ok(Resolved { value, layers, parent: Some(unscaled) })
}

fn value_of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("numbers are finite")
}

/// Names of tables of series as they are seen from the folder above.
fn rebase(value: &mut Value, folder: &Path) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match inner {
                    Value::Array(files) if name == "series" => {
                        for file in files.iter_mut() {
                            if let Value::String(file) = file {
                                *file = folder.join(&*file).to_string_lossy().into_owned();
                            }
                        }
                    }
                    inner => rebase(inner, folder),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| rebase(inner, folder)),
        _ => {}
    }
}

/// Paths of the files that a file names. A file that is wrong names none; it is refused when it is resolved.
pub fn beside(source: &Source) -> Vec<PathBuf> {
    let head = config::parsed::<Head>(source).map(|file| file.value).unwrap_or_default();
    let names = head.extends.iter().chain(&head.sending_states);
    names.filter_map(|name| within(&named_folder(&source.path), name).ok()).collect()
}

/// What a file states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A scenario.
    Scenario,
    /// A world.
    World,
    /// A sending state.
    SendingState,
}

/// What a file states, to judge by its fields; of one that extends another, what the other states.
pub fn kind(source: &Source, read: Reader) -> Kind {
    let mut source = source.clone();
    for _ in 0..DEEPEST {
        let parent = config::parsed::<Head>(&source).ok().and_then(|head| head.value.extends);
        let path = parent.and_then(|name| within(&named_folder(&source.path), &name).ok());
        match path.and_then(|path| read(&path).ok()) {
            Some(parent) => source = parent,
            None => break,
        }
    }
    match (names_field(&source, "host_regions"), names_field(&source, "first_papers")) {
        (true, _) => Kind::World,
        (_, true) => Kind::SendingState,
        _ => Kind::Scenario,
    }
}
