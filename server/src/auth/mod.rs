//! Who may come in: guest tokens, and single-use tickets into the running town.

pub mod gate;
pub mod tickets;
pub mod tokens;
