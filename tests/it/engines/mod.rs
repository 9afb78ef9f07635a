//! Both engines: parity, shorter ways, canaries, golden digests.

mod canaries;
mod common_numbers;
pub mod ensemble;
mod golden;
mod parity;
mod shaders;
mod shorter;
mod soak;
mod twins;
