//! The project's own tools: the art compiler and what the `x` command line is made of.

pub mod art;
