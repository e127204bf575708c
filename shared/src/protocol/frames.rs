//! The WebSocket frame: one binary message per flush holds any number of `[channel u8][length u32 LE][payload]`.
//!
//! The first message of a connection is the ticket as text; everything after it is frames.

use bytes::Bytes;

/// Largest frame a client may send, in bytes.
pub const MAX_CLIENT_FRAME: usize = 16 * 1024;

/// Most payloads a client may put into one frame.
pub const MAX_CLIENT_PAYLOADS: usize = 64;

const HEADER: usize = 5;

/// Why a frame was refused; the connection that sent it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadFrame {
    /// The frame ends in the middle of a header or payload.
    #[error("the frame ends too early")]
    Truncated,
    /// A payload is for a channel that doesn't exist.
    #[error("channel {0} doesn't exist")]
    UnknownChannel(u8),
    /// More bytes or payloads than allowed.
    #[error("the frame is too large")]
    TooLarge,
}

/// Adds one payload to a frame under construction.
pub fn push(frame: &mut Vec<u8>, channel: u8, payload: &[u8]) {
    frame.push(channel);
    frame.extend_from_slice(&u32::try_from(payload.len()).unwrap_or(u32::MAX).to_le_bytes());
    frame.extend_from_slice(payload);
}

/// Splits a frame into `(channel, payload)`; all or nothing, so a broken frame delivers no part of itself.
///
/// # Errors
/// [`BadFrame`] when it is truncated, names a channel at or above `channels`, or holds more than
/// `max_payloads` payloads.
pub fn split(frame: &Bytes, channels: usize, max_payloads: usize) -> Result<Vec<(u8, Bytes)>, BadFrame> {
    let mut payloads = Vec::new();
    let mut at = 0;
    while at < frame.len() {
        let header = frame.get(at..at + HEADER).ok_or(BadFrame::Truncated)?;
        let channel = header[0];
        if usize::from(channel) >= channels {
            return Err(BadFrame::UnknownChannel(channel));
        }
        if payloads.len() == max_payloads {
            return Err(BadFrame::TooLarge);
        }
        let length = u32::from_le_bytes([header[1], header[2], header[3], header[4]]) as usize;
        let (start, end) = (at + HEADER, at.saturating_add(HEADER).saturating_add(length));
        if end > frame.len() {
            return Err(BadFrame::Truncated);
        }
        payloads.push((channel, frame.slice(start..end)));
        at = end;
    }
    Ok(payloads)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_frames_are_refused_whole() {
        let mut frame = Vec::new();
        push(&mut frame, 0, b"fine");
        push(&mut frame, 9, b"no such channel");
        assert_eq!(split(&frame.into(), 3, 8), Err(BadFrame::UnknownChannel(9)));
        assert_eq!(split(&Bytes::from_static(&[0, 255, 255, 255, 255, 1]), 3, 8), Err(BadFrame::Truncated));
        assert_eq!(split(&Bytes::from_static(&[0, 0, 0]), 3, 8), Err(BadFrame::Truncated));
        let many: Vec<u8> = [0u8, 0, 0, 0, 0].repeat(9);
        assert_eq!(split(&many.into(), 3, 8), Err(BadFrame::TooLarge));
    }

    proptest! {
        #[test]
        fn frames_come_back_as_they_went(parts in prop::collection::vec((0u8..4, prop::collection::vec(any::<u8>(), 0..40)), 0..8)) {
            let mut frame = Vec::new();
            for (channel, payload) in &parts {
                push(&mut frame, *channel, payload);
            }
            let split = split(&frame.into(), 4, 8).map(|p| p.into_iter().map(|(c, b)| (c, b.to_vec())).collect::<Vec<_>>());
            prop_assert_eq!(split, Ok(parts));
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = split(&noise.into(), 4, 8);
        }
    }
}
