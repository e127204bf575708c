//! The clipboard in a line of text, on a page that browsers trust and on one that they don't.

use fantoccini::key::Key;

use crate::driver::{Driver, Screen};
use crate::page::Page;
use crate::support::Server;
use crate::visit::bundle;

/// A name for this machine that browsers don't trust without encryption.
const ELSEWHERE: &str = "parlor.test";

#[test]
#[ignore = "run by `cargo x test browser`, which makes the bundle"]
fn a_name_is_copied_cut_and_pasted() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[&bundle()]);
    let driver = Driver::start();
    let flag = format!("--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1");
    let mut page = Page::open_with(&driver, "clipboard", Screen::Desktop(640, 480), &[&flag]);
    for (address, is_trusted) in
        [(server.address.clone(), true), (format!("http://{ELSEWHERE}:{}", server.port()), false)]
    {
        page.arrive(&address);
        assert_eq!(page.run("return isSecureContext"), is_trusted);
        page.type_words("Ada");
        for letter in ['a', 'c'] {
            page.press_control(letter);
        }
        page.hold(Key::End, 20);
        page.press_control('v');
        page.picture("copied");
        for letter in ['a', 'x'] {
            page.press_control(letter);
        }
        // What was cut would be behind these if it were still there.
        page.hold(Key::End, 20);
        page.type_words("Mrs ");
        page.press_control('v');
        page.picture("pasted");
        page.hold(Key::Enter, 20);
        page.until_true(10, "the name is whole", "localStorage.getItem('parlor.settings')?.includes('\"Mrs AdaAda\"')");
        // To pages without encryption browsers say that they trust them less.
        let errors: Vec<String> = page.console().into_iter().filter(|line| !line.contains("untrustworthy")).collect();
        assert_eq!(errors, Vec::<String>::new(), "the console has no errors");
    }
}
