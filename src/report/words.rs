//! Short names of indicators, and levers as scenarios write them.

use crate::host::{INDICATORS, Indicator};
use crate::scenario::Lever;
use serde_json::Value;

/// Titles of what the page speaks of most; others go by their meaning.
const TITLES: [(&str, &str); 37] = [
    ("in_russia", "Migrants in Russia"),
    ("counted_in_russia", "In Russia, by Russia’s own count"),
    ("departures", "Departures for Russia"),
    ("returns", "Returns from Russia"),
    ("refused", "Varied back at the border"),
    ("employed", "In work, of those at large in Russia"),
    ("irregular", "Without valid papers"),
    ("detained", "In camps"),
    ("expelled", "Expelled"),
    ("entry_bars", "Entry bars issued"),
    ("barred", "Under an entry bar"),
    ("barred_at_home", "Under an entry bar, at home"),
    ("earned", "Wages earned in Russia"),
    ("savings_lost", "Savings lost at removal"),
    ("in_debt", "In debt, of the pool"),
    ("sent_per_migrant", "Sent home by a migrant"),
    ("remittances_usd", "Remittances"),
    ("remittances_pct_gdp", "Remittances, of GDP"),
    ("gdp_real", "Product at constant prices"),
    ("poverty", "Poverty"),
    ("home_joblessness", "Joblessness of the pool at home"),
    ("reserves", "Reserves"),
    ("disposable_income", "National disposable income"),
    ("roubles_per_dollar", "Roubles per dollar"),
    ("unfilled_jobs", "Unfilled jobs in Russia"),
    ("output_lost", "Output lost in Russia"),
    ("enforcement_cost", "Cost of enforcement"),
    ("image", "Moscow's image"),
    ("opinion", "Russians who want fewer migrants"),
    ("fear", "Fear"),
    ("protesters", "Protesters"),
    ("recruits_expected", "Recruits to be expected"),
    ("crisis_risk", "Risk of a crisis"),
    ("overthrow_risk", "Risk of an overthrow"),
    ("concession_probability", "Probability of a concession"),
    ("credibility", "Credibility of threats"),
    ("alignment", "Alignment of third states"),
];

/// The title of an indicator.
pub fn title(indicator: usize) -> &'static str {
    let Indicator { name, meaning, .. } = INDICATORS[indicator];
    TITLES.iter().find(|(n, _)| *n == name).map_or(meaning.trim_end_matches('.'), |(_, title)| title)
}

/// A lever as a scenario writes it; long lists are cut.
pub fn lever(lever: &Lever) -> String {
    let text = match serde_json::to_value(lever) {
        Ok(Value::Object(map)) => map.into_iter().next(),
        _ => None,
    };
    let Some((name, Value::Object(fields))) = text else { return lever.name() };
    let fields = fields.iter().filter_map(|(field, v)| Some(format!("{field}: {}", plain(v)?)));
    format!("{name}({})", fields.collect::<Vec<_>>().join(", "))
}

fn plain(v: &Value) -> Option<String> {
    match v {
        Value::Null => None,
        Value::Array(all) if all.is_empty() => None,
        Value::Array(all) => {
            let shown = all.iter().take(4).filter_map(plain).collect::<Vec<_>>().join(", ");
            Some(if all.len() > 4 { format!("[{shown}, … {} values]", all.len()) } else { format!("[{shown}]") })
        }
        Value::Number(n) => Some(n.as_f64().map_or_else(|| n.to_string(), super::numbers::cell)),
        Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    }
}

/// An identifier such as `home_working` in words.
pub fn spaced(name: &str) -> String {
    name.replace('_', " ")
}
