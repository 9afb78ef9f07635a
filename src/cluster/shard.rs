//! Which shard of a plan a process has: a given one, or the index that a batch system sets. Shards count from 0, as
//! arrays and ranks of batch systems can.

use std::str::FromStr;

/// Variables in which batch systems say which of its tasks a process is, in the order in which they are asked.
const INDICES: [&str; 5] =
    ["SLURM_ARRAY_TASK_ID", "HQ_TASK_ID", "OMPI_COMM_WORLD_RANK", "PMI_RANK", "JOB_COMPLETION_INDEX"];

/// One of `of` shards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 0.
    pub index: u32,
    /// How many there are.
    pub of: u32,
}

impl FromStr for Shard {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || "I/N, such as 0/7 to 6/7: shards count from 0".to_owned();
        let (index, of) = text.split_once('/').ok_or_else(form)?;
        let shard = Self { index: index.parse().map_err(|_| form())?, of: of.parse().map_err(|_| form())? };
        if shard.index < shard.of { Ok(shard) } else { Err(form()) }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.of)
    }
}

/// The index that a batch system has put into the environment, and the variable's name. One that is empty says nothing.
pub fn index(variable: impl Fn(&str) -> Option<String>) -> Result<Option<(u32, &'static str)>, String> {
    let set = |name: &&'static str| Some((variable(name).filter(|v| !v.is_empty())?, *name));
    let Some((value, name)) = INDICES.iter().find_map(set) else { return Ok(None) };
    match value.parse() {
        Ok(index) => Ok(Some((index, name))),
        Err(_) => Err(format!("{name} is `{value}`, which is no number; say which shard with --shard I/N")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> Result<Option<(u32, &'static str)>, String> {
        index(|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn the_first_variable_that_says_something_says_which_shard() {
        assert_eq!(of(&[]), Ok(None));
        assert_eq!(of(&[("PMI_RANK", "3"), ("HQ_TASK_ID", "5")]), Ok(Some((5, "HQ_TASK_ID"))));
        assert_eq!(of(&[("SLURM_ARRAY_TASK_ID", ""), ("PMI_RANK", "3")]), Ok(Some((3, "PMI_RANK"))));
        assert_eq!(of(&[("JOB_COMPLETION_INDEX", "0")]), Ok(Some((0, "JOB_COMPLETION_INDEX"))));
        assert!(of(&[("HQ_TASK_ID", "x")]).unwrap_err().contains("HQ_TASK_ID is `x`"));
    }

    #[test]
    fn shards_are_read_from_0() {
        assert_eq!("2/7".parse(), Ok(Shard { index: 2, of: 7 }));
        for bad in ["7/7", "1", "0/0", "-1/3", "a/b", ""] {
            assert!(bad.parse::<Shard>().unwrap_err().contains("0/7 to 6/7"), "{bad}");
        }
    }
}
