//! The border: which share of intended crossings passes, by origin and direction.
//!
//! A lever states a share, and seats a month for a state's people. Seats let pass `seats / wishes` of those whom the share
//! lets through. Wishes are the people who would cross an open border, moved to the season of the month: those who crossed
//! last month, and of the wishes before it the share that could not pass. After an open month they are its crossings;
//! after a shut one they stay what they were, so that a shut border can open again.

use super::OriginConditions;
use crate::scenario::Policy;
use crate::world::Seasons;

/// Hazards of a month (1 to 12) of those free to go, out and back.
fn season(seasons: &Seasons, month: i8) -> [f64; 2] {
    [seasons.departure, seasons.homecoming].map(|hazards| hazards[month as usize - 1])
}

/// Shares of an origin's wishes that pass, out and back.
pub fn passing(policy: &Policy, seasons: &Seasons, origin: usize, at: &OriginConditions, month: i8) -> [f64; 2] {
    let border = &policy.border[origin];
    let season = season(seasons, month);
    [0, 1].map(|way| {
        let share = border.shares[way];
        let wishes = at.wishes[way] * season[way] * share;
        match border.seats {
            Some(seats) if wishes > seats => share * seats / wishes,
            _ => share,
        }
    })
}

/// Wishes after a month with these crossings, of which the run covers `part`, when these shares passed.
pub fn wishes(
    seasons: &Seasons,
    at: &OriginConditions,
    month: i8,
    part: f64,
    crossed: [f64; 2],
    passed: [f64; 2],
) -> [f64; 2] {
    let season = season(seasons, month);
    [0, 1].map(|way| match season[way] > 0.0 {
        true => crossed[way] / part / season[way] + (1.0 - passed[way]) * at.wishes[way],
        false => at.wishes[way],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEASONS: Seasons = Seasons { departure: [0.1; 12], homecoming: [0.2; 12], separation: [0.0; 12] };

    fn at(wishes: f64) -> OriginConditions {
        OriginConditions {
            lcu_per_host: 1.0,
            prices: 1.0,
            buying_power: 1.0,
            home_jobless: 1.0,
            at_home: 1.0,
            at_large: 1.0,
            wishes: [wishes; 2],
        }
    }

    #[test]
    fn wishes_are_found_behind_any_border_and_stay_behind_a_shut_one() {
        for share in [1.0, 0.5, 0.05] {
            let mut now = at(9e5);
            for _ in 0..400 {
                // Of 500,000 people, the season's hazards send 50,000 out and 100,000 back.
                let crossed = [5e4 * share, 1e5 * share];
                now.wishes = wishes(&SEASONS, &now, 1, 1.0, crossed, [share; 2]);
            }
            assert!(now.wishes.iter().all(|w| (w / 5e5 - 1.0).abs() < 1e-6), "{share}: {:?}", now.wishes);
            let half = wishes(&SEASONS, &now, 1, 0.5, [2.5e4 * share, 5e4 * share], [share; 2]);
            assert!((half[0] / 5e5 - 1.0).abs() < 1e-6, "half a month has half the crossings");
        }
        assert_eq!(wishes(&SEASONS, &at(7e5), 1, 1.0, [0.0; 2], [0.0; 2]), [7e5; 2]);
        assert_eq!(wishes(&SEASONS, &at(7e5), 1, 1.0, [3e4, 4e4], [1.0; 2]), [3e5, 2e5], "an open month's crossings");
    }
}
