//! What keeps the server from starting is said in one line that tells what to do, and nothing is changed.

use std::path::Path;
use std::process::Output;

use crate::edits::Copy;
use crate::support::{command, free_port};

fn refused(folder: &Path, more: &[&str]) -> String {
    let port = free_port();
    let Output { status, stderr, .. } = command(folder, port, more).output().expect("the server runs");
    let said = String::from_utf8_lossy(&stderr).into_owned();
    assert!(!status.success(), "it started: {said}");
    said
}

#[test]
fn a_bad_setting_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    for (setting, part) in [
        ("shards=40", "shards is 40, expected 1 to 16"),
        ("no_such_thing=1", "no_such_thing"),
        ("listen=nowhere", "listen"),
        ("arrival_scene=moon", "it has: cafe, game-hall, plaza"),
    ] {
        let said = refused(folder.path(), &[setting]);
        assert!(said.contains(part), "{setting}: {said}");
        assert!(said.starts_with("parlor-server: "), "{said}");
    }
}

#[test]
fn a_taken_port_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address");
    let said = refused(folder.path(), &[&format!("listen={address}")]);
    assert!(said.contains(&format!("TCP port {} can't be used", address.port())), "{said}");
}

#[test]
fn broken_content_is_named_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = Copy::new();
    copy.edit("client/scenes/cafe/cafe.scene.ron", "outdoors", "outdors");
    let said = refused(folder.path(), &[&format!("assets={}", copy.path().display())]);
    assert!(said.contains("cafe.scene.ron:") && said.contains("outdors"), "{said}");
}

#[test]
fn a_host_of_games_who_lives_nowhere_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = Copy::new();
    copy.write("server/patter/amoss.patter.ron", &copy.read("server/patter/amos.patter.ron"));
    let said = refused(folder.path(), &[&format!("assets={}", copy.path().display())]);
    assert!(said.contains("amoss.patter.ron") && said.contains("did you mean \"amos\"?"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a-file");
    std::fs::write(&file, "not a folder").expect("written");
    let said = refused(folder.path(), &[&format!("database={}/town.db", file.display())]);
    assert!(said.contains("database") && said.contains("a-file"), "{said}");
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data/town.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("tokio");
    runtime.block_on(async {
        let store = server::storage::Store::open(path.to_str().expect("a path")).await.expect("a database");
        store.close().await;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut connection = sqlx::ConnectOptions::connect(&options).await.expect("a connection");
        sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', TRUE, x'00', 0)")
            .execute(&mut connection)
            .await
            .expect("a later migration");
    });
    let said = refused(folder.path(), &[]);
    assert!(said.contains("newer"), "{said}");
}
