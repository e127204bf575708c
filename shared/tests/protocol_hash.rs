//! The wire protocol's hash is committed, so that changing what crosses the wire is always deliberate.
//!
//! When this test fails because the protocol was meant to change, put the number it prints here; clients
//! of the old protocol are then asked to update.
#![cfg(all(feature = "server", feature = "client"))]

/// The hash of the protocol that is out.
const COMMITTED: u64 = 0x056e_bc6a_7612_66fc;

#[test]
fn the_protocol_is_the_committed_one() {
    let hash = shared::protocol::hash_of_this_build();
    assert_eq!(hash, COMMITTED, "the wire protocol changed: COMMITTED would be {hash:#x}");
}
