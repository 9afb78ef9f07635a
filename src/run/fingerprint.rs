//! Everything the numbers of a scenario follow from, as a hash of serialised bytes.

use crate::common::digest;
use crate::scenario::Scenario;

/// Hash of a scenario with its world and dates, to the last digit.
pub fn fingerprint(x: &Scenario) -> String {
    let Scenario {
        name,
        title,
        description,
        world,
        calendar,
        feedback,
        lotteries,
        timeline,
        extrapolate,
        scenario_hash,
        world_hash,
    } = x;
    let dates = (calendar.start.to_string(), calendar.end.to_string());
    let timeline: Vec<_> = timeline.iter().map(|(on, lever)| (on.to_string(), lever)).collect();
    let texts = (name, title, description, scenario_hash, world_hash);
    let all = (texts, world, dates, feedback, lotteries, timeline, extrapolate);
    digest::of_bytes(&postcard::to_stdvec(&all).expect("a scenario is plain data"))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::scenario::{Parameter, Scenario};

    #[test]
    fn every_part_of_a_scenario_counts() {
        let x = Scenario::load("configs/mass-deportation.ron").unwrap();
        let print = fingerprint(&x);
        assert_eq!(print, fingerprint(&x.clone()));
        let mut others = vec![Scenario { name: "other".to_owned(), ..x.clone() }];
        others.push(Scenario { feedback: !x.feedback, ..x.clone() });
        others.push(Scenario { lotteries: !x.lotteries, ..x.clone() });
        let mut shorter = x.clone();
        shorter.until("2014-12-30").unwrap();
        others.push(shorter);
        for text in ["wage", "Tajikistan.pool", "RemovalSeats"] {
            let mut moved = x.clone();
            let parameter = Parameter::parse(text, &x).unwrap();
            let next = f64::from_bits(parameter.value(&x).unwrap().to_bits() + 1);
            parameter.set(&mut moved, next).unwrap();
            others.push(moved);
        }
        others.iter().for_each(|other| assert_ne!(print, fingerprint(other)));
    }
}
