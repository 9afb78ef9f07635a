//! A run between two months, as bytes: all that the months to come follow from. Runs that have had the same agents so
//! far can share one checkpoint.
//!
//! Between months an engine holds nothing but agents and what the evening published, so that a run continues from a
//! checkpoint on any engine, with the same bits. In order: [`MARK`], the version of the form, the
//! length of the head, the head (postcard: what was published; of each run what it is, host and series), the agents' four planes,
//! and the SHA-256 of all before. Numbers are little-endian.

use crate::common::agent::*;
use crate::common::digest;
use crate::common::layout::*;
use crate::common::tables::DayState;
use crate::engine::AgentState;
use crate::run::fingerprint::fingerprint;
use crate::run::initial::occupied;
use crate::run::trajectory::{Row, Saved};
use crate::scenario::Scenario;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// How a checkpoint begins.
pub const MARK: &[u8; 20] = b"musofir checkpoint\r\n";
/// Version of the form. A change of what is kept, or of the model, raises it or the program's version.
pub const VERSION: u32 = 3;

/// Bytes besides head and planes: mark, version, length of the head, checksum.
const FRAME: u64 = MARK.len() as u64 + 4 + 8 + 32;
/// The longest head: a run has at most 481 months of a few kilobytes, and a few hundred runs share a checkpoint.
const LONGEST_HEAD: u64 = 1 << 30;

/// A run between two months, or several with the same agents.
#[derive(Clone)]
pub struct Checkpoint {
    head: Head,
    day_state: Box<DayState>,
    agent_state: AgentState,
}

#[derive(Clone, Serialize, Deserialize)]
struct Head {
    /// The last simulated day, ISO.
    last: String,
    agents: u32,
    day_state: Vec<u32>,
    /// What each run is, and its host's side.
    trajectories: Vec<(String, Saved)>,
}

/// Why a run cannot continue from bytes.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// It does not begin like one.
    #[error("is no checkpoint of musofir")]
    Foreign,
    /// Another version of the program wrote it.
    #[error("is a checkpoint of form {0}, and this program reads form {VERSION}; use the program that wrote it")]
    Version(u32),
    /// Bytes are missing, added or changed.
    #[error("is damaged: {0}")]
    Damaged(&'static str),
    /// It is sound, and of something else.
    #[error("belongs to another run: scenario, world, agents, seed or version of the program differ")]
    OtherRun,
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
}

impl Checkpoint {
    /// Of runs that have been simulated to the end of the day `last`, each by its identity.
    pub(crate) fn new(
        last: Date,
        trajectories: Vec<(String, Saved)>,
        day_state: Box<DayState>,
        agent_state: AgentState,
    ) -> Self {
        let words = bytemuck::cast_slice(bytemuck::bytes_of(&*day_state)).to_vec();
        let agents = agent_state.len() as u32;
        let head = Head { last: last.to_string(), agents, day_state: words, trajectories };
        Self { head, day_state, agent_state }
    }

    /// What ties a checkpoint to its run.
    pub(crate) fn identity(x: &Scenario, agents: u32, seed: u64) -> String {
        digest::of_text(&format!("{} {agents} {seed} {}", env!("CARGO_PKG_VERSION"), fingerprint(x)))
    }

    /// The last simulated day.
    pub fn last(&self) -> Date {
        self.head.last.parse().expect("validated when read")
    }

    /// The same past as that of another scenario, which is equal to it up to this day.
    pub fn past_of(mut self, x: &Scenario, seed: u64) -> Self {
        self.head.trajectories[0].0 = Self::identity(x, self.head.agents, seed);
        self
    }

    /// What the runs are.
    pub fn identities(&self) -> impl Iterator<Item = &str> {
        self.head.trajectories.iter().map(|(identity, _)| identity.as_str())
    }

    /// The months of its first run.
    pub fn series(&self) -> &[Row] {
        &self.head.trajectories[0].1.series
    }

    /// The agents.
    pub fn agent_state(&self) -> &AgentState {
        &self.agent_state
    }

    /// What the last evening published.
    pub fn day_state(&self) -> &DayState {
        &self.day_state
    }

    /// The host's side of each run, what was published, and the agents.
    pub(crate) fn into_parts(self) -> (Vec<(String, Saved)>, Box<DayState>, AgentState) {
        (self.head.trajectories, self.day_state, self.agent_state)
    }

    /// Writes it.
    pub fn write(&self, out: impl Write) -> io::Result<()> {
        let mut out = Hashing { inner: out, sum: Sha256::new() };
        let head = postcard::to_stdvec(&self.head).map_err(io::Error::other)?;
        out.write_all(MARK)?;
        out.write_all(&VERSION.to_le_bytes())?;
        out.write_all(&(head.len() as u64).to_le_bytes())?;
        out.write_all(&head)?;
        for plane in &self.agent_state.0 {
            for words in plane.chunks(1 << 16) {
                let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
                out.write_all(&bytes)?;
            }
        }
        let sum = out.sum.finalize_reset();
        out.inner.write_all(&sum)?;
        out.inner.flush()
    }

    /// Reads one, and believes nothing of it: nothing is allocated that the file does not hold.
    pub fn read(mut from: impl Read + Seek) -> Result<Self, CheckpointError> {
        let bytes = from.seek(SeekFrom::End(0))?;
        let length = frame(&mut from, bytes)?;
        checksum(&mut from, bytes)?;
        from.seek(SeekFrom::Start(FRAME - 32))?;
        let head = head(&mut from, length)?;
        if bytes - FRAME - length != u64::from(head.agents) * 16 {
            return Err(CheckpointError::Damaged("it holds another number of agents than it says"));
        }
        let mut agent_state = AgentState::default();
        for plane in &mut agent_state.0 {
            let mut words = vec![0u32; head.agents as usize];
            from.read_exact(bytemuck::cast_slice_mut(&mut words))?;
            words.iter_mut().for_each(|w| *w = u32::from_le(*w));
            *plane = words;
        }
        let mut day_state = DayState::boxed();
        let words: &mut [u32] = bytemuck::cast_slice_mut(bytemuck::bytes_of_mut(&mut *day_state));
        if head.day_state.len() != words.len() {
            return Err(CheckpointError::Damaged("its head has another form"));
        }
        words.copy_from_slice(&head.day_state);
        sound(&agent_state, &day_state)?;
        Ok(Self { head, day_state, agent_state })
    }

    /// What the runs of a checkpoint are, and their last simulated day. Only its head is read, and no checksum.
    pub fn read_identities(mut from: impl Read + Seek) -> Result<(Vec<String>, Date), CheckpointError> {
        let bytes = from.seek(SeekFrom::End(0))?;
        let length = frame(&mut from, bytes)?;
        let head = head(&mut from, length)?;
        let last = head.last.parse().expect("validated when read");
        Ok((head.trajectories.into_iter().map(|(identity, _)| identity).collect(), last))
    }

    /// Whether it is of this run, and its parts are as many as the scenario's.
    pub(crate) fn fits(&self, x: &Scenario, agents: u32, seed: u64) -> Result<(), CheckpointError> {
        self.fits_as(&Self::identity(x, agents, seed), x, agents)
    }

    /// The same for a run of another kind of identity.
    pub(crate) fn fits_as(&self, identity: &str, x: &Scenario, agents: u32) -> Result<(), CheckpointError> {
        let found = self.head.trajectories.iter().find(|(of, _)| of == identity);
        let Some((_, saved)) = found.filter(|_| self.head.agents == agents) else {
            return Err(CheckpointError::OtherRun);
        };
        let within = x.calendar.months().iter().position(|m| m.last == self.last());
        let fits = within.is_some_and(|n| saved.series.len() == n + 1) && saved.fits(x);
        let communities = x.world.communities_of(agents).iter().sum::<u32>();
        let (regions, today) = (x.world.host_regions.len() as u32, x.calendar.number(self.last()));
        let known = |i| {
            let a = unpack(self.agent_state.get(i));
            let spell = spell(&a, today);
            let possible = a.since < DAY_CODES && spell <= today.min(SPELL_DAYS + 31);
            a.community < communities && a.region < regions && possible
        };
        match fits && (0..self.agent_state.len()).all(known) {
            true => Ok(()),
            false => Err(CheckpointError::Damaged("its parts are not those of the scenario")),
        }
    }
}

/// Reads the frame before the head of a checkpoint of `bytes` bytes; the length of the head.
fn frame(from: &mut (impl Read + Seek), bytes: u64) -> Result<u64, CheckpointError> {
    from.rewind()?;
    let mut frame = [0; FRAME as usize - 32];
    if bytes < FRAME || from.read_exact(&mut frame).is_err() || &frame[..MARK.len()] != MARK {
        return Err(CheckpointError::Foreign);
    }
    let (version, head) = frame[MARK.len()..].split_at(4);
    let version = u32::from_le_bytes(version.try_into().expect("four bytes"));
    if version != VERSION {
        return Err(CheckpointError::Version(version));
    }
    let length = u64::from_le_bytes(head.try_into().expect("eight bytes"));
    let fits = length <= LONGEST_HEAD && length <= bytes - FRAME;
    if fits { Ok(length) } else { Err(CheckpointError::Damaged("its head is longer than the file")) }
}

/// Reads the head, behind its frame.
fn head(from: &mut impl Read, length: u64) -> Result<Head, CheckpointError> {
    let mut head = vec![0; length as usize];
    from.read_exact(&mut head)?;
    let head: Option<Head> = postcard::from_bytes(&head).ok();
    let whole = head.filter(|head| !head.trajectories.is_empty() && head.last.parse::<Date>().is_ok());
    whole.ok_or(CheckpointError::Damaged("its head has another form"))
}

/// Whether agents and what was published can be true together.
fn sound(agent_state: &AgentState, day_state: &DayState) -> Result<(), CheckpointError> {
    let possible = |i| {
        let a = unpack(agent_state.get(i));
        // In custody the sector is the choice of a camp.
        let sector = (HELD..=REMOVAL).contains(&a.status) || a.sector < SECTORS;
        a.status <= ORDERED && a.region < REGIONS && a.community < COMMUNITIES && sector
    };
    if !(0..agent_state.len()).all(possible) {
        return Err(CheckpointError::Damaged("an agent's state is none"));
    }
    let places = PLACES as usize;
    match occupied(agent_state).occupied[..places] == day_state.occupied[..places] {
        true => Ok(()),
        false => Err(CheckpointError::Damaged("occupied places are not those of its agents")),
    }
}

/// Compares the last 32 bytes with the checksum of all before.
fn checksum(from: &mut (impl Read + Seek), bytes: u64) -> Result<(), CheckpointError> {
    from.rewind()?;
    let mut sum = Sha256::new();
    let mut part = vec![0; 1 << 16];
    let mut left = bytes - 32;
    while left > 0 {
        let now = left.min(part.len() as u64) as usize;
        from.read_exact(&mut part[..now])?;
        sum.update(&part[..now]);
        left -= now as u64;
    }
    let mut said = [0; 32];
    from.read_exact(&mut said)?;
    match sum.finalize()[..] == said {
        true => Ok(()),
        false => Err(CheckpointError::Damaged("its checksum does not agree, so that it is cut short or was changed")),
    }
}

/// Writes and sums up.
struct Hashing<W> {
    inner: W,
    sum: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
