//! `parlor-server doctor`: what would go wrong on this machine, before it does.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::Finding::{self, Fine, Note, Wrong};
use super::check::check;
use crate::run;
use crate::settings::Settings;
use crate::storage::{Claim, StoreError, sqlite_file};

/// Less free space than this is worth a word, in MiB.
const LITTLE: u64 = 1024;

/// With less free space than this the town would soon forget, in MiB.
const TOO_LITTLE: u64 = 64;

/// Everything that [`check`] looks at, and whether another server runs, ports, folder and disk.
pub async fn examine(settings: &Settings) -> Vec<Finding> {
    let mut found = check(settings).await;
    let running = is_in_use(settings).await;
    if let Some(words) = &running {
        found.push(Note(format!("a server is running: {words}")));
    }
    found.extend(ports(settings, running.is_some()).await);
    if let Some(file) = sqlite_file(&settings.database) {
        found.extend(folder(&file));
    }
    if settings.listen.ip().is_loopback() {
        let open = SocketAddr::from(([0, 0, 0, 0], settings.listen.port()));
        found.push(Note(format!(
            "listen is {}: only this machine gets in; listen={open} lets in everybody who can reach it",
            settings.listen
        )));
    }
    found
}

/// The words of the refusal that another server would get; `None` when the database is free.
async fn is_in_use(settings: &Settings) -> Option<String> {
    // Where no file is, nobody has it; asking would make its folder.
    if sqlite_file(&settings.database).is_some_and(|file| !file.exists()) {
        return None;
    }
    match Claim::take(&settings.database).await {
        Ok(claim) => {
            claim.release().await;
            None
        }
        Err(cause @ StoreError::InUse { .. }) => Some(cause.to_string()),
        // Why it can't be reached is a finding of the check.
        Err(_) => None,
    }
}

async fn ports(settings: &Settings, running: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    let taken = |cause: run::StartError| {
        if running { Note(format!("{cause} (it may be the one that is running)")) } else { Wrong(cause.to_string()) }
    };
    match run::bind_tcp(settings).await {
        Ok(_) => found.push(Fine(format!("TCP port {} is free", settings.listen.port()))),
        Err(cause) => found.push(taken(cause)),
    }
    match run::bind_udp(settings) {
        Ok(sockets) => {
            if let Some(first) = sockets.first() {
                let ports: Vec<String> = (settings.udp_port..).take(sockets.len()).map(|p| p.to_string()).collect();
                let ports = if settings.udp_port == 0 { "any free one".to_owned() } else { ports.join(", ") };
                found.push(Fine(format!("UDP: {ports}")));
                found.extend(receive_buffer(first));
            }
        }
        Err(cause) => found.push(taken(cause)),
    }
    found
}

fn receive_buffer(socket: &std::net::UdpSocket) -> Option<Finding> {
    let size = socket2::SockRef::from(socket).recv_buffer_size().ok()?;
    (size < crate::sim::transport::RECEIVE_BUFFER).then(|| {
        Note(format!(
            "the system gives UDP a receive buffer of {} KiB: from about two hundred native players on, allow more with sysctl net.core.rmem_max=4194304",
            size / 1024
        ))
    })
}

/// Whether the database's folder, or the one it would be made in, can be written and has room.
fn folder(file: &Path) -> Vec<Finding> {
    let Some(folder) = nearest_folder(file) else {
        return vec![Wrong(format!("the folder of {} can't be made: something else is in its way", file.display()))];
    };
    let probe = folder.join(format!(".parlor-doctor-{}", std::process::id()));
    let tried = std::fs::write(&probe, "").and_then(|()| std::fs::remove_file(&probe));
    let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
    let mut found = vec![match tried {
        Ok(()) => Fine(format!("the folder {} can be written", shown.display())),
        Err(cause) => Wrong(format!(
            "the folder {} can't be written ({cause}): give this user the right to, or choose another with --set database=…",
            shown.display()
        )),
    }];
    found.extend(free_mib(shown).map(|free| match free {
        ..TOO_LITTLE => Wrong(format!("the disk has only {free} MiB left: make room before the town forgets")),
        TOO_LITTLE..LITTLE => Note(format!("the disk has {free} MiB left: that won't last for ever")),
        _ => Fine(format!("the disk has {} GiB left", free / 1024)),
    }));
    found
}

/// The nearest folder above a file that is there; `None` when what is there isn't a folder.
fn nearest_folder(file: &Path) -> Option<PathBuf> {
    for folder in file.ancestors().skip(1) {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Some(folder.to_owned());
        }
        if folder.exists() {
            return None;
        }
    }
    None
}

#[cfg(unix)]
fn free_mib(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize) / (1024 * 1024))
}

#[cfg(not(unix))]
fn free_mib(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_is_found_and_a_file_in_its_way_is_not_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        std::fs::write(path.join("file"), "").expect("written");
        assert_eq!(nearest_folder(&path.join("a/b/town.db")), Some(path.to_owned()));
        assert_eq!(nearest_folder(Path::new("town.db")), Some(PathBuf::new()));
        assert_eq!(nearest_folder(&path.join("file/town.db")), None);
        assert!(folder_is(&path.join("a/town.db"), false) && folder_is(&path.join("file/town.db"), true));
    }

    fn folder_is(file: &Path, wrong: bool) -> bool {
        folder(file)[0].is_wrong() == wrong
    }
}
