//! Multiplayer tests: real shards, real replicon clients, time moved by hand.

mod determinism;
mod doors;
mod edits;
mod hostile;
mod joining;
mod reloading;
mod remembering;
mod stepper;
mod tables;
mod talking;
mod walking;
