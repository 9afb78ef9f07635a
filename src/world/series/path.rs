//! The monthly path of yearly figures: log-linear from one mid-year to the next, with anchors moved until the mean of
//! every year is its figure. Figures that are not all positive take a linear path.

/// Rounds of correction at most. Each leaves half of the error or less.
const ROUNDS: usize = 200;
/// Relative error that is left at most.
const EXACT: f64 = 1e-14;

/// The months of yearly figures, January first.
pub fn monthly(years: &[f64]) -> Vec<f64> {
    match years.iter().all(|v| *v > 0.0) {
        true => corrected(years, |anchors| {
            let logs: Vec<f64> = anchors.iter().map(|a| libm::log(*a)).collect();
            linear(&logs).into_iter().map(libm::exp).collect()
        }),
        false => corrected(years, linear),
    }
}

/// The path whose anchors give the years their means.
fn corrected(years: &[f64], path: impl Fn(&[f64]) -> Vec<f64>) -> Vec<f64> {
    let positive = years.iter().all(|v| *v > 0.0);
    let size = years.iter().fold(0.0, |most: f64, v: &f64| most.max(v.abs()));
    let mut anchors = years.to_vec();
    let mut months = path(&anchors);
    for _ in 0..ROUNDS {
        let mut error = 0.0_f64;
        for ((anchor, year), months) in anchors.iter_mut().zip(years).zip(months.chunks(12)) {
            let mean = months.iter().sum::<f64>() / 12.0;
            if positive {
                *anchor *= year / mean;
                error = error.max((mean / year - 1.0).abs());
            } else {
                *anchor += year - mean;
                error = error.max((mean - year).abs() / size.max(1.0));
            }
        }
        if error < EXACT {
            break;
        }
        months = path(&anchors);
    }
    months
}

/// Months on straight lines through mid-years; the first and last line go on to the ends.
fn linear(anchors: &[f64]) -> Vec<f64> {
    let last = anchors.len() - 1;
    let month = |n: usize| {
        let at = (n as f64 + 0.5) / 12.0 - 0.5;
        let from = (at.floor().max(0.0) as usize).min(last.saturating_sub(1));
        let to = (from + 1).min(last);
        anchors[from] + (anchors[to] - anchors[from]) * (at - from as f64)
    };
    (0..12 * anchors.len()).map(month).collect()
}

#[cfg(test)]
mod tests {
    use super::monthly;

    fn means(months: &[f64]) -> Vec<f64> {
        months.chunks(12).map(|of| of.iter().sum::<f64>() / 12.0).collect()
    }

    #[test]
    fn every_year_keeps_its_mean() {
        for years in [&[5.0, 9.0, 2.0, 2.0, 30.0][..], &[3.0], &[1.0, 1.1], &[490.0, -120.0, 0.0, 250.0]] {
            let most = years.iter().fold(0.0, |most: f64, v: &f64| most.max(v.abs()));
            for (mean, year) in means(&monthly(years)).iter().zip(years) {
                assert!((mean - year).abs() <= 1e-12 * most, "{mean}, {year}");
            }
        }
        assert!(monthly(&[3.0]).iter().all(|m| (m - 3.0).abs() < 1e-14), "one year alone is flat");
    }

    #[test]
    fn growth_of_a_year_is_that_of_its_mean() {
        // Interpolation by each year's own rate from one mid-year to the next made 10.8 % of 7.8 % after 27 %.
        let years = [1.0, 1.271, 1.271 * 1.078, 1.271 * 1.078 * 1.117];
        let means = means(&monthly(&years));
        assert!((means[2] / means[1] - 1.078).abs() < 1e-12, "{}", means[2] / means[1]);
        let months = monthly(&years);
        assert!(months.windows(2).all(|m| m[1] > m[0]), "a rising series rises in every month");
    }
}
