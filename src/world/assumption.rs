//! An uncertain number: its value, its range, its unit, and where it comes from.

use super::Words;
use crate::config::Diagnostic;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub enum Status {
    /// Read in the named source.
    Found,
    /// Arithmetic on found numbers.
    Derived,
    /// A prior: remembered or judged.
    Recalled,
    /// A prior that was fitted to the record; the source names the record.
    Fitted,
}

/// One number of the register.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// The value used.
    pub value: f64,
    /// Lowest value thought possible.
    pub low: f64,
    /// Highest value thought possible.
    pub high: f64,
    /// Unit, such as `host currency a month` with the name of the currency; a wrong one is refused with the right one.
    pub unit: String,
    /// How it is known.
    pub status: Status,
    /// Where it comes from.
    pub source: String,
}

/// The requirements of the program for a number of the register.
pub struct Requirement {
    /// Its name.
    pub name: &'static str,
    /// Its meaning, a template.
    pub meaning: &'static str,
    /// The unit it must be given in, a template.
    pub unit: &'static str,
    /// The least it may be.
    pub least: f64,
    /// The most it may be.
    pub most: f64,
    /// True for a level, which belongs to a place and a time: people, jobs, money, rates of exchange, law and its
    /// practice, shares and trends of a place. False for behaviour: how people, markets and governments respond.
    pub level: bool,
}

impl Requirement {
    /// True for a nominal amount of the host currency; not for the elasticity or the logarithm of one.
    pub fn is_host_money(&self) -> bool {
        is_host_money(self.unit)
    }
}

impl Requirement {
    /// With bounds in the units of the accounts, whose money units these are.
    pub fn in_units(self, host: f64, home: f64) -> Self {
        let of = unit_of(self.unit, host, home);
        Self { least: self.least * of, most: self.most * of, ..self }
    }
}

/// What a number of a unit is divided by when it enters the accounts.
pub(super) fn unit_of(unit: &str, host: f64, home: f64) -> f64 {
    let of = |currency: &str| !unit.starts_with("log") && unit.split(' ').any(|word| word == currency);
    match (of("{host_currency}"), of("{home_currency}")) {
        (true, _) => host,
        (_, true) => home,
        _ => 1.0,
    }
}

/// True if a unit is a nominal amount of the host currency, such as `{host_currency} a month`.
pub(super) fn is_host_money(unit: &str) -> bool {
    !unit.starts_with("log") && unit.split(' ').any(|word| word == "{host_currency}")
}

impl Assumption {
    /// Multiplies it and its range: what was found becomes arithmetic on it.
    pub fn scale(&mut self, times: f64) {
        for number in [&mut self.value, &mut self.low, &mut self.high] {
            *number *= times;
        }
        if self.status == Status::Found {
            self.status = Status::Derived;
        }
        self.source += &format!("; times {times}");
    }

    /// Its problems; `at` is the path of its register. The unit is in the words of the world.
    pub fn diagnostics(&self, required: &Requirement, at: &str, words: &Words) -> Vec<Diagnostic> {
        let field = |f: &str| format!("{at}assumptions.{}.{f}", required.name);
        let (mut found, wanted) = (Vec::new(), words.fill(required.unit));
        if self.unit != wanted {
            found.push(Diagnostic::new(
                field("unit"),
                format!("unit `{}`", self.unit),
                format!("the unit is `{wanted}`"),
            ));
        }
        for (name, number) in [("value", self.value), ("low", self.low), ("high", self.high)] {
            if !(required.least..=required.most).contains(&number) {
                let help = format!("between {} and {} {wanted}", required.least, required.most);
                found.push(Diagnostic::new(field(name), format!("{number} is out of range"), help));
            }
        }
        if found.is_empty() && !(self.low <= self.value && self.value <= self.high) {
            let help = format!("between low {} and high {}", self.low, self.high);
            found.push(Diagnostic::new(field("value"), "the value is outside its own range", help));
        }
        if self.source.trim().is_empty() {
            found.push(Diagnostic::new(
                field("source"),
                "no source is given",
                "name the source, or state that it is a prior",
            ));
        }
        found
    }
}

/// Declares a register: a struct of [`Assumption`]s as in a world file, a struct of plain values for the equations, and
/// the requirements of each; `levels` names those that are no behaviour.
macro_rules! register {
    ($all:ident, $values:ident; levels $($level:ident)*; $($(#[doc = $doc:literal])+ $name:ident: $unit:literal, $least:literal ..= $most:literal;)*) => {
        /// Every uncertain number of the kind.
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $all { $($(#[doc = $doc])+ pub $name: Assumption,)* }

        /// The values of the register.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $values { $($(#[doc = $doc])+ pub $name: f64,)* }

        impl $all {
            /// Names of the levels.
            const LEVELS: &[&str] = &[$(stringify!($level)),*];

            /// The values alone.
            pub fn values(&self) -> $values {
                $values { $($name: self.$name.value,)* }
            }

            /// The values in units of the accounts: nominal amounts divided by the money units of host and home currency.
            pub fn in_units(&self, host: f64, home: f64) -> $values {
                $values { $($name: self.$name.value / $crate::world::assumption::unit_of($unit, host, home),)* }
            }

            /// A number by its name.
            pub fn get_mut(&mut self, name: &str) -> Option<&mut Assumption> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }

            /// The levels.
            pub fn levels(&self) -> Vec<&Assumption> {
                vec![$(&self.$level),*]
            }

            /// Multiplies every nominal amount of the host currency.
            pub fn scale_money(&mut self, times: f64) {
                $(if $crate::world::assumption::is_host_money($unit) {
                    self.$name.scale(times);
                })*
            }

            /// Puts units that are inherited in the words of another world into those of this one.
            pub fn reword(&mut self, from: &$crate::world::Words, to: &$crate::world::Words) {
                $(if self.$name.unit == from.fill($unit) {
                    self.$name.unit = to.fill($unit).into_owned();
                })*
            }

            /// Each number with its requirements.
            pub fn iter(&self) -> impl Iterator<Item = (Requirement, &Assumption)> {
                [$((Requirement {
                    name: stringify!($name),
                    meaning: concat!($($doc),+).trim_ascii_start(),
                    unit: $unit,
                    least: $least as f64,
                    most: $most as f64,
                    level: Self::LEVELS.contains(&stringify!($name)),
                }, &self.$name)),*].into_iter()
            }
        }
    };
}
pub(super) use register;
