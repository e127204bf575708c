//! Tests of whole minds and conversations over real and small content.

mod broken;
mod common;
mod company;
mod defects;
mod fuzz_talk;
mod memory;
mod players;
mod talk;
mod voice;
