//! Reads the files of a folder into the data of the page.

use super::places::places;
use super::{
    BacktestData, EffectMethod, EffectRows, Fate, Figure, FitRow, MonthlySeries, ReportData, Response, ScoredSeries,
    SpreadRow, SummaryRow, VariedOver,
};
use crate::common::calendar::{self, Calendar, is_whole};
use crate::ensemble::{Finding, Interval, level};
use crate::evidence::{MODEL, NAIVE};
use crate::host::{IndicatorId, Over};
use crate::output::Given;
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
            let labels = if source.has("compare.csv") { m.compare(&source)? } else { BTreeMap::new() };
            m.others(&source, &labels)?;
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
        let months = distinct(&sheet.months("month")?);
        let values = intervals(&sheet, &months, |_| true)?;
        let days = days(given, &months);
        // The last twelve whole months; of a run without one, all there is.
        let whole: Vec<usize> = (0..months.len()).filter(|m| is_whole(&months[*m], days[*m])).collect();
        let (first, last) = match whole.last() {
            Some(last) => (whole[whole.len().saturating_sub(12)], *last),
            None => (0, months.len().saturating_sub(1)),
        };
        self.series.push(MonthlySeries {
            label: self.label(&given.name, source),
            given: given.clone(),
            world: source.world(given)?.clone(),
            reference: false,
            against: None,
            seeds: 1,
            places: places(source, None, source.world(given)?, &months)?,
            window: (months[first].clone(), months[last].clone()),
            days,
            months,
            values,
        });
        Ok(())
    }

    /// Reads a comparison; returns the label of each scenario by its name.
    fn compare(&mut self, source: &ResultFolder) -> Result<BTreeMap<String, String>, ReportError> {
        let mut labels = BTreeMap::new();
        let (Some(replicates), Some(summary)) = (source.sheet("compare.csv")?, source.sheet("summary.csv")?) else {
            return Ok(labels);
        };
        let reference = source.manifest["reference"].as_str().unwrap_or_default();
        let (scenario, month) = (replicates.texts("scenario")?, replicates.months("month")?);
        let seed = replicates.texts("seed")?;
        let (named, from, to) =
            (summary.texts("scenario")?, summary.months("first_month")?, summary.months("last_month")?);
        for given in &source.inputs.scenarios {
            let of = |texts: &[&'_ str]| -> Vec<String> {
                let own = scenario.iter().zip(texts).filter(|(s, _)| **s == given.name).map(|(_, t)| *t);
                distinct(&own.collect::<Vec<_>>())
            };
            let months = of(&month);
            let Some(row) = named.iter().position(|n| *n == given.name).filter(|_| !months.is_empty()) else {
                continue;
            };
            let label = self.label(&given.name, source);
            labels.insert(given.name.clone(), label.clone());
            self.series.push(MonthlySeries {
                label,
                given: given.clone(),
                world: source.world(given)?.clone(),
                reference: given.name == reference,
                against: None,
                seeds: of(&seed).len(),
                values: intervals(&replicates, &months, |i| scenario[i] == given.name)?,
                places: places(source, Some(&given.name), source.world(given)?, &months)?,
                window: (from[row].to_owned(), to[row].to_owned()),
                days: days(given, &months),
                months,
            });
        }
        let own = self.series.iter_mut().filter(|c| labels.get(&c.given.name) == Some(&c.label) && !c.reference);
        own.for_each(|c| c.against = labels.get(reference).cloned());
        let numbers = |name| summary.numbers(name);
        let (mean, mean_low, mean_high) = (numbers("mean")?, numbers("mean_low")?, numbers("mean_high")?);
        let (difference, low, high) = (numbers("difference")?, numbers("low")?, numbers("high")?);
        let (of_reference, seeds) = (numbers("reference_mean")?, numbers("seeds")?);
        let (indicators, verdicts) = (summary.indicators()?, summary.texts("verdict")?);
        let agents = source.manifest["agents"].as_u64().unwrap_or(u64::MAX);
        let start = |name: &str| source.inputs.scenarios.iter().find(|g| g.name == name).map(|g| &g.start);
        for i in (0..summary.len()).filter(|i| named[*i] != reference) {
            let (of, difference) = ([mean[i], mean_low[i], mean_high[i]], [difference[i], low[i], high[i]]);
            let accumulates = indicators[i].over() == Over::Last;
            self.lines.push(SummaryRow {
                label: labelled(&labels, named[i]),
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
        Ok(labels)
    }

    /// Optional files of a comparison, and the folders of `sweep`, `threshold`, `sensitivity` and `backtest`.
    fn others(&mut self, source: &ResultFolder, labels: &BTreeMap<String, String>) -> Result<(), ReportError> {
        if let Some(s) = source.sheet("fates.csv")? {
            let (label, from, to) = (s.texts("scenario")?, s.texts("reference_fate")?, s.texts("fate")?);
            let (by, of) = (s.texts("attribute")?, s.texts("category")?);
            let (people, low, high) = (s.numbers("people")?, s.numbers("low")?, s.numbers("high")?);
            self.fates.extend((0..s.len()).map(|i| Fate {
                label: labelled(labels, label[i]),
                from: from[i].to_owned(),
                to: to[i].to_owned(),
                by: Some(by[i].to_owned()).filter(|by| by != "all"),
                of: of[i].to_owned(),
                people: [people[i], low[i], high[i]],
            }));
        }
        if let Some(s) = source.sheet("spread.csv")? {
            let (label, indicators) = (s.texts("scenario")?, s.indicators()?);
            let (from, which, difference) = (s.texts("source")?, s.texts("variant")?, s.numbers("difference")?);
            for i in 0..s.len() {
                self.spreads.push(SpreadRow {
                    label: labelled(labels, label[i]),
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
                label: labelled(labels, label[i]),
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
            let parameter = s.texts("parameter")?.first().map_or_else(String::new, |name| (*name).to_owned());
            let (dose, value) = (s.numbers("dose")?, s.numbers("value")?);
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
            let heads: Vec<String> = s.heads().iter().skip(3).take(4).cloned().collect();
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

/// A back-test: the model's rows, and of each series the benchmarks' scores with the model's on the same figures.
fn backtest(source: &ResultFolder, label: &str) -> Result<Option<BacktestData>, ReportError> {
    let (Some(scores), Some(figures)) = (source.sheet("scores.csv")?, source.sheet("figures.csv")?) else {
        return Ok(None);
    };
    let of_figures = ["observed", "median", "low", "high", "crps"]
        .map(|c| figures.numbers(c))
        .into_iter()
        .collect::<Result<Vec<_>, _>>()?;
    let (of, forecast, from) = (figures.texts("series")?, figures.texts("forecast")?, figures.texts("source")?);
    let (unit, periods) = (figures.texts("unit")?, figures.periods()?);
    let columns = ["difference_percent", "within_90_percent", "within_90_percent_and_tolerance", "crps_percent"];
    let numbers = columns.map(|c| scores.numbers(c)).into_iter().collect::<Result<Vec<_>, _>>()?;
    let on_same = scores.numbers("model_crps_percent")?;
    let (name, meaning, scored) = (scores.texts("series")?, scores.texts("meaning")?, scores.texts("forecast")?);
    let series = |i: usize| {
        let own: Vec<usize> = (0..figures.len()).filter(|f| of[*f] == name[i] && forecast[*f] == MODEL).collect();
        let figure = |f: &usize| Figure {
            when: periods[*f].to_string(),
            source: from[*f].to_owned(),
            numbers: std::array::from_fn(|k| of_figures[k][*f]),
        };
        let naive = |benchmark: &&str| {
            let row = (0..scores.len()).find(|r| name[*r] == name[i] && scored[*r] == *benchmark);
            row.map_or([f64::NAN; 2], |r| [numbers[3][r], on_same[r]])
        };
        ScoredSeries {
            name: name[i].to_owned(),
            meaning: meaning[i].to_owned(),
            unit: own.first().map_or_else(String::new, |f| unit[*f].to_owned()),
            scores: std::array::from_fn(|k| numbers[k][i]),
            naive: NAIVE.iter().map(naive).collect(),
            figures: own.iter().map(figure).collect(),
        }
    };
    let series = (0..scores.len()).filter(|i| scored[*i] == MODEL).map(series);
    Ok(Some(BacktestData { label: label.to_owned(), series: series.collect() }))
}

fn sweep(source: &ResultFolder, label: &str) -> Result<Vec<Response>, ReportError> {
    let Some(s) = source.sheet("summary.csv")? else { return Ok(Vec::new()) };
    let parameters: Vec<String> =
        s.heads().iter().skip(1).take_while(|h| *h != "reference_scenario").cloned().collect();
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

/// Days of each month within the dates of a scenario.
fn days(given: &Given, months: &[String]) -> Vec<u32> {
    let dates = calendar::parse(&given.start).zip(calendar::parse(&given.end));
    let spans = dates.map_or_else(Vec::new, |(start, end)| Calendar { start, end }.months());
    let of = |month: &String| spans.iter().find(|s| s.month() == *month).map_or(0, |s| s.dates().count() as u32);
    months.iter().map(of).collect()
}

/// The label of a scenario of a comparison: another folder of the page may hold one of the same name.
fn labelled(labels: &BTreeMap<String, String>, name: &str) -> String {
    labels.get(name).cloned().unwrap_or_else(|| name.to_owned())
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
    let (month, indicators, value) = (sheet.months("month")?, sheet.indicators()?, sheet.numbers("value")?);
    let mut all = vec![vec![Vec::new(); months.len()]; IndicatorId::COUNT];
    for i in (0..sheet.len()).filter(|i| own(*i)) {
        if let Some(m) = place.get(month[i]) {
            all[indicators[i].index()][*m].push(value[i]);
        }
    }
    Ok(IndicatorId::ALL.iter().zip(&all).map(|(i, of)| of.iter().map(|v| level(*i, v, &[])).collect()).collect())
}
