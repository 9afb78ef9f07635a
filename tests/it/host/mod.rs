//! The month on the host, against cases, facts of the record and the document.

mod aliases;
mod document;
mod evidence;
mod facts;
mod levers;
mod loops;
mod orders;
mod systems;
mod units;
