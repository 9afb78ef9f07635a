//! A number of a scenario that can be set: of a lever, `RemovalSeats`, `Threat.people`,
//! `PoliceChecks.times@2013-08-01`, or of the register, `credibility`, `Kyrgyzstan.pool`.

use super::{Lever, Scenario};
use crate::common::calendar;
use crate::config::{self, suggest};
use crate::world::{Assumption, Requirement, World};
use jiff::civil::Date;

/// A number of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Parameter {
    /// A number of a lever, in the entry of a date.
    Lever {
        /// The lever's name.
        lever: String,
        /// The number's.
        field: String,
        /// The entry's date; an entry is added if there is none.
        on: Date,
    },
    /// A number of the world's register, or of a sending state's.
    Assumption {
        /// The sending state; none for the world's.
        origin: Option<usize>,
        /// The number's name.
        name: String,
    },
}

impl Parameter {
    /// The parameter of a scenario that a text names.
    pub fn parse(text: &str, x: &Scenario) -> Result<Self, String> {
        let text = &*config::aliases::parameter(text.trim());
        if let Some(parameter) = Self::assumption(text, &x.world) {
            return Ok(parameter);
        }
        let (path, on) = text.split_once('@').map_or((text, None), |(path, on)| (path, Some(on)));
        let (lever, field) = path.split_once('.').map_or((path, None), |(lever, field)| (lever, Some(field)));
        let on = match on {
            None => None,
            Some(on) => Some(calendar::parse(on).ok_or(format!("`{on}` is not a date, as YYYY-MM-DD"))?),
        };
        let entries = x.timeline.iter().filter(|(date, l)| l.name() == lever && on.is_none_or(|on| on == *date));
        let dates: Vec<Date> = entries.clone().map(|(date, _)| *date).collect();
        match (dates.as_slice(), on, field) {
            ([date], ..) => {
                let mut entry = entries.clone().next().expect("one entry").1.clone();
                if let Lever::HostCurrencyPath { .. } = entry {
                    return Err("HostCurrencyPath is a path, not a number; HostCurrency.per_dollar@DATE sets one rate"
                        .to_owned());
                }
                let numbers = entry.numbers(&x.world);
                // Without a name, the first that the scenario gives.
                let given = numbers.iter().find(|n| n.value.get().is_some()).map(|n| n.name);
                let names: Vec<&str> = numbers.into_iter().map(|n| n.name).collect();
                let field = field.or(given).ok_or(format!("{lever} has no number"))?;
                if !names.contains(&field) {
                    return Err(format!("{lever} has no number `{field}`; {}", suggest(field, names)));
                }
                Ok(Self::Lever { lever: lever.to_owned(), field: field.to_owned(), on: *date })
            }
            ([], Some(on), Some(field)) => {
                let parameter = Self::Lever { lever: lever.to_owned(), field: field.to_owned(), on };
                if on < x.calendar.start || on > x.calendar.end {
                    return Err(format!("{on} lies outside the run, {} to {}", x.calendar.start, x.calendar.end));
                }
                config::parse::<Lever>(&format!("{lever}({field}: 1)")).map(|_| parameter)
            }
            ([], ..) => {
                let levers: Vec<&str> = x.timeline.iter().map(|(_, l)| l.name()).collect();
                let known = levers.iter().copied().chain(names(&x.world).into_iter().map(|name| -> &str { name }));
                Err(format!(
                    "{} sets no `{lever}`, and no assumption has that name ({}); for a lever that it does not set, say \
                     which number and from when: RemovalSeats.per_day@YYYY-MM-DD",
                    x.name,
                    suggest(lever, known)
                ))
            }
            (_, Some(on), _) => {
                Err(format!("{} sets {lever} more than once on {on}: there is no telling which is meant", x.name))
            }
            _ => {
                let list: Vec<String> = dates.iter().map(Date::to_string).collect();
                Err(format!("{} sets {lever} on {}; say which: {lever}@{}", x.name, list.join(" and "), list[0]))
            }
        }
    }

    fn assumption(text: &str, world: &World) -> Option<Self> {
        let (origin, name) = match text.split_once('.') {
            Some((state, name)) => (Some(world.origin(state)?), name),
            None => (None, text),
        };
        if origin.is_none() && assumption(world, None, name).is_some() {
            return Some(Self::Assumption { origin: None, name: name.to_owned() });
        }
        let origin = origin.unwrap_or(0);
        assumption(world, Some(origin), name)?;
        Some(Self::Assumption { origin: Some(origin), name: name.to_owned() })
    }

    /// Every number of the registers whose range has a width.
    pub fn assumptions(world: &World) -> Vec<(Self, Assumption)> {
        let wide = |a: &Assumption| a.low < a.high;
        let of = |origin, name: &str, a: &Assumption| (Self::Assumption { origin, name: name.to_owned() }, a.clone());
        let own = world.assumptions.iter().filter(|(_, a)| wide(a)).map(|(r, a)| of(None, r.name, a));
        let states = world.origins.iter().enumerate().flat_map(|(o, origin)| {
            origin.assumptions.iter().filter(|(_, a)| wide(a)).map(move |(r, a)| of(Some(o), r.name, a))
        });
        own.chain(states).collect()
    }

    /// The text that names it in the scenario: with a date unless the scenario sets the lever exactly once, and a
    /// further sending state's number with the state before it.
    pub fn name(&self, x: &Scenario) -> String {
        match self {
            Self::Lever { lever, field, on } => match x.timeline.iter().filter(|(_, l)| l.name() == *lever).count() {
                1 if self.value(x).is_some() => format!("{lever}.{field}"),
                _ => format!("{lever}.{field}@{on}"),
            },
            Self::Assumption { origin: Some(o), name } if *o > 0 => format!("{}.{name}", x.world.origins[*o].name),
            Self::Assumption { name, .. } => name.clone(),
        }
    }

    /// What it is: `lever`, or of the register `level` (of a place and a time) or `behaviour` (how people, markets and
    /// governments respond).
    pub fn kind(&self, world: &World) -> &'static str {
        let Self::Assumption { origin, name } = self else { return "lever" };
        let own = |r: Requirement| (r.name == name).then_some(r.level);
        let level = match origin {
            None => world.assumptions.iter().find_map(|(r, _)| own(r)),
            Some(o) => world.origins.get(*o).and_then(|o| o.assumptions.iter().find_map(|(r, _)| own(r))),
        };
        if level == Some(true) { "level" } else { "behaviour" }
    }

    /// Its unit in the register; that of a lever's number is the lever's own.
    pub fn unit<'w>(&self, world: &'w World) -> &'w str {
        let Self::Assumption { origin, name } = self else { return "as in the scenario" };
        assumption(world, *origin, name).map_or("", |a| &a.unit)
    }

    /// The range of the register; none for a lever, which can be anything.
    pub fn range(&self, world: &World) -> Option<(f64, f64)> {
        let Self::Assumption { origin, name } = self else { return None };
        assumption(world, *origin, name).map(|a| (a.low, a.high))
    }

    /// The least and the most it may be.
    pub fn bounds(&self, x: &Scenario) -> (f64, f64) {
        let any = (f64::NEG_INFINITY, f64::INFINITY);
        match self {
            Self::Lever { field, .. } if self.value(x).is_some() => {
                let mut entry = self.entry(x).cloned();
                let numbers = entry.iter_mut().flat_map(|l| l.numbers(&x.world));
                numbers.into_iter().find(|n| n.name == field).map_or(any, |n| (n.least, n.most))
            }
            _ => self.range(&x.world).unwrap_or(any),
        }
    }

    /// Its value; none for a lever that the scenario does not have.
    pub fn value(&self, x: &Scenario) -> Option<f64> {
        match self {
            Self::Lever { field, .. } => {
                let mut entry = self.entry(x)?.clone();
                entry.numbers(&x.world).into_iter().find(|n| n.name == field)?.value.get()
            }
            Self::Assumption { origin, name } => assumption(&x.world, *origin, name).map(|a| a.value),
        }
    }

    /// The lever's entry of the timeline.
    fn entry<'x>(&self, x: &'x Scenario) -> Option<&'x Lever> {
        let Self::Lever { lever, on, .. } = self else { return None };
        x.timeline.iter().find(|(date, l)| date == on && l.name() == *lever).map(|(_, l)| l)
    }

    /// The scenario without the lever's entry; as it stands for an assumption.
    pub fn without(&self, x: &Scenario) -> Scenario {
        let mut x = x.clone();
        if let Self::Lever { lever, on, .. } = self {
            x.timeline.retain(|(date, l)| date != on || l.name() != *lever);
        }
        x
    }

    /// Widens the range of the register so that it holds a value; a lever has none.
    pub fn widen(&self, x: &mut Scenario, value: f64) {
        let Self::Assumption { origin, name } = self else { return };
        let number = match origin {
            None => x.world.assumptions.get_mut(name),
            Some(o) => x.world.origins[*o].assumptions.get_mut(name),
        };
        if let Some(number) = number {
            (number.low, number.high) = (number.low.min(value), number.high.max(value));
        }
    }

    /// Sets it. Whether the scenario is still valid is another question: see [`Scenario::diagnostic`].
    pub fn set(&self, x: &mut Scenario, value: f64) -> Result<(), String> {
        match self {
            Self::Lever { lever, field, on } => {
                let entry = x.timeline.iter_mut().find(|(date, l)| date == on && l.name() == *lever);
                match entry {
                    Some((_, entry)) => {
                        let number = entry.numbers(&x.world).into_iter().find(|n| n.name == field);
                        number.ok_or(format!("{lever} has no number `{field}`"))?.value.set(value);
                    }
                    None => {
                        let added = serde_json::json!({ lever: { field: value } });
                        let added = serde_json::from_value(added).map_err(|e| format!("{lever}.{field}: {e}"))?;
                        let at = x.timeline.partition_point(|(date, _)| date <= on);
                        x.timeline.insert(at, (*on, added));
                    }
                }
            }
            Self::Assumption { origin, name } => {
                let number = match origin {
                    None => x.world.assumptions.get_mut(name),
                    Some(o) => x.world.origins[*o].assumptions.get_mut(name),
                };
                number.ok_or(format!("no assumption `{name}`"))?.value = value;
            }
        }
        Ok(())
    }
}

/// A number of the world's register, or of a sending state's.
fn assumption<'w>(world: &'w World, origin: Option<usize>, name: &str) -> Option<&'w Assumption> {
    let named = |(r, _): &(Requirement, &Assumption)| r.name == name;
    let found = match origin {
        None => world.assumptions.iter().find(named),
        Some(o) => world.origins.get(o)?.assumptions.iter().find(named),
    };
    found.map(|(_, a)| a)
}

fn names(world: &World) -> Vec<&'static str> {
    let first = world.origins.first().into_iter().flat_map(|o| o.assumptions.iter());
    world.assumptions.iter().map(|(r, _)| r.name).chain(first.map(|(r, _)| r.name)).collect()
}
