//! The clock of the wall, read here alone. It dates a folder and a comparison of engines; no number depends on it.

/// Now, in UTC: `YYYY-MM-DDThh:mm:ssZ`.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
