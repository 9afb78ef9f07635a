//! Both engines: parity, shorter ways, canaries, golden digests.

mod common_numbers;
pub mod ensemble;
mod golden;
mod gpu_canaries;
mod in_flight;
mod parity;
mod shaders;
mod shorter;
mod soak;
mod twins;
