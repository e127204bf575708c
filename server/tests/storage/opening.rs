//! What has to be true of opening, on every database and on each.

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use server::storage::{Store, StoreError, Write, known_migrations};
use tempfile::TempDir;

use crate::postgres::{cluster, user_to_run_as};
use crate::scratch::Scratch;

const TABLES: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";

pub async fn opening_again_changes_nothing(scratch: &Scratch) {
    let store = scratch.open().await;
    store.create_player(&crate::scratch::newcomer(1)).await.expect("created");
    let again = scratch.open().await;
    assert!(again.load_player(shared::ids::PlayerId(1)).await.expect("an answer").is_some());
    let known: Vec<i64> = known_migrations().into_iter().map(|(version, _)| version).collect();
    assert_eq!(scratch.numbers(TABLES).await, known);
    assert!(!again.describe().contains("only-for-tests"), "the log would show the password");
    store.close().await;
    assert!(matches!(store.ping().await, Err(StoreError::Unavailable { .. })));
    again.ping().await.expect("an answer");
}

pub async fn a_newer_version_is_left_alone(scratch: &Scratch) {
    scratch.open().await.close().await;
    scratch
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT 9001, 'from the future', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1; \
             ALTER TABLE town RENAME TO city",
        )
        .await;
    let before = scratch.numbers(TABLES).await;
    let error = Store::open(&scratch.address).await.expect_err("a newer database was opened");
    assert!(matches!(error, StoreError::NewerVersion { found: 9001, known: 1.. }), "{error:?}");
    assert!(error.to_string().contains("newer"), "{error}");
    assert_eq!(scratch.numbers(TABLES).await, before);
    assert_eq!(scratch.numbers("SELECT COUNT(*) FROM city").await, [0]);
}

pub async fn another_history_is_refused(scratch: &Scratch) {
    scratch.open().await.close().await;
    let bytes = if scratch.is_sqlite() { "x'00'" } else { "'\\x00'" };
    scratch.execute(&format!("UPDATE _sqlx_migrations SET checksum = {bytes} WHERE version = 1")).await;
    assert!(matches!(Store::open(&scratch.address).await, Err(StoreError::Altered { version: 1 })));
}

#[test]
fn every_migration_is_compiled_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    files.sort();
    let known: Vec<String> = known_migrations()
        .into_iter()
        .map(|(version, name)| format!("{version:04}_{}.sql", name.replace(' ', "_")))
        .collect();
    assert_eq!(files, known);
}

#[tokio::test]
async fn paths_that_cannot_be_used() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "not a database, but long enough to be read as the first page of one".repeat(99))
        .expect("written");
    let file = file.to_str().expect("UTF-8");
    let half = folder.path().join("half.db");
    let store = Store::open(half.to_str().expect("UTF-8")).await.expect("opened");
    store.close().await;
    let mut bytes = std::fs::read(&half).expect("read");
    bytes[100..4096].fill(0xff);
    std::fs::write(&half, bytes).expect("written");

    let under_a_file = format!("{file}/deeper/town.db");
    let a_folder = folder.path().to_str().expect("UTF-8");
    let half = half.to_str().expect("UTF-8");
    type Expected = fn(&StoreError) -> bool;
    let cases: [(&str, Expected); 7] = [
        (&under_a_file, |error| matches!(error, StoreError::Unwritable { .. })),
        (a_folder, |error| matches!(error, StoreError::Unwritable { .. })),
        (file, |error| matches!(error, StoreError::Corrupt { .. })),
        (half, |error| matches!(error, StoreError::Corrupt { .. })),
        ("mysql://root:only-for-tests@host/db", |error| matches!(error, StoreError::BadAddress { .. })),
        ("postgres://[", |error| matches!(error, StoreError::BadAddress { .. })),
        ("", |error| matches!(error, StoreError::BadAddress { .. })),
    ];
    for (address, expected) in cases {
        let error = Store::open(address).await.expect_err(address);
        assert!(expected(&error), "{address}: {error:?}");
        assert!(!error.to_string().contains("only-for-tests") && !error.to_string().contains('\n'), "{error}");
    }
}

/// Names a folder to the process that may not write everything in it.
const FOLDER: &str = "PARLOR_TEST_FOLDER";

#[tokio::test]
#[ignore = "run by the test that takes its rights away"]
async fn opens_what_it_may_not_write() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    for path in ["read-only.db", "closed/town.db", "closed/deeper/town.db"] {
        let path = folder.join(path);
        let error = Store::open(path.to_str().expect("UTF-8")).await.expect_err("opened what can't be written");
        assert!(matches!(error, StoreError::Unwritable { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn files_that_may_not_be_written() {
    let folder = TempDir::new().expect("a folder");
    let (file, closed) = (folder.path().join("read-only.db"), folder.path().join("closed"));
    Store::open(file.to_str().expect("UTF-8")).await.expect("opened").close().await;
    std::fs::create_dir(&closed).expect("a folder");
    set_permissions(&file, Permissions::from_mode(0o444)).expect("set");
    set_permissions(&closed, Permissions::from_mode(0o555)).expect("set");
    // Nothing is closed to root, so another user tries, with a copy of this program that they can reach.
    let program = folder.path().join("test");
    std::fs::copy(std::env::current_exe().expect("this binary"), &program).expect("copied");
    let mut command = Command::new(&program);
    if let Some((uid, gid)) = user_to_run_as() {
        chown(folder.path(), Some(uid), Some(gid)).expect("given away");
        command.uid(uid).gid(gid);
    }
    let done = command
        .args(["--ignored", "--exact", "opening::opens_what_it_may_not_write"])
        .env(FOLDER, folder.path())
        .output()
        .expect("started");
    set_permissions(&closed, Permissions::from_mode(0o755)).expect("set");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn addresses_that_do_not_answer() {
    let wrong_password = cluster().url_with("postgres", "sesame-open");
    let no_such_database = cluster().url("no_such_town");
    type Expected = fn(&StoreError) -> bool;
    let cases: [(&str, Expected); 4] = [
        (&wrong_password, |error| matches!(error, StoreError::Denied { .. })),
        (&no_such_database, |error| matches!(error, StoreError::Unavailable { .. })),
        ("postgres://u:sesame-open@127.0.0.1:1/db", |error| matches!(error, StoreError::Unavailable { .. })),
        ("postgres://u:sesame-open@localhost/db?host=/nowhere", |error| {
            matches!(error, StoreError::Unavailable { .. })
        }),
    ];
    for (address, expected) in cases {
        let begun = Instant::now();
        let error = Store::open(address).await.expect_err(address);
        assert!(expected(&error), "{error:?}");
        assert!(!error.to_string().contains("sesame-open") && !error.to_string().contains('\n'), "{error}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{error} took {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn broken_connections_lose_nothing() {
    let scratch = Scratch::postgres().await;
    let (store, writes, _) = scratch.open_with_writer().await;
    let name = scratch.address.split(['/', '?']).nth(3).expect("a name").to_owned();
    let cut = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    for n in 0..400 {
        writes.try_send(vec![Write::Memory(crate::scratch::memory("mira", n, "{}"))]).expect("room");
        if n % 100 == 50 {
            cluster().execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
            cluster().execute(&cut).await;
        }
        if n % 100 == 80 {
            cluster().execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    writes.flush().await.expect("durable");
    assert_eq!(store.load_town().await.expect("an answer").memories.len(), 400);
    assert_eq!(writes.numbers().refused_rows, 0);
}
