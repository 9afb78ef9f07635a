//! Numbers of the command line.

/// Reads a number of agents: `1500000`, `1_500_000`, `1.5e6`.
pub fn agents(text: &str) -> Result<u32, String> {
    let number: f64 = text.replace('_', "").parse().map_err(|_| "a whole number such as 100000 or 1.5e6".to_owned())?;
    if number.fract() != 0.0 || number < 1.0 {
        return Err("at least one agent, and a whole number of them".to_owned());
    }
    if number > f64::from(u32::MAX) {
        return Err(format!("at most {} agents: an agent's index has 32 bits", u32::MAX));
    }
    Ok(number as u32)
}

/// Reads a number of threads.
pub fn threads(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n <= 1024).ok_or_else(|| "a whole number from 0 to 1024".to_owned())
}

/// Reads a number of months: `6mo`, `1y`; 0 for `never`.
pub fn months(text: &str) -> Result<u32, String> {
    if text == "never" {
        return Ok(0);
    }
    let span: Option<jiff::Span> = text.parse().ok();
    let months = span.map(|s| (s, i32::from(s.get_years()) * 12 + s.get_months()));
    let whole = months
        .filter(|(s, n)| *n > 0 && *s == jiff::Span::new().years(s.get_years()).months(s.get_months()).fieldwise());
    whole.map(|(_, n)| n as u32).ok_or_else(|| "whole months such as 6mo, 1y, or `never`".to_owned())
}
