//! A throw-away PostgreSQL for tests: real, on a private socket, gone when the test process is.

use std::io::Write as _;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

const PASSWORD: &str = "only-for-tests";

/// A running cluster. A watchdog in another process stops and deletes it as soon as this one has ended,
/// however it ended, because nothing of a test process can be trusted to run when it is killed.
pub struct Cluster {
    folder: PathBuf,
    databases: AtomicU32,
    watchdog: Child,
}

/// The cluster of this process; started on the first call.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::start)
}

impl Cluster {
    /// Starts a cluster whose commits need not survive a power cut, as it is thrown away with the tests.
    ///
    /// # Panics
    /// When PostgreSQL isn't installed or doesn't start.
    pub fn start() -> Self {
        Self::start_with("fsync = off\nfull_page_writes = off")
    }

    /// Starts a cluster with settings.
    ///
    /// # Panics
    /// When PostgreSQL isn't installed or doesn't start.
    pub fn start_with(more_settings: &str) -> Self {
        let programs = find_programs();
        let user = user_to_run_as();
        // A socket's path has room for about a hundred letters, so the folder is put right under /tmp.
        let folder = tempfile::Builder::new().prefix("parlor-pg-").tempdir_in("/tmp").expect("a folder in /tmp").keep();
        let data = folder.join("data");
        let password_file = folder.join("password");
        std::fs::write(&password_file, PASSWORD).expect("the password file");
        if let Some((uid, gid)) = user {
            chown(&folder, Some(uid), Some(gid)).expect("giving away the folder");
            chown(&password_file, Some(uid), Some(gid)).expect("giving away the password file");
        }
        let watchdog = watch(&programs, &folder, user);
        let command = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir(&folder).env("LC_ALL", "C").stdin(Stdio::null());
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command.arg("-D").arg(&data);
            command
        };
        run(command("initdb")
            .args(["-U", "parlor", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"])
            .arg("--pwfile")
            .arg(&password_file));
        let mut settings =
            std::fs::OpenOptions::new().append(true).open(data.join("postgresql.conf")).expect("postgresql.conf");
        writeln!(settings, "listen_addresses = ''\nunix_socket_directories = '{}'", folder.display()).expect("writing");
        writeln!(settings, "{more_settings}").expect("writing");
        drop(settings);
        run(command("pg_ctl").args(["-w", "-t", "60", "-l"]).arg(folder.join("log")).arg("start"));
        Self { folder, databases: AtomicU32::new(0), watchdog }
    }

    /// The URL of a database of this cluster.
    pub fn url(&self, database: &str) -> String {
        self.url_with(database, PASSWORD)
    }

    /// The same with another password.
    pub fn url_with(&self, database: &str, password: &str) -> String {
        format!("postgres://parlor:{password}@localhost/{database}?host={}", self.folder.display())
    }

    /// The URL of a new, empty database.
    pub async fn fresh_database(&self) -> String {
        let name = format!("town_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        self.url(&name)
    }

    /// Runs SQL as the cluster's owner.
    pub async fn execute(&self, sql: &str) {
        let mut connection = PgConnection::connect(&self.url("postgres")).await.expect("the cluster answers");
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.expect(sql);
        connection.close().await.expect("closing");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        // Whether it went well shows in the folder being gone; there is nobody to tell here.
        let _ = self.watchdog.wait();
    }
}

/// Starts a process that waits until this one is gone (its end of the pipe closes) and then cleans up.
fn watch(programs: &Path, folder: &Path, user: Option<(u32, u32)>) -> Child {
    let script =
        r#"trap '' INT TERM HUP; cat >/dev/null; "$0" -D "$1/data" -m immediate -w stop; rm -rf "$1"/*; rmdir "$1""#;
    let mut command = Command::new("sh");
    command.args(["-c", script]).arg(programs.join("pg_ctl")).arg(folder).process_group(0).current_dir("/");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sh starts")
}

fn run(command: &mut Command) {
    let done = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("starting PostgreSQL's programs");
    assert!(
        done.status.success(),
        "{:?} failed: {}{}",
        command.get_program(),
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
}

/// The folder with `initdb` and `pg_ctl`: on the path, or where Debian puts the newest version.
fn find_programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|(_, folder)| folder));
    folders
        .into_iter()
        .find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
        .expect("these tests need PostgreSQL's initdb and pg_ctl: install the package `postgresql` (Debian, Ubuntu: apt install postgresql)")
}

/// Another user for root, as whom PostgreSQL refuses to run: its own, or nobody; `None` for anyone else.
pub fn user_to_run_as() -> Option<(u32, u32)> {
    if id(&["-u"]) != Some(0) {
        return None;
    }
    let user = ["postgres", "nobody"].into_iter().find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)));
    Some(user.expect("as root these tests need a user `postgres` or `nobody` to run PostgreSQL as"))
}

fn id(arguments: &[&str]) -> Option<u32> {
    let done = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(done.stdout).ok()?.trim().parse().ok()
}
