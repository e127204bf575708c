//! Words: templates with slots and choices, and the grammar that keeps filled-in sentences right.
//!
//! A template is spoken text with `{slot}` (filled in), `{Slot}` (the same with a capital), `{a:slot}` (with "a" or
//! "an"), `{plural:slot}`, and `[one|two]` (one of these). A slot that can't be filled disqualifies the template.

pub mod grammar;
pub mod template;
pub mod tokens;

/// Most characters of a line that a character speaks.
pub const MAX_SPOKEN: usize = 90;
