//! Replicates side by side that share a past: those whose agents and rates have been equal to the bit so far are one
//! group in one slot of the engine, and part on the first day on which their rates differ.
//!
//! Equal is decided on what the engine is given, never on what the scenarios say: two scenarios that differ only on the
//! host's side (a demand, a price of conceding) stay one group as long as no agent's rates change. An engine is a
//! function of agents, rates and days, so that a replicate ends with the bits of a run of its own.

use super::{Finished, InFlight, Observer, Replicate};
use crate::common::calendar::{Calendar, Span};
use crate::common::tables::Rates;
use crate::engine::{Batch, EngineError, Start};
use crate::rates;
use crate::run::trajectory::Trajectory;
use crate::scenario::Scenario;
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Replicates whose agents are the same so far.
struct Group<'a> {
    slot: usize,
    /// The rates loaded in the slot.
    rates: Option<Box<Rates>>,
    trajectories: Vec<(Replicate, Trajectory<'a>)>,
}

/// Replicates that are being simulated.
pub struct Cohort<'a, 'b> {
    batch: &'b mut dyn Batch,
    agents: u32,
    keep_agents: bool,
    groups: Vec<Group<'a>>,
    free: Vec<usize>,
}

impl<'a, 'b> Cohort<'a, 'b> {
    /// Replicates of these scenarios: from where the observer finds them, or from their first day with agents that are
    /// drawn, once for all whose agents are the same.
    pub fn new(
        replicates: &[(Replicate, &'a Scenario)],
        agents: u32,
        keep_agents: bool,
        batch: &'b mut dyn Batch,
        observer: &mut dyn Observer,
    ) -> Result<Self, EngineError> {
        let free = (0..replicates.len()).rev().collect();
        let mut cohort = Self { batch, agents, keep_agents, groups: Vec::new(), free };
        let mut new = replicates.to_vec();
        let mut place = 0;
        while place < new.len() {
            match observer.found(new[place].0, &new) {
                Some(group) => cohort.restore(group, &mut new)?,
                None => place += 1,
            }
        }
        let mut seeds: Vec<u64> = new.iter().map(|(m, _)| m.seed).collect();
        seeds.dedup();
        for seed in seeds {
            let mut drawn: Vec<(Start, Group)> = Vec::new();
            for (replicate, scenario) in new.iter().filter(|(m, _)| m.seed == seed) {
                let (trajectory, start) = Trajectory::new(scenario, agents, seed);
                let first = trajectory.scenario().calendar.start;
                let same = |(s, g): &&mut (Start, Group)| {
                    g.trajectories[0].1.scenario().calendar.start == first && *s == start
                };
                match drawn.iter_mut().find(same) {
                    Some((_, group)) => group.trajectories.push((*replicate, trajectory)),
                    None => {
                        let slot = cohort.free.pop().expect("a slot for every replicate");
                        drawn.push((start, Group { slot, rates: None, trajectories: vec![(*replicate, trajectory)] }));
                    }
                }
            }
            for (start, group) in drawn {
                cohort.batch.start(group.slot, start)?;
                cohort.groups.push(group);
            }
        }
        Ok(cohort)
    }

    /// Continues a group where it was left, and takes its replicates out of those that are new.
    fn restore(&mut self, group: InFlight, new: &mut Vec<(Replicate, &'a Scenario)>) -> Result<(), EngineError> {
        let slot = self.free.pop().expect("a slot for every replicate");
        let mut trajectories = Vec::new();
        for (replicate, saved) in group.trajectories {
            let place = new.iter().position(|(of, _)| *of == replicate).expect("it is among the new ones");
            let (_, scenario) = new.remove(place);
            trajectories.push((replicate, Trajectory::restored(scenario, self.agents, replicate.seed, saved)));
        }
        let tables = rates::tables(&trajectories[0].1.scenario().world, self.agents);
        let start = Start { agent_state: group.agent_state, day_state: *group.day_state, tables };
        self.batch.start(slot, start)?;
        self.groups.push(Group { slot, rates: None, trajectories });
        Ok(())
    }

    /// Simulates every replicate to its end, or until the observer stops it and takes what is in flight.
    pub fn run(&mut self, observer: &mut dyn Observer) -> Result<ControlFlow<()>, EngineError> {
        for month in months(&self.groups) {
            if self.groups.iter().all(|group| within(month, &group.trajectories[0].1).is_none()) {
                continue;
            }
            // Some end within the month.
            self.part(|_, trajectory| within(month, trajectory))?;
            for span in month.split(&cuts(&self.groups)) {
                self.span(month, span, observer)?;
            }
            if or(self.close(month, observer)?, observer.month_ended()).is_break() {
                self.leave(observer)?;
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Hands over the replicates that have begun and not ended.
    fn leave(&mut self, observer: &mut dyn Observer) -> Result<(), EngineError> {
        for Group { slot, trajectories, .. } in std::mem::take(&mut self.groups) {
            let first = &trajectories[0].1;
            if first.series().is_empty() {
                continue;
            }
            let (last, day_state) = (first.next().saturating_sub(1.day()), self.batch.day_state(slot)?.into());
            let trajectories = trajectories.iter().map(|(replicate, of)| (*replicate, of.saved())).collect();
            observer.left(InFlight { last, trajectories, day_state, agent_state: self.batch.agent_state(slot)? });
        }
        Ok(())
    }

    /// Days on which no lever of any replicate moves.
    fn span(&mut self, month: Span, span: Span, observer: &mut dyn Observer) -> Result<(), EngineError> {
        let own = |trajectory: &Trajectory| within(span, trajectory);
        let rates = self.part(|loaded, trajectory| {
            let span = own(trajectory)?;
            let moved = Some(span.first) == within(month, trajectory).map(|m| m.first)
                || trajectory.scenario().timeline.iter().any(|(on, _)| *on == span.first);
            match loaded {
                Some(rates) if !moved => Some(rates.clone()),
                _ => Some(trajectory.rates(span.first)),
            }
        })?;
        let mut days = Vec::new();
        let (mut simulated, mut represented) = (0, 0);
        for (group, rates) in self.groups.iter_mut().zip(rates) {
            let Some(rates) = rates else { continue };
            if group.rates.as_ref() != Some(&rates) {
                self.batch.load(group.slot, &rates)?;
                group.rates = Some(rates);
            }
            let trajectory = &group.trajectories[0].1;
            let days_of = trajectory.days(own(trajectory).expect("it has rates"));
            simulated += days_of.len() as u64;
            represented += (days_of.len() * group.trajectories.len()) as u64;
            days.push((group.slot, days_of));
        }
        self.batch.advance(&days)?;
        observer.advanced(simulated * u64::from(self.agents), represented * u64::from(self.agents));
        Ok(())
    }

    /// Closes the month of all replicates that it belongs to, and hands over those whose last it was.
    fn close(&mut self, month: Span, observer: &mut dyn Observer) -> Result<ControlFlow<()>, EngineError> {
        let span = |group: &Group| within(month, &group.trajectories[0].1);
        let number = |group: &Group| {
            let last = span(group)?.last;
            Some((group.slot, group.trajectories[0].1.scenario().calendar.number(last)))
        };
        let ends: Vec<_> = self.groups.iter().filter_map(number).collect();
        let counted = self.batch.month_end(&ends)?;
        let spans: Vec<Option<Span>> = self.groups.iter().map(span).collect();
        let active = self.groups.iter_mut().zip(&spans).filter_map(|(group, span)| Some((group, (*span)?)));
        let closed: Vec<Vec<_>> = active
            .zip(&counted)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|((group, span), counted)| {
                group.trajectories.par_iter_mut().map(|(_, trajectory)| trajectory.close(span, counted).err()).collect()
            })
            .collect();
        let mut closed = closed.into_iter();
        let mut flow = ControlFlow::Continue(());
        for (group, span) in std::mem::take(&mut self.groups).into_iter().zip(spans) {
            let failures = if span.is_some() { closed.next().expect("one each") } else { Vec::new() };
            let ended = |trajectory: &Trajectory| trajectory.scenario().calendar.end <= month.last;
            let mut agents = None;
            let mut state = None;
            let mut rest = Vec::new();
            for (i, (replicate, trajectory)) in group.trajectories.into_iter().enumerate() {
                if let Some(Some(broken)) = failures.get(i).map(|f| f.as_ref().map(ToString::to_string)) {
                    flow = or(flow, observer.ended(replicate, Err(broken)));
                } else if ended(&trajectory) {
                    if state.is_none() {
                        state = Some((self.batch.digest(group.slot)?, self.batch.day_state(group.slot)?));
                        agents =
                            self.keep_agents.then(|| self.batch.agent_state(group.slot)).transpose()?.map(Arc::new);
                    }
                    let (digest, day_state) = state.as_ref().expect("just read");
                    let digest = trajectory.digest(*digest, day_state);
                    flow = or(
                        flow,
                        observer.ended(replicate, Ok(Finished { trajectory, digest, agents: agents.clone() })),
                    );
                } else {
                    rest.push((replicate, trajectory));
                }
            }
            match rest.is_empty() {
                true => self.free.push(group.slot),
                false => self.groups.push(Group { trajectories: rest, ..group }),
            }
        }
        Ok(flow)
    }

    /// Parts every group by a key: those of the first keep the slot, the others get copies. The key of each group.
    fn part<K: PartialEq + Send>(
        &mut self,
        key: impl Fn(Option<&Box<Rates>>, &Trajectory<'a>) -> K + Sync,
    ) -> Result<Vec<K>, EngineError> {
        let keys: Vec<Vec<K>> = self
            .groups
            .par_iter()
            .map(|g| g.trajectories.par_iter().map(|(_, trajectory)| key(g.rates.as_ref(), trajectory)).collect())
            .collect();
        let mut parted: Vec<(K, Group)> = Vec::new();
        for (group, keys) in std::mem::take(&mut self.groups).into_iter().zip(keys) {
            let first = parted.len();
            for (one, key) in group.trajectories.into_iter().zip(keys) {
                match parted[first..].iter_mut().find(|(k, _)| *k == key) {
                    Some((_, class)) => class.trajectories.push(one),
                    None => {
                        let mut slot = group.slot;
                        if parted.len() > first {
                            slot = self.free.pop().expect("a slot for every replicate");
                            self.batch.fork(group.slot, slot)?;
                        }
                        parted.push((key, Group { slot, rates: group.rates.clone(), trajectories: vec![one] }));
                    }
                }
            }
        }
        let (keys, groups) = parted.into_iter().unzip();
        self.groups = groups;
        Ok(keys)
    }
}

fn or(a: ControlFlow<()>, b: ControlFlow<()>) -> ControlFlow<()> {
    if a.is_break() { a } else { b }
}

/// Part of a span that a trajectory still has before it.
fn within(span: Span, trajectory: &Trajectory) -> Option<Span> {
    let end = trajectory.scenario().calendar.end;
    let part = Span { first: span.first.max(trajectory.next()), last: span.last.min(end) };
    (part.first <= part.last).then_some(part)
}

/// Whole months from the first day to simulate to the last end.
fn months(groups: &[Group]) -> Vec<Span> {
    let trajectories = || groups.iter().flat_map(|g| &g.trajectories).map(|(_, trajectory)| trajectory);
    let start = trajectories().map(Trajectory::next).min();
    let end = trajectories().map(|of| of.scenario().calendar.end).max();
    let whole =
        |(start, end): (Date, Date)| Calendar { start: start.first_of_month(), end: end.last_of_month() }.months();
    start.zip(end).map_or_else(Vec::new, whole)
}

/// Days on which something begins, in order.
fn cuts(groups: &[Group]) -> Vec<Date> {
    let mut all: Vec<Date> = groups
        .iter()
        .flat_map(|g| &g.trajectories)
        .flat_map(|(_, trajectory)| {
            let x = trajectory.scenario();
            x.cuts().into_iter().chain([x.calendar.start, x.calendar.end.saturating_add(1.day())])
        })
        .collect();
    all.sort();
    all.dedup();
    all
}
