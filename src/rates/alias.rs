//! Walker's alias tables: a draw from any discrete distribution in one look-up.

/// Packs a distribution over at most 256 columns: threshold in the upper 24 bits, alias in the lower 8.
pub fn alias(weights: &[f64]) -> Vec<u32> {
    let n = weights.len();
    let total: f64 = weights.iter().sum();
    let mut share: Vec<f64> = weights.iter().map(|w| if total > 0.0 { w / total * n as f64 } else { 1.0 }).collect();
    let mut other: Vec<usize> = (0..n).collect();
    let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..n).partition(|&i| share[i] < 1.0);
    while let (Some(&s), Some(&l)) = (small.last(), large.last()) {
        small.pop();
        other[s] = l;
        share[l] -= 1.0 - share[s];
        if share[l] < 1.0 {
            large.pop();
            small.push(l);
        }
    }
    // The remaining shares differ from 1 by rounding only.
    small.iter().chain(&large).for_each(|&i| share[i] = 1.0);
    let pack = |i: usize| {
        let threshold = (share[i] * 16_777_216.0).round().min(16_777_215.0) as u32;
        let column = if share[i] >= 1.0 { i } else { other[i] };
        (threshold << 8) | column as u32
    };
    (0..n).map(pack).collect()
}

#[cfg(test)]
mod tests {
    use super::alias;

    /// The distribution a packed table gives, exactly.
    fn read(table: &[u32]) -> Vec<f64> {
        let n = table.len() as f64;
        let mut p = vec![0.0; table.len()];
        for (i, entry) in table.iter().enumerate() {
            let own = f64::from(entry >> 8) / 16_777_216.0;
            p[i] += own / n;
            p[(entry & 255) as usize] += (1.0 - own) / n;
        }
        p
    }

    #[test]
    fn a_table_gives_back_its_distribution() {
        for weights in [vec![1.0], vec![0.0, 3.0, 1.0], vec![1e-9, 5.0, 5.0, 0.5], (0..83).map(f64::from).collect()] {
            let total: f64 = weights.iter().sum();
            for (got, want) in read(&alias(&weights)).iter().zip(&weights) {
                assert!((got - want / total).abs() < 2e-7, "{got} for {}", want / total);
            }
        }
    }

    #[test]
    fn a_column_without_weight_is_never_drawn() {
        assert_eq!(read(&alias(&[0.0, 1.0, 0.0, 2.0]))[2], 0.0);
    }
}
