//! The option that says how series go on outside the months that their tables state.

use musofir::world::Extrapolate;

/// How series go on.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum HowArg {
    /// The first or last value goes on.
    Hold,
    /// The mean growth of the first or last 36 months goes on.
    Trend,
}

/// How series go on outside their ranges.
#[derive(clap::Args)]
pub struct ExtrapolateArgs {
    /// How series go on outside the months that their tables state; without it such a scenario is refused, unless it says
    /// so itself.
    #[arg(long, value_enum, value_name = "HOW")]
    extrapolate: Option<HowArg>,
}

impl ExtrapolateArgs {
    /// What the library takes.
    pub fn how(&self) -> Option<Extrapolate> {
        self.extrapolate.map(|how| match how {
            HowArg::Hold => Extrapolate::Hold,
            HowArg::Trend => Extrapolate::Trend,
        })
    }
}
