//! Checks of a world: all problems at once, each at its field.

use super::series::kind::HOST_PER_DOLLAR;
use super::series::{Series, Side};
use super::{Origin, Words, World};
use crate::common::calendar::YEARS;
use crate::common::layout::{COMMUNITIES, DISTRICTS, HOME_REGIONS, ORIGINS, REGIONS, SECTORS};
use crate::config::{Diagnostic, suggest};

impl World {
    /// Every problem of the file.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut c = Checks(Vec::new());
        let words = Words::of(self);
        c.number("host.currency.unit", self.host.currency.unit, 1e-9, 1e9);
        c.counts(self);
        c.regions(self);
        c.camps(self);
        c.seasons(self);
        c.neighbours(self);
        c.0.extend(
            self.assumptions
                .iter()
                .flat_map(|(required, a)| a.diagnostics(&required.in_units(self.host.currency.unit, 1.0), "", &words)),
        );
        for (i, o) in self.origins.iter().enumerate() {
            c.0.extend(origin(o, &format!("origins[{i}]."), &Words::of_state(self, o)));
        }
        c.together(self);
        c.0
    }
}

/// Every problem of a sending state whose fields stand at a path.
pub(super) fn origin(o: &Origin, at: &str, words: &Words) -> Vec<Diagnostic> {
    let mut c = Checks(Vec::new());
    c.number(format!("{at}currency.unit"), o.currency.unit, 1e-9, 1e9);
    c.homes(o, at);
    c.0.extend(
        o.assumptions
            .iter()
            .flat_map(|(required, a)| a.diagnostics(&required.in_units(1.0, o.currency.unit), at, words)),
    );
    c.nation(o, at);
    c.0
}

struct Checks(Vec<Diagnostic>);

impl Checks {
    fn add(&mut self, field: impl Into<String>, title: impl Into<String>, help: impl Into<String>) {
        self.0.push(Diagnostic::new(field, title, help));
    }

    /// A finite number within bounds.
    fn number(&mut self, field: impl Into<String>, value: f64, least: f64, most: f64) {
        if !(least..=most).contains(&value) {
            self.add(field, format!("{value} is out of range"), format!("between {least} and {most}"));
        }
    }

    fn count(&mut self, field: &str, found: usize, least: usize, most: u32) {
        if found < least || found > most as usize {
            self.add(field, format!("{found} entries"), format!("between {least} and {most}"));
        }
    }

    fn sum(&mut self, field: &str, values: impl Iterator<Item = f64>) {
        let total: f64 = values.sum();
        if (total - 1.0).abs() >= 1e-6 || total.is_nan() {
            self.add(field, format!("shares sum to {total}"), "shares must sum to 1");
        }
    }

    fn unique<'a>(&mut self, field: &str, names: impl Iterator<Item = &'a String>) {
        let mut seen = std::collections::BTreeSet::new();
        for (i, name) in names.enumerate() {
            if !seen.insert(name) {
                self.add(format!("{field}[{i}].name"), format!("`{name}` is named twice"), "names must differ");
            }
        }
    }

    fn counts(&mut self, w: &World) {
        self.count("sectors", w.sectors.len(), SECTORS as usize, SECTORS);
        self.count("host_regions", w.host_regions.len(), 1, REGIONS);
        self.count("removal_districts", w.removal_districts.len(), 1, DISTRICTS);
        for (i, name) in w.removal_districts.iter().enumerate() {
            if w.removal_districts[..i].contains(name) {
                self.add(format!("removal_districts[{i}]"), format!("`{name}` is named twice"), "names must differ");
            }
        }
        self.unique("sectors", w.sectors.iter().map(|s| &s.name));
        self.unique("host_regions", w.host_regions.iter().map(|r| &r.name));
        self.unique("origins", w.origins.iter().map(|o| &o.name));
        self.unique("neighbours", w.neighbours.iter().map(|n| &n.name));
    }

    fn regions(&mut self, w: &World) {
        for (i, r) in w.host_regions.iter().enumerate() {
            let at = |f: &str| format!("host_regions[{i}].{f}");
            self.number(at("lat"), r.lat, -90.0, 90.0);
            self.number(at("lon"), r.lon, -180.0, 180.0);
            self.number(at("population"), r.population, 0.001, 1e6);
            self.number(at("wage"), r.wage, 0.05, 20.0);
            self.number(at("checks"), r.checks, 0.0, 1000.0);
            if r.demand.len() != w.sectors.len() {
                self.add(
                    at("demand"),
                    format!("{} numbers", r.demand.len()),
                    format!("one for each of {} sectors", w.sectors.len()),
                );
            }
            for (s, d) in r.demand.iter().enumerate() {
                self.number(format!("host_regions[{i}].demand[{s}]"), *d, 0.0, 1e7);
            }
            if !w.removal_districts.contains(&r.district) {
                let help = suggest(&r.district, w.removal_districts.iter().map(String::as_str));
                self.add(at("district"), format!("unknown district `{}`", r.district), help);
            }
        }
        if w.host_regions.iter().flat_map(|r| &r.demand).sum::<f64>() <= 0.0 {
            self.add("host_regions", "no region demands labour", "give weights by sector in `demand`");
        }
    }

    fn camps(&mut self, w: &World) {
        for (i, camp) in w.camps.iter().enumerate() {
            self.number(format!("camps[{i}].beds"), camp.beds, 0.0, 1e6);
            if w.region(&camp.region).is_none() {
                let help = suggest(&camp.region, w.host_regions.iter().map(|r| r.name.as_str()));
                self.add(format!("camps[{i}].region"), format!("unknown region `{}`", camp.region), help);
            }
        }
    }

    fn homes(&mut self, o: &Origin, at: &str) {
        self.count(&format!("{at}home_regions"), o.home_regions.len(), 1, HOME_REGIONS);
        self.unique(&format!("{at}home_regions"), o.home_regions.iter().map(|h| &h.name));
        for (i, h) in o.home_regions.iter().enumerate() {
            let field = |f: &str| format!("{at}home_regions[{i}].{f}");
            self.number(field("share"), h.share, 0.0, 1.0);
            self.number(field("communities"), f64::from(h.communities), 1.0, f64::from(COMMUNITIES));
        }
        self.sum(&format!("{at}home_regions"), o.home_regions.iter().map(|h| h.share));
        self.sum(&format!("{at}first_papers"), o.first_papers.iter().copied());
        for (i, share) in o.first_papers.iter().enumerate() {
            self.number(format!("{at}first_papers[{i}]"), *share, 0.0, 1.0);
        }
        self.number(format!("{at}jobs"), o.jobs, 0.0, 1e8);
        self.sum(&format!("{at}remittance_season"), o.remittance_season.iter().copied());
        for (m, share) in o.remittance_season.iter().enumerate() {
            self.number(format!("{at}remittance_season[{m}]"), *share, 0.0, 1.0);
        }
    }

    fn neighbours(&mut self, w: &World) {
        for (i, n) in w.neighbours.iter().enumerate() {
            self.number(format!("neighbours[{i}].abroad"), n.abroad, 0.0, 1e8);
            self.number(format!("neighbours[{i}].dependence"), n.dependence, 0.0, 2.0);
            self.number(format!("neighbours[{i}].alignment"), n.alignment, 0.0, 100.0);
        }
    }

    fn seasons(&mut self, w: &World) {
        let s = &w.seasons;
        for (name, hazards) in
            [("departure", &s.departure), ("homecoming", &s.homecoming), ("separation", &s.separation)]
        {
            for (m, h) in hazards.iter().enumerate() {
                self.number(format!("seasons.{name}[{m}]"), *h, 0.0, 0.9);
            }
        }
        for (i, sector) in w.sectors.iter().enumerate() {
            for (name, v, most) in [
                ("wage", sector.wage, 10.0),
                ("separation", sector.separation, 5.0),
                ("men", sector.men, 1e6),
                ("women", sector.women, 1e6),
            ] {
                self.number(format!("sectors[{i}].{name}"), v, 0.0, most);
            }
            for m in 0..12 {
                self.number(format!("sectors[{i}].hours[{m}]"), sector.hours[m], 0.0, 2.0);
                self.number(format!("sectors[{i}].demand[{m}]"), sector.demand[m], 0.0, 3.0);
            }
        }
    }

    /// The pool and its dependents are part of the nation.
    fn nation(&mut self, o: &Origin, at: &str) {
        let a = o.assumptions.values();
        self.number(format!("{at}population"), o.population, 1.0, 2e9);
        let people = a.pool * (1.0 + a.dependents);
        if people > o.population {
            let help = format!("{people:.0} people with dependents, of a nation of {:.0}", o.population);
            self.add(format!("{at}assumptions.pool.value"), "the pool is larger than the nation", help);
        }
        if a.started_abroad > a.pool {
            let field = format!("{at}assumptions.started_abroad.value");
            self.add(field, "more people abroad than in the pool", format!("at most {}", a.pool));
        }
    }

    /// Checks that concern the world and its origins together.
    fn together(&mut self, w: &World) {
        let a = w.assumptions.values();
        self.count("origins", w.origins.len(), 1, ORIGINS);
        self.count("origins", w.home_regions().count(), 1, HOME_REGIONS);
        self.count("origins", w.home_regions().map(|(_, h)| h.communities as usize).sum(), 1, COMMUNITIES);
        let (from, to) = w.valid;
        self.number("base", f64::from(w.base), f64::from(*YEARS.start()), f64::from(*YEARS.end()));
        if from > to {
            self.add("valid", format!("{from} comes after {to}"), "first and last year the world is meant for");
        }
        self.0.extend(w.exogenous.diagnostics(Side::Host, w.base, "series"));
        for (i, o) in w.origins.iter().enumerate() {
            self.0.extend(o.exogenous.diagnostics(Side::Home, w.base, &format!("origins[{i}].series")));
        }
        if w.origins.iter().map(|o| o.jobs).sum::<f64>() <= 0.0 {
            self.add("origins", "no sending state has jobs", "give jobs of its migrants in the base year in `jobs`");
        }
        let dearest = w.exogenous.get(HOST_PER_DOLLAR).map_or(f64::INFINITY, Series::least) / w.host.currency.unit;
        for (i, o) in w.origins.iter().map(Origin::accounts).enumerate() {
            if o.remittances_consumed * o.lcu_per_dollar / dearest >= 0.5 {
                let help = "state amounts in a larger unit of the home currency, such as thousands: one of the host currency must buy less than half of one";
                let field = format!("origins[{i}].assumptions.lcu_per_dollar.value");
                self.add(field, "the unit of the home currency is too small", help);
            }
        }
        for (name, of) in
            [("men", w.sectors.iter().map(|s| s.men).sum::<f64>()), ("women", w.sectors.iter().map(|s| s.women).sum())]
        {
            if of <= 0.0 {
                self.add("sectors", format!("no sector has a weight for {name}"), "give at least one a weight above 0");
            }
        }
        let paid =
            w.host_regions.iter().flat_map(|r| w.sectors.iter().zip(&r.demand).map(|(s, d)| s.wage * d)).sum::<f64>();
        if paid <= 0.0 {
            self.add("sectors", "no job pays a wage", "give sectors with demand a wage above 0");
        }
        for (name, sum) in [
            ("irregular_fine", a.arrest + a.irregular_fine + a.irregular_bribe),
            ("legal_fine", a.legal_fine + a.legal_bribe),
            ("bars_of_3_years", a.bars_of_3_years + a.bars_of_5_years),
            ("change_region", a.change_region + a.change_sector),
        ] {
            if sum > 1.0 {
                self.add(
                    format!("assumptions.{name}.value"),
                    format!("the outcomes of one draw sum to {sum}"),
                    "at most 1",
                );
            }
        }
    }
}
