//! What a study varies.

use super::error::StudyError;
use crate::ensemble::design::Vary;
use crate::scenario::{Parameter, Scenario};

/// Parameters at most: a Sobol' sequence has 256 dimensions.
const MOST_PARAMETERS: usize = 250;

/// Names of parameters of a scenario, each with its unit.
pub(super) fn units<'n>(names: &'n [String], x: &Scenario) -> Vec<(&'n str, String)> {
    let unit = |name: &str| Parameter::parse(name, x).map_or_else(|_| String::new(), |p| p.unit(&x.world).to_owned());
    names.iter().map(|name| (name.as_str(), unit(name))).collect()
}

/// Reads what is to vary; a parameter may be named once.
pub(super) fn varied(texts: &[String], x: &Scenario) -> Result<Vec<Vary>, StudyError> {
    let mut varied: Vec<Vary> = Vec::new();
    for text in texts {
        let vary = Vary::parse(text, x).map_err(|e| StudyError::Invalid(format!("--vary {e}")))?;
        if varied.iter().any(|v| v.parameter == vary.parameter) {
            return Err(StudyError::Invalid(format!("--vary {text}: varied twice")));
        }
        varied.push(vary);
    }
    match varied.len() {
        0..=MOST_PARAMETERS => Ok(varied),
        many => Err(StudyError::Invalid(format!("{many} parameters; at most {MOST_PARAMETERS} can vary"))),
    }
}
