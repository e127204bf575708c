//! The project's own tools: the art compiler, the importers and what the `x` command line is made of.

pub mod art;
pub mod import;
