//! Designs: which values numbers of a scenario take together.

use crate::common::rng::philox;
use crate::config::repeated;
use crate::scenario::{Parameter, Scenario};

/// A parameter and the values it is to take.
#[derive(Clone, Debug, PartialEq)]
pub struct Vary {
    /// The parameter.
    pub parameter: Parameter,
    /// The values.
    pub values: Values,
}

/// Values to take.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// These.
    List(Vec<f64>),
    /// Any between two.
    Range(f64, f64),
}

impl Vary {
    /// `RemovalSeats=0..5000:11`, `credibility=0.1,0.25,0.5`, `credibility=0..1`, or `credibility` for the register's
    /// range.
    pub fn parse(text: &str, x: &Scenario) -> Result<Self, String> {
        let (name, values) = text.split_once('=').map_or((text, None), |(name, values)| (name, Some(values)));
        let parameter = Parameter::parse(name, x)?;
        let form = || format!("`{text}`: expected NAME=LOW..HIGH:COUNT, NAME=LOW..HIGH or NAME=VALUE,VALUE,...");
        let number = |t: &str| t.trim().parse().ok().filter(|v: &f64| v.is_finite()).ok_or_else(form);
        let values = match values {
            None => {
                let (low, high) =
                    parameter.range(&x.world).ok_or(format!("`{text}`: a lever needs values; {}", form()))?;
                Values::Range(low, high)
            }
            Some(values) => match values.split_once("..") {
                None => {
                    let values: Vec<f64> = values.split(',').map(number).collect::<Result<_, _>>()?;
                    if let Some(twice) = repeated(&values) {
                        return Err(format!("`{text}`: the value {twice} is named twice"));
                    }
                    Values::List(values)
                }
                Some((low, rest)) => {
                    let (high, count) = rest.split_once(':').map_or((rest, None), |(high, count)| (high, Some(count)));
                    let (low, high) = (number(low)?, number(high)?);
                    if low >= high {
                        return Err(format!("`{text}`: the range is empty"));
                    }
                    match count {
                        None => Values::Range(low, high),
                        Some(count) => {
                            let count = count.trim().parse().ok().filter(|n| (2..=10_000).contains(n));
                            Values::List(even(low, high, count.ok_or(format!("`{text}`: 2 to 10,000 values"))?))
                        }
                    }
                }
            },
        };
        Ok(Self { parameter, values })
    }

    /// As [`Vary::parse`], for a search: without values, the register's range, or a lever from none to ten times what
    /// the scenario sets.
    pub fn parse_searched(text: &str, x: &Scenario) -> Result<Self, String> {
        if text.contains('=') {
            return Self::parse(text, x);
        }
        let parameter = Parameter::parse(text, x)?;
        let (least, most) = parameter.bounds(x);
        let set = parameter.value(x).filter(|v| *v > 0.0).map(|v| (least.max(0.0), (10.0 * v).min(most)));
        let ends = parameter.range(&x.world).or(set).ok_or(format!("`{text}`: say a range, {text}=LOW..HIGH"))?;
        Ok(Self { parameter, values: Values::Range(ends.0, ends.1) })
    }

    /// The ends of its values.
    pub fn ends(&self) -> (f64, f64) {
        match &self.values {
            Values::Range(low, high) => (*low, *high),
            Values::List(values) => {
                values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)))
            }
        }
    }
}

/// `count` values from `low` to `high`, both included.
pub fn even(low: f64, high: f64, count: usize) -> Vec<f64> {
    (0..count).map(|i| low + (high - low) * i as f64 / (count.max(2) - 1) as f64).collect()
}

/// Every combination of the listed values, the last parameter's fastest.
pub fn grid(varied: &[Vary]) -> Result<Vec<Vec<f64>>, String> {
    let list = |vary: &'_ Vary| match &vary.values {
        Values::List(values) => Ok(values.clone()),
        Values::Range(..) => Err("a grid needs the number of values of each range: LOW..HIGH:COUNT".to_owned()),
    };
    let lists = varied.iter().map(list).collect::<Result<Vec<_>, _>>()?;
    let count = lists.iter().try_fold(1_usize, |all, values| all.checked_mul(values.len()));
    if count.is_none_or(|count| count > 1_000_000) {
        return Err("more than a million points".to_owned());
    }
    let mut points = vec![Vec::new()];
    for values in &lists {
        let with = |point: &Vec<f64>| values.iter().map(|v| [point.as_slice(), &[*v]].concat()).collect::<Vec<_>>();
        points = points.iter().flat_map(with).collect();
    }
    Ok(points)
}

/// Points of a scrambled Sobol' sequence in the unit cube; at most 65,536 in 256 dimensions.
pub fn sobol(points: usize, dimensions: usize, seed: u32) -> Vec<Vec<f64>> {
    let at = |i: usize, d: usize| f64::from(sobol_burley::sample(i as u32, d as u32, seed));
    (0..points).map(|i| (0..dimensions).map(|d| at(i, d)).collect()).collect()
}

/// A Latin hypercube: in every dimension one point in each of as many equal parts as there are points.
pub fn latin(points: usize, dimensions: usize, seed: u32) -> Vec<Vec<f64>> {
    let draw = |i: usize, d: usize| philox([i as u32, d as u32, 0, 1], [seed, 0]);
    let orders: Vec<Vec<usize>> = (0..dimensions)
        .map(|d| {
            let mut order: Vec<usize> = (0..points).collect();
            order.sort_by_key(|i| draw(*i, d)[0]);
            order
        })
        .collect();
    let inside = |i, d| f64::from(draw(i, d)[1]) / 4_294_967_296.0;
    (0..points)
        .map(|i| (0..dimensions).map(|d| (orders[d][i] as f64 + inside(i, d)) / points as f64).collect())
        .collect()
}

/// A point of the unit cube as values between the ends.
pub fn scaled(point: &[f64], ends: &[(f64, f64)]) -> Vec<f64> {
    point.iter().zip(ends).map(|(u, (low, high))| (low + u * (high - low)).clamp(*low, *high)).collect()
}

/// The scenario with parameters set to values, named by them.
pub fn with_values(x: &Scenario, parameters: &[Parameter], values: &[f64]) -> Result<Scenario, String> {
    let mut with_values = x.clone();
    for (parameter, value) in parameters.iter().zip(values) {
        parameter.set(&mut with_values, *value)?;
    }
    with_values.name = name_of_values(x, parameters, values);
    with_values.diagnostic().map_or(Ok(with_values), Err)
}

/// What a scenario with parameters set to values is named.
pub fn name_of_values(x: &Scenario, parameters: &[Parameter], values: &[f64]) -> String {
    let of = |(parameter, value): (&Parameter, &f64)| format!("{}={value}", parameter.name(x));
    parameters.iter().zip(values).map(of).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_hypercube_has_one_point_in_every_part_of_every_dimension() {
        for (d, points) in [(1, 1), (3, 7), (5, 64)] {
            let cube = latin(points, d, 3);
            for k in 0..d {
                let mut parts: Vec<usize> = cube.iter().map(|p| (p[k] * points as f64) as usize).collect();
                parts.sort();
                assert_eq!(parts, (0..points).collect::<Vec<_>>());
            }
        }
        assert_ne!(latin(8, 2, 1), latin(8, 2, 2));
    }

    #[test]
    fn sobol_points_fill_the_cube_evenly_and_the_ends_belong_to_a_range() {
        let points = sobol(256, 3, 1);
        for k in 0..3 {
            let mut cells = [0; 16];
            points.iter().for_each(|p| cells[(p[k] * 16.0) as usize] += 1);
            assert_eq!(cells, [16; 16]);
        }
        assert_eq!(even(0.0, 10.0, 3), [0.0, 5.0, 10.0]);
        assert_eq!(scaled(&[0.25], &[(2.0, 4.0)]), [2.5]);
    }

    #[test]
    fn a_value_that_is_named_twice_is_refused() {
        let x = Scenario::load("configs/mass-deportation.ron").unwrap();
        let error = Vary::parse("wage=18000,19000,18000.0", &x).unwrap_err();
        assert!(error.ends_with("the value 18000 is named twice"), "{error}");
        assert!(Vary::parse("wage=18000,19000", &x).is_ok());
    }

    #[test]
    fn a_grid_has_every_combination_and_one_too_large_is_refused_before_it_is_made() {
        let x = Scenario::load("configs/mass-deportation.ron").unwrap();
        let of = |text: &str| Vary::parse(text, &x).unwrap();
        let small = grid(&[of("credibility=0.1,0.2"), of("wage=18000..20000:3")]).unwrap();
        assert_eq!(small.len(), 6);
        assert_eq!((&small[1][..], &small[3][..]), (&[0.1, 19000.0][..], &[0.2, 18000.0][..]));
        // Of 10^18 points not one may be held.
        let many = vec![of("wage=17000..23000:1000"); 6];
        assert_eq!(grid(&many).unwrap_err(), "more than a million points");
    }
}
