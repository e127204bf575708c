//! What a stranger may send through the WebSocket door: frames, the requests in them, and the words in those.
#![no_main]

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use shared::protocol::frames::{self, MAX_CLIENT_PAYLOADS};
use shared::protocol::requests::{Leave, Probe, Say, SetMuted, Steer, Talk, Typing, WalkTo};
use shared::text::{ChatLine, DisplayName};

fuzz_target!(|data: &[u8]| {
    let frame = Bytes::copy_from_slice(data);
    let Ok(payloads) = frames::split(&frame, 4, MAX_CLIENT_PAYLOADS) else { return };
    let mut again = Vec::new();
    for (channel, payload) in &payloads {
        frames::push(&mut again, *channel, payload);
        // The second byte on is the message of one type; every type is tried, as any may be sent.
        let body = payload.get(1..).unwrap_or_default();
        let _ = postcard::from_bytes::<Steer>(body);
        let _ = postcard::from_bytes::<WalkTo>(body);
        let _ = postcard::from_bytes::<Talk>(body);
        let _ = postcard::from_bytes::<Leave>(body);
        let _ = postcard::from_bytes::<Typing>(body);
        let _ = postcard::from_bytes::<SetMuted>(body);
        let _ = postcard::from_bytes::<Probe>(body);
        let _ = postcard::from_bytes::<shared::content::looks::Looks>(body);
        if let Ok(Say { text }) = postcard::from_bytes::<Say>(body) {
            if let Ok(line) = ChatLine::parse(&text) {
                assert!((1..=shared::text::MAX_LINE).contains(&line.as_str().chars().count()));
                assert_eq!(ChatLine::parse(line.as_str()).as_ref(), Ok(&line), "a parsed line stays as it is");
            }
            if let Ok(name) = DisplayName::parse(&text) {
                assert_eq!(DisplayName::parse(name.as_str()).as_ref(), Ok(&name), "a parsed name stays as it is");
            }
        }
    }
    assert_eq!(again, data, "a frame that was accepted is made of its payloads");
});
