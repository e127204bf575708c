//! Multiplayer tests: real shards, real replicon clients, time moved by hand.

mod determinism;
mod doors;
mod hostile;
mod joining;
mod remembering;
mod stepper;
mod talking;
mod walking;
