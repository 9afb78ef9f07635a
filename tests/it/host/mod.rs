//! The month on the host, against cases, facts of the record and the document.

mod document;
mod evidence;
mod facts;
mod loops;
mod systems;
