//! Reads the files of a folder into the data of the page.

use super::{
    BacktestData, EffectMethod, EffectRows, Fate, Figure, FitRow, MonthlySeries, ReportData, Response, ScoredSeries,
    SpreadRow, SummaryRow, VariedOver,
};
use crate::ensemble::{Finding, Interval, Places, level};
use crate::evidence::NAIVE;
use crate::host::{IndicatorId, Over};
use crate::report::folder::{ReportError, ResultFolder, Sheet};
use std::collections::BTreeMap;
use std::path::Path;

impl ReportData {
    /// Reads folders.
    pub fn read(folders: &[impl AsRef<Path>]) -> Result<Self, ReportError> {
        let mut m = Self {
            sources: Vec::new(),
            series: Vec::new(),
            lines: Vec::new(),
            fates: Vec::new(),
            spreads: Vec::new(),
            fits: Vec::new(),
            backtests: Vec::new(),
            responses: Vec::new(),
            effects: Vec::new(),
        };
        for folder in folders {
            let source = ResultFolder::open(folder.as_ref())?;
            if source.has("series.csv") {
                m.run(&source)?;
            }
            if source.has("compare.csv") {
                m.compare(&source)?;
            }
            m.others(&source)?;
            m.sources.push(source);
        }
        Ok(m)
    }

    /// A label that is not yet taken.
    fn label(&self, name: &str, source: &ResultFolder) -> String {
        let taken = |l: &str| self.series.iter().any(|c| c.label == l);
        let folder = source.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let tries = [name.to_owned(), format!("{name} ({folder})")].into_iter();
        let numbered = (2..).map(|n| format!("{name} ({folder}, {n})"));
        tries.chain(numbered).find(|l| !taken(l)).unwrap_or_default()
    }

    fn run(&mut self, source: &ResultFolder) -> Result<(), ReportError> {
        let Some(sheet) = source.sheet("series.csv")? else { return Ok(()) };
        let Some(given) = source.inputs.scenarios.first() else { return Ok(()) };
        let months = distinct(&sheet.texts("month")?);
        let values = intervals(&sheet, &months, |_| true)?;
        let first = months.len().saturating_sub(12);
        self.series.push(MonthlySeries {
            label: self.label(&given.name, source),
            given: given.clone(),
            world: source.world(given)?.clone(),
            reference: false,
            seeds: 1,
            places: places(source, None, &months)?,
            window: (months[first].clone(), months[months.len() - 1].clone()),
            months,
            values,
        });
        Ok(())
    }

    fn compare(&mut self, source: &ResultFolder) -> Result<(), ReportError> {
        let (Some(replicates), Some(summary)) = (source.sheet("compare.csv")?, source.sheet("summary.csv")?) else {
            return Ok(());
        };
        let reference = source.manifest["reference"].as_str().unwrap_or_default();
        let (scenario, month) = (replicates.texts("scenario")?, replicates.texts("month")?);
        let seed = replicates.texts("seed")?;
        let (named, from, to) = (summary.texts("scenario")?, summary.texts("from")?, summary.texts("to")?);
        for given in &source.inputs.scenarios {
            let of = |texts: &[&'_ str]| -> Vec<String> {
                let own = scenario.iter().zip(texts).filter(|(s, _)| **s == given.name).map(|(_, t)| *t);
                distinct(&own.collect::<Vec<_>>())
            };
            let months = of(&month);
            let Some(row) = named.iter().position(|n| *n == given.name).filter(|_| !months.is_empty()) else {
                continue;
            };
            self.series.push(MonthlySeries {
                label: self.label(&given.name, source),
                given: given.clone(),
                world: source.world(given)?.clone(),
                reference: given.name == reference,
                seeds: of(&seed).len(),
                values: intervals(&replicates, &months, |i| scenario[i] == given.name)?,
                places: places(source, Some(&given.name), &months)?,
                window: (from[row].to_owned(), to[row].to_owned()),
                months,
            });
        }
        let numbers = |name| summary.numbers(name);
        let (mean, mean_low, mean_high) = (numbers("mean")?, numbers("mean_low")?, numbers("mean_high")?);
        let (difference, low, high) = (numbers("difference")?, numbers("low")?, numbers("high")?);
        let (of_reference, seeds) = (numbers("reference")?, numbers("seeds")?);
        let (indicators, verdicts) = (summary.indicators()?, summary.texts("verdict")?);
        let agents = source.manifest["agents"].as_u64().unwrap_or(u64::MAX);
        let start = |name: &str| source.inputs.scenarios.iter().find(|g| g.name == name).map(|g| &g.start);
        for i in (0..summary.len()).filter(|i| named[*i] != reference) {
            let (of, difference) = ([mean[i], mean_low[i], mean_high[i]], [difference[i], low[i], high[i]]);
            let accumulates = indicators[i].over() == Over::Last;
            self.lines.push(SummaryRow {
                label: named[i].to_owned(),
                indicator: indicators[i],
                seeds: seeds[i] as usize,
                of,
                reference: of_reference[i],
                difference,
                finding: match accumulates && start(named[i]) != start(reference) {
                    true => Finding::NotComparable,
                    // Where all differences are zero, the reference is zero if the scenario is.
                    false => Finding::of(seeds[i] as usize, difference, zero(indicators[i], of)),
                },
                has_level: agents >= u64::from(indicators[i].level_from()),
                verdict: verdicts[i].to_owned(),
            });
        }
        Ok(())
    }

    /// Optional files of a comparison, and the folders of `sweep`, `threshold`, `sensitivity` and `backtest`.
    fn others(&mut self, source: &ResultFolder) -> Result<(), ReportError> {
        if let Some(s) = source.sheet("fates.csv")? {
            let (label, from, to) = (s.texts("scenario")?, s.texts("reference_fate")?, s.texts("fate")?);
            let (by, of) = (s.texts("by")?, s.texts("of")?);
            let (people, low, high) = (s.numbers("people")?, s.numbers("low")?, s.numbers("high")?);
            self.fates.extend((0..s.len()).map(|i| Fate {
                label: label[i].to_owned(),
                from: from[i].to_owned(),
                to: to[i].to_owned(),
                by: Some(by[i].to_owned()).filter(|by| by != "all"),
                of: of[i].to_owned(),
                people: [people[i], low[i], high[i]],
            }));
        }
        if let Some(s) = source.sheet("spread.csv")? {
            let (label, indicators) = (s.texts("scenario")?, s.indicators()?);
            let (from, which, difference) = (s.texts("source")?, s.texts("which")?, s.numbers("difference")?);
            for i in 0..s.len() {
                self.spreads.push(SpreadRow {
                    label: label[i].to_owned(),
                    indicator: indicators[i],
                    varied: match from[i] {
                        "seeds" => VariedOver::Seeds,
                        "parameters" => VariedOver::Parameters,
                        "structure" => VariedOver::Structure,
                        other => return Err(s.damaged(format!("`{other}` in column `source` is unknown"))),
                    },
                    which: which[i].to_owned(),
                    difference: difference[i],
                });
            }
        }
        if let Some(s) = source.sheet("equifinality.csv")? {
            let (label, indicators, fit) = (s.texts("scenario")?, s.indicators()?, s.numbers("fit")?);
            let (difference, low, high) = (s.numbers("difference")?, s.numbers("low")?, s.numbers("high")?);
            self.fits.extend((0..s.len()).map(|i| FitRow {
                label: label[i].to_owned(),
                indicator: indicators[i],
                fit: fit[i] as usize,
                difference: [difference[i], low[i], high[i]],
            }));
        }
        let label = source.inputs.scenarios.first().map_or_else(String::new, |g| g.name.clone());
        self.backtests.extend(backtest(source, &label)?);
        if source.has("sweep.csv") {
            self.responses.extend(sweep(source, &label)?);
        }
        if let Some(s) = source.sheet("threshold.csv")? {
            let parameter = s.heads().first().cloned().unwrap_or_default();
            let (dose, value) = (s.numbers(&parameter)?, s.numbers("value")?);
            let (low, high) = (s.numbers("low")?, s.numbers("high")?);
            let points = (0..s.len()).map(|i| (vec![dose[i]], [value[i], low[i], high[i]]));
            self.responses.push(Response {
                label: label.clone(),
                parameters: vec![parameter],
                indicator: None,
                crosses: source.manifest["crosses"].as_str().map(str::to_owned),
                points: points.collect(),
            });
        }
        if let Some(s) = source.sheet("sensitivity.csv")? {
            let (indicators, parameter) = (s.indicators()?, s.texts("parameter")?);
            let heads: Vec<String> = s.heads().iter().skip(2).take(4).cloned().collect();
            let method = match heads.first().map(String::as_str) {
                Some("mu_star") => EffectMethod::Morris,
                Some("first") => EffectMethod::Sobol,
                _ => return Err(s.damaged("its columns are those of no known method".to_owned())),
            };
            let numbers = heads.iter().map(|h| s.numbers(h)).collect::<Result<Vec<_>, _>>()?;
            for indicator in IndicatorId::ALL {
                let own = (0..s.len()).filter(|r| indicators[*r] == indicator && numbers.len() == 4);
                let rows = own.map(|r| (parameter[r].to_owned(), std::array::from_fn(|k| numbers[k][r])));
                let rows: Vec<_> = rows.collect();
                self.effects.push(EffectRows { label: label.clone(), indicator, method, heads: heads.clone(), rows });
            }
        }
        Ok(())
    }
}

fn backtest(source: &ResultFolder, label: &str) -> Result<Option<BacktestData>, ReportError> {
    let (Some(scores), Some(figures)) = (source.sheet("scores.csv")?, source.sheet("figures.csv")?) else {
        return Ok(None);
    };
    let of_figures = ["observed", "median", "low", "high", "crps"]
        .map(|c| figures.numbers(c))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let (of, when, from) = (figures.texts("series")?, figures.texts("when")?, figures.texts("source")?);
    let unit = figures.texts("unit")?;
    let columns = ["difference_percent", "within_90_percent", "within_90_percent_and_tolerance", "crps_percent"];
    let numbers = columns.map(|c| scores.numbers(c)).into_iter().collect::<Result<Vec<_>, _>>()?;
    let pair = |name: &&str| {
        Ok([scores.numbers(&format!("{name}_percent"))?, scores.numbers(&format!("crps_percent_beside_{name}"))?])
    };
    let naive = NAIVE.iter().map(pair).collect::<Result<Vec<_>, ReportError>>()?;
    let (name, meaning) = (scores.texts("series")?, scores.texts("meaning")?);
    let series = |i: usize| {
        let own: Vec<usize> = (0..figures.len()).filter(|f| of[*f] == name[i]).collect();
        let figure = |f: &usize| Figure {
            when: when[*f].to_owned(),
            source: from[*f].to_owned(),
            numbers: std::array::from_fn(|k| of_figures[k][*f]),
        };
        ScoredSeries {
            name: name[i].to_owned(),
            meaning: meaning[i].to_owned(),
            unit: own.first().map_or_else(String::new, |f| unit[*f].to_owned()),
            scores: std::array::from_fn(|k| numbers[k][i]),
            naive: naive.iter().map(|[naive, own]| [naive[i], own[i]]).collect(),
            figures: own.iter().map(figure).collect(),
        }
    };
    Ok(Some(BacktestData { label: label.to_owned(), series: (0..scores.len()).map(series).collect() }))
}

fn sweep(source: &ResultFolder, label: &str) -> Result<Vec<Response>, ReportError> {
    let Some(s) = source.sheet("summary.csv")? else { return Ok(Vec::new()) };
    let parameters: Vec<String> = s.heads().iter().skip(1).take_while(|h| *h != "indicator").cloned().collect();
    let with_values = parameters.iter().map(|k| s.numbers(k)).collect::<Result<Vec<_>, _>>()?;
    let (indicators, mean) = (s.indicators()?, s.numbers("mean")?);
    let (low, high) = (s.numbers("mean_low")?, s.numbers("mean_high")?);
    let response = |indicator: IndicatorId| {
        let own = (0..s.len()).filter(|r| indicators[*r] == indicator && with_values.iter().all(|t| t[*r].is_finite()));
        let points = own.map(|r| (with_values.iter().map(|t| t[r]).collect(), [mean[r], low[r], high[r]]));
        Response {
            label: label.to_owned(),
            parameters: parameters.clone(),
            indicator: Some(indicator),
            crosses: None,
            points: points.collect(),
        }
    };
    Ok(IndicatorId::ALL.into_iter().map(response).collect())
}

/// True if every value of a sample is zero, by its mean and interval.
fn zero(indicator: IndicatorId, [mean, low, high]: [f64; 3]) -> bool {
    let positive = indicator.range().ends().0 >= 0.0;
    mean == 0.0 && (positive || !low.is_finite() || (low == 0.0 && high == 0.0))
}

/// Texts, each once, in the order of their first.
fn distinct(texts: &[&str]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    texts.iter().filter(|t| seen.insert(**t)).map(|t| (*t).to_owned()).collect()
}

/// Means over the rows of a tidy table, by indicator and month.
fn intervals(sheet: &Sheet, months: &[String], own: impl Fn(usize) -> bool) -> Result<Vec<Vec<Interval>>, ReportError> {
    let place: BTreeMap<&str, usize> = months.iter().enumerate().map(|(i, m)| (m.as_str(), i)).collect();
    let (month, indicators, value) = (sheet.texts("month")?, sheet.indicators()?, sheet.numbers("value")?);
    let mut all = vec![vec![Vec::new(); months.len()]; IndicatorId::COUNT];
    for i in (0..sheet.len()).filter(|i| own(*i)) {
        if let Some(m) = place.get(month[i]) {
            all[indicators[i].index()][*m].push(value[i]);
        }
    }
    Ok(IndicatorId::ALL.iter().zip(&all).map(|(i, of)| of.iter().map(|v| level(*i, v)).collect()).collect())
}

/// Places by month.
fn places(source: &ResultFolder, scenario: Option<&str>, months: &[String]) -> Result<Vec<Places>, ReportError> {
    let read = |file: &str, columns: &[&str]| -> Result<Vec<Vec<Vec<f64>>>, ReportError> {
        let Some(s) = source.sheet(file)? else { return Ok(Vec::new()) };
        let month = s.texts("month")?;
        let of = if scenario.is_some() { s.texts("scenario")? } else { Vec::new() };
        let numbers = columns.iter().map(|c| s.numbers(c)).collect::<Result<Vec<_>, _>>()?;
        let mut all = vec![Vec::new(); months.len()];
        let place: BTreeMap<&str, usize> = months.iter().enumerate().map(|(i, m)| (m.as_str(), i)).collect();
        for i in (0..s.len()).filter(|i| scenario.is_none_or(|name| of[*i] == name)) {
            if let Some(m) = place.get(month[i]) {
                all[*m].push(numbers.iter().map(|n| n[i]).collect());
            }
        }
        Ok(all)
    };
    let regions = read("regions.csv", &crate::run::places::REGION)?;
    let homes = read("homes.csv", &crate::run::places::HOME)?;
    let moves = read("moves.csv", &["people"])?;
    let there = regions.len().min(homes.len()).min(moves.len());
    let place = |m: usize| Places {
        regions: regions[m].iter().map(|r| std::array::from_fn(|k| r[k])).collect(),
        homes: homes[m].iter().map(|h| std::array::from_fn(|k| h[k])).collect(),
        moves: moves[m].iter().map(|v| v[0]).collect(),
    };
    Ok((0..there).map(place).collect())
}
