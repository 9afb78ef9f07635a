//! Short names of indicators, which are templates, and levers as scenarios write them.

use crate::host::IndicatorId;
use crate::host::ids::*;
use crate::scenario::Lever;
use serde_json::Value;

/// Titles of the main indicators; for others the meaning is the title.
const TITLES: [(IndicatorId, &str); 39] = [
    (ABROAD, "Migrants in {host}"),
    (COUNTED_BY_HOST, "In {host}, by its own count"),
    (DEPARTURES, "Departures for {host}"),
    (RETURNS, "Returns from {host}"),
    (REFUSED, "Turned back at the border"),
    (EMPLOYED, "In work, of those at large in {host}"),
    (IRREGULAR, "Without valid papers"),
    (CHECKS, "Police checks"),
    (ARRESTS, "Arrests"),
    (DETAINED, "In camps"),
    (EXPELLED, "Expelled"),
    (ENTRY_BARS, "Bar decisions"),
    (BARRED, "People under an entry bar"),
    (BARRED_AT_HOME, "People under an entry bar, at home"),
    (EARNED, "Wages earned in {host}"),
    (SAVINGS_LOST, "Savings lost at removal"),
    (IN_DEBT, "In debt, of the pool"),
    (SENT_PER_MIGRANT, "Sent home by a migrant"),
    (REMITTANCES_USD, "Remittances"),
    (REMITTANCES_PCT_GDP, "Remittances, of GDP"),
    (GDP_REAL, "Product at constant prices"),
    (POVERTY, "Poverty"),
    (HOME_JOBLESSNESS, "Joblessness of the pool at home"),
    (RESERVES, "Reserves"),
    (DISPOSABLE_INCOME, "National disposable income"),
    (HOST_PER_DOLLAR, "{Host_currency} per dollar"),
    (UNFILLED_JOBS, "Unfilled jobs in {host}"),
    (OUTPUT_LOST, "Output lost in {host}"),
    (ENFORCEMENT_COST, "Cost of enforcement on these migrants"),
    (IMAGE, "{Host_capital}'s image"),
    (OPINION, "{Host_people} who want fewer migrants"),
    (FEAR, "Fear"),
    (PROTESTERS, "Protesters"),
    (RECRUITS_EXPECTED, "Expected recruits"),
    (CRISIS_RISK, "Risk of a crisis"),
    (OVERTHROW_RISK, "Risk of an overthrow"),
    (CONCESSION_PROBABILITY, "Probability of a concession"),
    (CREDIBILITY, "Credibility of threats"),
    (ALIGNMENT, "Alignment of third states"),
];

/// The title of an indicator, a template.
pub fn title(indicator: IndicatorId) -> &'static str {
    let own = TITLES.iter().find(|(id, _)| *id == indicator);
    own.map_or(indicator.meaning().trim_end_matches('.'), |(_, title)| title)
}

/// A lever as a scenario writes it; long lists are cut.
pub fn lever(lever: &Lever) -> String {
    let text = match serde_json::to_value(lever) {
        Ok(Value::Object(map)) => map.into_iter().next(),
        _ => None,
    };
    let Some((name, Value::Object(fields))) = text else { return lever.name().to_owned() };
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
