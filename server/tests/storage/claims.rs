//! What has to be true of claims and of forgetting, on every database.

use server::storage::{Claim, Forgotten, RelationRow, StoreError, Who, Write};
use shared::ids::PlayerId;

use crate::postgres::cluster;
use crate::scratch::{Scratch, key, line, memory, newcomer};

pub async fn a_database_is_claimed_by_one(scratch: &Scratch) {
    let claim = Claim::take(&scratch.address).await.expect("free");
    let store = scratch.open().await;
    for _ in 0..2 {
        let refused = Claim::take(&scratch.address).await.expect_err("claimed twice");
        assert!(matches!(refused, StoreError::InUse { .. }), "{refused:?}");
        let words = refused.to_string();
        assert!(words.starts_with("another server") && words.contains("stop that one"), "{words}");
        assert!(!words.contains("only-for-tests") && !words.contains('\n'), "{words}");
        if scratch.is_sqlite() {
            assert!(words.contains(&format!("(process {})", std::process::id())), "{words}");
        }
    }
    store.ping().await.expect("the claim is in nobody's way");
    claim.release().await;
    let claim = Claim::take(&scratch.address).await.expect("free again");
    drop(claim);
    let other = if scratch.is_sqlite() { Scratch::sqlite().await } else { Scratch::postgres().await };
    Claim::take(&other.address).await.expect("another database is another claim");
}

#[tokio::test]
async fn a_file_by_another_name_is_the_same() {
    let scratch = Scratch::sqlite().await;
    scratch.open().await.close().await;
    let _claim = Claim::take(&scratch.address).await.expect("free");
    let link = format!("{}.link", scratch.address);
    std::os::unix::fs::symlink(&scratch.address, &link).expect("linked");
    assert!(matches!(Claim::take(&link).await, Err(StoreError::InUse { .. })));
}

#[tokio::test]
async fn a_broken_connection_gives_the_claim_up() {
    let scratch = Scratch::postgres().await;
    let _claim = Claim::take(&scratch.address).await.expect("free");
    let name = scratch.address.split(['/', '?']).nth(3).expect("a name");
    cluster()
        .execute(&format!("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'"))
        .await;
    Claim::take(&scratch.address).await.expect("a server that is gone holds nothing");
}

pub async fn a_forgotten_player_leaves_nothing(scratch: &Scratch) {
    let (store, writes, _) = scratch.open_with_writer().await;
    let (ana, bo) = (PlayerId(0xa), PlayerId(0xb0));
    for player in [ana, bo] {
        store.create_player(&newcomer(player.0)).await.expect("created");
    }
    let of = |player: PlayerId| {
        let who = Who::Player(player);
        let conversation = Some(shared::ids::ConversationId(player.0));
        let said = |seq, speaker: Who, listener| {
            let conversation = conversation.filter(|_| seq < 2);
            Write::Line(server::storage::LineRow { conversation, speaker, listener, ..line(0, seq, "hi") })
        };
        let mira = Who::Character(key("mira"));
        vec![
            Write::VisitStarted { visit: player.0, player, scene: key("plaza"), at_ms: 1 },
            Write::PlayerMuted { player: PlayerId(0xb0), other: player, muted: true },
            Write::Memory(memory("mira", player.0, &format!(r#"{{"who":["{player}"]}}"#))),
            Write::Relation(RelationRow { character: key("mira"), other: who.clone(), body: "{}".into() }),
            Write::ConversationOpened {
                conversation: shared::ids::ConversationId(player.0),
                scene: key("plaza"),
                at_ms: 1,
            },
            said(0, who.clone(), Some(mira.clone())),
            said(1, mira.clone(), Some(who.clone())),
            said(2, who, None),
            Write::SceneState {
                scene: key("plaza"),
                key: "news".into(),
                value: format!(r#"[{{"who":["{ana}"]}},{{"who":["{bo}"]}}]"#),
            },
        ]
    };
    writes.try_send([of(ana), of(bo)].concat()).expect("room");
    writes.flush().await.expect("durable");
    assert_eq!(store.visitors().await.expect("a list").len(), 2);
    assert_eq!(store.forget_player(PlayerId(99)).await.expect("an answer"), None);
    let gone = store.forget_player(ana).await.expect("an answer").expect("there");
    assert_eq!(gone, Forgotten { lines: 3, memories: 2, news: 1 });
    assert_eq!(store.forget_player(ana).await.expect("an answer"), None);

    let town = store.load_town().await.expect("a town");
    assert_eq!(town.memories.len(), 1);
    assert_eq!(town.relations.iter().map(|r| r.other.clone()).collect::<Vec<_>>(), [Who::Player(bo)]);
    assert_eq!(town.scene_state[&(key("plaza"), "news".into())], format!(r#"[{{"who":["{bo}"]}}]"#));
    let counts = "SELECT COUNT(*) FROM players UNION ALL SELECT COUNT(*) FROM visits UNION ALL SELECT COUNT(*) FROM mutes UNION ALL SELECT COUNT(*) FROM lines";
    assert_eq!(scratch.numbers(counts).await, [1, 1, 1, 3]);
    let folder = tempfile::TempDir::new().expect("a folder");
    let backup = folder.path().join("backup");
    store.back_up(&backup, 1).await.expect("backed up");
    let text = std::fs::read_to_string(&backup).expect("read");
    assert!(!text.contains(&ana.to_string()) && !text.contains(&Who::Player(ana).to_string()), "{text}");
    assert!(text.contains(&bo.to_string()));
}
