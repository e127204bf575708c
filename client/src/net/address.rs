//! A server's address, as people type it and as programs need it.

/// The address of a town's API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerAddress {
    secure: bool,
    host: String,
    port: u16,
}

/// An address nobody can connect to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a server's address: try something like town.example.org or 127.0.0.1:8080")]
pub struct BadAddress(pub String);

impl ServerAddress {
    /// Reads `host`, `host:port`, `[v6]:port`, with or without `http://` or `https://`; the rest of an URL is ignored.
    ///
    /// # Errors
    /// [`BadAddress`] when there is no host or the port is no number.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let bad = || BadAddress(text.chars().take(80).collect());
        let trimmed = text.trim();
        let (secure, rest) = match trimmed.split_once("://") {
            None | Some(("http" | "ws", _)) => (false, trimmed.split_once("://").map_or(trimmed, |(_, rest)| rest)),
            Some(("https" | "wss", rest)) => (true, rest),
            Some(_) => return Err(bad()),
        };
        let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().map_err(|_| bad())?)),
            _ => (place, None),
        };
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let legal = |c: char| c.is_alphanumeric() || "-._".contains(c) || (bare != host && c == ':');
        if bare.is_empty() || !bare.chars().all(legal) {
            return Err(bad());
        }
        let default_port = if secure { 443 } else { 80 };
        Ok(Self { secure, host: host.to_lowercase(), port: port.unwrap_or(default_port) })
    }

    /// `http://host:port`, without a slash at the end.
    #[must_use]
    pub fn http(&self) -> String {
        format!("{}://{}:{}", if self.secure { "https" } else { "http" }, self.host, self.port)
    }

    /// The address of a WebSocket under `path` (which starts with a slash).
    #[must_use]
    pub fn web_socket(&self, path: &str) -> String {
        format!("{}://{}:{}{path}", if self.secure { "wss" } else { "ws" }, self.host, self.port)
    }

    /// The host, without brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, http: Option<&str>) {
        assert_eq!(ServerAddress::parse(text).ok().map(|a| a.http()).as_deref(), http, "{text:?}");
    }

    #[test]
    fn addresses() {
        check("127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("  Town.Example.org ", Some("http://town.example.org:80"));
        check("http://localhost:9/api/v1/town?x=1", Some("http://localhost:9"));
        check("https://town.example.org", Some("https://town.example.org:443"));
        check("[::1]:80", Some("http://[::1]:80"));
        check("[::1]", Some("http://[::1]:80"));
    }

    #[test]
    fn nonsense() {
        for text in ["", "  ", "http://", "ftp://x", "a b", "host:port", "host:70000", "::1", "user@host"] {
            check(text, None);
        }
    }

    #[test]
    fn sockets_follow_the_scheme() {
        let socket = |text| ServerAddress::parse(text).expect("an address").web_socket("/ws");
        assert_eq!(socket("a:1"), "ws://a:1/ws");
        assert_eq!(socket("https://a"), "wss://a:443/ws");
        assert_eq!(ServerAddress::parse("[::1]:5").expect("an address").host(), "::1");
    }
}
