//! Replicates in shares of about equal work. The replicates of a seed share a past, and stay together if there are at
//! least as many seeds as shares.

use std::ops::Range;

/// Which replicates, in their order, make each of `count` shares: every replicate is in one. `work` is the work of each,
/// and `seams` marks the first of each seed.
pub fn shares(work: &[u64], seams: &[bool], count: usize) -> Vec<Range<usize>> {
    let whole: Vec<usize> = (1..work.len()).filter(|i| seams[*i]).collect();
    let places = if whole.len() + 1 >= count { whole } else { (1..work.len()).collect() };
    let so_far: Vec<u128> = std::iter::once(0)
        .chain(work.iter().scan(0, |sum, w| {
            *sum += u128::from(*w);
            Some(*sum)
        }))
        .collect();
    let all = so_far[work.len()];
    // No more shares than replicates have work.
    let busy = count.min(work.len());
    let (mut cuts, mut next) = (vec![0], 0);
    for cut in 1..busy {
        // Enough places must be left for the cuts to come.
        let last = places.len() + 1 + cut - busy;
        let wanted = all * cut as u128 / busy as u128;
        let nearest = (next..last).min_by_key(|n| so_far[places[*n]].abs_diff(wanted)).expect("places are left");
        cuts.push(places[nearest]);
        next = nearest + 1;
    }
    cuts.resize(count + 1, work.len());
    cuts.windows(2).map(|ends| ends[0]..ends[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_replicate_is_in_one_share_and_seeds_stay_whole_while_there_are_enough_of_them() {
        for (seeds, scenarios) in [(1, 1), (1, 12), (8, 4), (3, 1), (100, 3)] {
            let seams: Vec<bool> = (0..seeds * scenarios).map(|i| i % scenarios == 0).collect();
            let work: Vec<u64> = (0..seams.len() as u64).map(|i| 1_000_000_000_000 + i % 7).collect();
            for count in [1, 2, 3, 7, 40] {
                let of = shares(&work, &seams, count);
                assert_eq!(of.len(), count);
                assert!(of.iter().flat_map(Clone::clone).eq(0..work.len()), "{of:?}");
                assert_eq!(of.iter().filter(|s| !s.is_empty()).count(), count.min(work.len()), "none idle: {of:?}");
                if seeds >= count {
                    assert!(of.iter().all(|s| s.is_empty() || seams[s.start]), "{of:?}");
                }
            }
        }
    }

    #[test]
    fn shares_are_of_about_equal_work() {
        let work = [9, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        assert_eq!(shares(&work, &[true; 10], 2), [0..1, 1..10]);
        assert_eq!(shares(&[], &[], 3), [0..0, 0..0, 0..0]);
    }
}
