//! The month on the host, against cases, facts of the record and the document.

mod aliases;
mod document;
mod evidence;
mod facts;
mod loops;
mod shifted;
mod systems;
