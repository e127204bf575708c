//! The real binary: it starts, lets real clients in over both transports, survives a kill, and refuses to start
//! with one clear line when something is wrong.

mod refusing;
mod serving;
mod support;
