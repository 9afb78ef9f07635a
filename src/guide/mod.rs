//! The guide: from a first answer to a study on a cluster.
//!
//! | page | read it to |
//! |---|---|
//! | [`first_answer`] | get a first answer in ten minutes |
//! | [`scenarios`] | write a scenario; every lever and every preset |
//! | [`worlds`] | know what a world states; former names of levers, indicators and fields |
//! | [`comparing`] | compare scenarios, find thresholds, see what matters, read a verdict |
//! | [`record`] | score and fit the model against the record |
//! | [`files`] | know the files of a results folder |
//! | [`columns`] | load a table: the name, type, unit and meaning of every column |
//! | [`clusters`] | split a study into jobs for a cluster; choose GPUs |
//! | [`reliability`] | resume, repeat and fork runs |
//! | [`performance`] | know how fast it is, on which machine, and why |

#[doc = include_str!("first_answer.md")]
pub mod first_answer {}

#[doc = include_str!("scenarios.md")]
pub mod scenarios {}

#[doc = include_str!("worlds.md")]
pub mod worlds {}

#[doc = include_str!("comparing.md")]
pub mod comparing {}

#[doc = include_str!("record.md")]
pub mod record {}

#[doc = include_str!("files.md")]
pub mod files {}

#[doc = include_str!("columns.md")]
pub mod columns {}

#[doc = include_str!("clusters.md")]
pub mod clusters {}

#[doc = include_str!("reliability.md")]
pub mod reliability {}

#[doc = include_str!("performance.md")]
pub mod performance {}
