//! Keeps the members of an ensemble as they end, and follows how it goes.

use super::ensemble::OnError;
use super::note;
use super::progress::Progress;
use musofir::ensemble::{Finished, Member, Record, Watch, fates};
use musofir::output::{FolderError, Store};
use musofir::scenario::Experiment;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What to keep of members besides their series.
#[derive(Clone, Copy, Default)]
pub struct Keep {
    /// Where their people stand in the end.
    pub fates: bool,
    /// Where they were and how they moved, month by month.
    pub places: bool,
}

/// Keeps members as they end.
pub struct Keeper<'k> {
    pub identities: BTreeMap<Member, String>,
    pub experiments: &'k [Experiment],
    pub records: Vec<Vec<Record>>,
    pub failures: Vec<(String, u64, String)>,
    /// The folder cannot be written.
    pub broken: Option<FolderError>,
    pub store: Store<'k>,
    pub keep: Keep,
    pub on_error: OnError,
    pub progress: Option<Progress>,
    pub agent_days: [u64; 2],
}

impl Keeper<'_> {
    fn write(&self, record: &Record, finished: &Finished) -> Result<(), FolderError> {
        if let (true, Some(agents)) = (self.keep.fates, &finished.agents) {
            let calendar = finished.course.experiment().calendar;
            self.store.write_fates(&record.identity, &fates(agents, calendar.number(calendar.end)))?;
        }
        self.store.write(record)
    }
}

impl<'a> Watch<'a> for Keeper<'_> {
    fn lived(&mut self, lived: u64, covered: u64) {
        self.agent_days[0] += lived;
        self.agent_days[1] += covered;
        if let Some(progress) = &mut self.progress {
            progress.covered(lived, covered);
        }
    }

    fn ended(&mut self, member: Member, outcome: Result<Finished<'a>, String>) -> ControlFlow<()> {
        match outcome {
            Ok(finished) => {
                let record = Record::new(member, &finished, self.identities[&member].clone(), self.keep.places);
                if let Err(e) = self.write(&record, &finished) {
                    self.broken = Some(e);
                    return ControlFlow::Break(());
                }
                self.records[member.scenario].push(record);
                if let Some(progress) = &mut self.progress {
                    progress.ended();
                }
            }
            Err(why) => {
                let name = self.experiments[member.scenario].name.clone();
                note!("{name} with seed {} failed: {why}", member.seed);
                self.failures.push((name, member.seed, why));
                if self.on_error == OnError::Stop {
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    }
}
