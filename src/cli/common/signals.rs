//! Ctrl-C and the like: the first is remembered, so that a run or a study can stop at a month's end; the second leaves at once.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown, register_usize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The signals that were caught.
#[derive(Clone)]
pub struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// Catches signals from now on.
    pub fn catch() -> std::io::Result<Self> {
        let (caught, code) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        for signal in [SIGINT, SIGTERM] {
            let status = 128 + signal;
            register_conditional_shutdown(signal, status, caught.clone())?;
            register(signal, caught.clone())?;
            register_usize(signal, code.clone(), status as usize)?;
        }
        Ok(Self(code))
    }

    /// The exit code of the signal that was caught, if one was.
    pub fn caught(&self) -> Option<u8> {
        let code = self.0.load(Ordering::SeqCst);
        (code > 0).then_some(code as u8)
    }
}
