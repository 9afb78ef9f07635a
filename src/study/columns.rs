//! The parameters that the columns of a user's table name: every column names one, and no two the same.

use super::error::StudyError;
use crate::scenario::{Parameter, Scenario};

/// The parameters of columns, in their order.
pub(super) fn parameters(source: &str, names: &[String], x: &Scenario) -> Result<Vec<Parameter>, StudyError> {
    let parsed: Result<Vec<_>, _> = names.iter().map(|name| Parameter::parse(name, x)).collect();
    let parsed = parsed.map_err(|e| StudyError::Invalid(format!("{source}: {e}")))?;
    apart(source, names, &parsed.iter().map(Some).collect::<Vec<_>>())?;
    Ok(parsed)
}

/// Refuses two columns that name one parameter, such as `RemovalSeats` and `RemovalSeats.per_day`.
pub(super) fn apart(source: &str, names: &[String], of: &[Option<&Parameter>]) -> Result<(), StudyError> {
    for (n, parameter) in of.iter().enumerate() {
        let twin = of[..n].iter().position(|other| parameter.is_some() && other == parameter);
        if let Some(twin) = twin {
            let why = format!("{source}: columns `{}` and `{}` name one parameter: remove one", names[twin], names[n]);
            return Err(StudyError::Invalid(why));
        }
    }
    Ok(())
}
