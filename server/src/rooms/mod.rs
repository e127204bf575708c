//! Rooms of the Game Hall on the server: many of them, driven by what arrives and by the clock, kept in a journal.
//!
//! The rules are `shared::rooms`. [`hall::Hall`] holds all rooms and knows no socket; [`keeper`] drives it: one task
//! that reads the clock, listens to sockets, stores the journal many entries to a commit, and answers an action once
//! it is durable. Rooms don't wait for the town's tick: a press counts when it arrives.

pub mod bots;
mod codes;
mod entry;
mod guest;
pub mod hall;
mod held;
pub mod keeper;
mod links;
mod patter;
mod record;
mod statistics;
#[cfg(test)]
mod tests;
mod words;
