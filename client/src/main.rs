//! The native client: opens the window, or takes a picture of it.

use std::path::{Path, PathBuf};

use bevy::app::AppExit;
use bevy::prelude::*;
use clap::Parser;
use client::net::{NetCommand, TransportChoice};
use client::settings::Settings;
use client::shot::{Shot, Staging, View};

/// Parlor: a small town where characters live and talk.
#[derive(Parser, Debug)]
#[command(name = "parlor", version)]
struct Args {
    /// Address of the town's server (default: the one of the last visit, then this machine).
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// The name to go by.
    #[arg(long)]
    name: Option<String>,
    /// Walk straight in, without the title screen.
    #[arg(long, requires = "name")]
    join: bool,
    /// The folder of the shipped content (default: ./assets/client, then beside the program).
    #[arg(long, value_name = "DIR", env = "PARLOR_ASSETS")]
    assets: Option<PathBuf>,
    /// Take a picture of this view and leave; `cargo x shot --list` names them.
    #[arg(long, value_name = "VIEW", value_parser = view, requires = "out")]
    shot: Option<View>,
    /// Width and height of the picture.
    #[arg(long, value_name = "WxH", value_parser = size, default_value = "1280x800")]
    size: (u32, u32),
    /// The town's hour in the picture.
    #[arg(long, value_name = "HH:MM", value_parser = minute)]
    time: Option<u16>,
    /// The PNG to write.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn main() -> AppExit {
    let args = Args::parse();
    let Some(assets) = find_assets(args.assets.as_deref()) else {
        eprintln!("Parlor can't find its content: name the folder assets/client with --assets DIR.");
        return AppExit::error();
    };
    let options = match client::Options::load(&assets, seed()) {
        Ok(options) => options,
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            return AppExit::error();
        }
    };
    if let (Some(view), Some(out)) = (args.shot, args.out) {
        let staging = Staging { view, minute: args.time.unwrap_or(view.minute()) };
        let shot = Shot { staging, size: args.size, out };
        return client::shot::take(options, shot);
    }
    let mut app = client::windowed(options);
    let mut settings = app.world_mut().resource_mut::<Settings>();
    if let Some(server) = &args.server {
        settings.server.clone_from(server);
    }
    if let Some(name) = &args.name {
        settings.name.clone_from(name);
    }
    let (looks, server) = (settings.looks.unwrap_or_default(), settings.server.clone());
    let server = if server.is_empty() { client::HOME_SERVER.to_owned() } else { server };
    if let (true, Some(name)) = (args.join, args.name) {
        let join = NetCommand::Join { server, name, looks, transport: TransportChoice::Auto };
        app.add_systems(Startup, move |mut net: MessageWriter<NetCommand>| {
            net.write(join.clone());
        });
    }
    app.run()
}

/// The content folder as an absolute path, from the first place that has one.
fn find_assets(asked: Option<&Path>) -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("assets/client")));
    let places = match asked {
        Some(asked) => vec![asked.to_owned()],
        None => [Some(PathBuf::from("assets/client")), beside].into_iter().flatten().collect(),
    };
    places.into_iter().find(|place| place.is_dir()).and_then(|place| place.canonicalize().ok())
}

/// Differs from start to start; only spreads reconnects.
fn seed() -> u64 {
    u64::from(std::process::id())
}

fn view(text: &str) -> Result<View, String> {
    let names: Vec<_> = View::ALL.iter().map(|(name, _)| *name).collect();
    View::named(text).ok_or_else(|| format!("there are {}", names.join(", ")))
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let sizes = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    let fits = |n: u32| (160..=4096).contains(&n);
    sizes.filter(|(w, h)| fits(*w) && fits(*h)).ok_or_else(|| "expected a size like 1280x800, each 160 to 4096".into())
}

fn minute(text: &str) -> Result<u16, String> {
    let parts = text.split_once(':').and_then(|(h, m)| Some((h.parse::<u16>().ok()?, m.parse::<u16>().ok()?)));
    let time = parts.filter(|(h, m)| *h < 24 && *m < 60).map(|(h, m)| h * 60 + m);
    time.ok_or_else(|| "expected an hour like 21:30".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_hours_are_parsed() {
        assert_eq!(size("1280x800"), Ok((1280, 800)));
        assert!(size("1280").is_err() && size("9x9").is_err());
        assert_eq!(minute("21:30"), Ok(1290));
        assert!(minute("24:00").is_err() && minute("noon").is_err());
    }
}
