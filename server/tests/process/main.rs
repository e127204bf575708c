//! The real binary: it starts, lets real clients in over both transports and over bad lines, keeps their bodies,
//! survives a kill, and refuses to start with one clear line when something is wrong.

mod crossing;
mod hostile;
mod link;
mod refusing;
mod returning;
mod rough;
mod serving;
mod support;
