//! The browser's WebSocket.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use bytes::Bytes;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::js_sys::{ArrayBuffer, Uint8Array};
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use crate::net::frames::{LineEvent, MAX_SERVER_FRAME};

/// Frames that may wait while nobody looks: an hour of a tab in the background. A tab that sleeps longer
/// starts afresh.
const MOST_WAITING: usize = 40_000;

/// Bytes that may wait to leave before the line counts as dead.
const MOST_UNSENT: u32 = 1024 * 1024;

type Events = Rc<RefCell<VecDeque<LineEvent>>>;

/// An open or opening WebSocket; dropping it closes it. Only the browser's one thread may touch it.
pub struct Socket(SendWrapper<Line>);

struct Line {
    /// `None` when the browser refuses the address.
    socket: Option<WebSocket>,
    events: Events,
    /// What the browser calls; must live as long as the socket.
    _listeners: Vec<Closure<dyn FnMut(Event)>>,
}

impl Socket {
    /// Starts to connect to `url` and to show `ticket` there.
    pub fn open(url: String, ticket: String) -> Self {
        let events = Events::default();
        match connect(&url, ticket, &events) {
            Ok(line) => Self(SendWrapper::new(line)),
            Err(cause) => {
                tracing::warn!(?cause, "the browser opens no socket");
                events.borrow_mut().push_back(LineEvent::Closed);
                Self(SendWrapper::new(Line { socket: None, events, _listeners: Vec::new() }))
            }
        }
    }

    /// What happened next, without waiting; [`LineEvent::Closed`] is the last.
    pub fn poll(&mut self) -> Option<LineEvent> {
        self.0.events.borrow_mut().pop_front()
    }

    /// Queues a frame; false when the line is dead or hopelessly behind.
    pub fn send(&mut self, frame: Bytes) -> bool {
        let alive = self.0.socket.as_ref().filter(|socket| socket.buffered_amount() < MOST_UNSENT);
        alive.is_some_and(|socket| socket.send_with_u8_array(&frame).is_ok())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(socket) = &self.socket {
            socket.set_onopen(None);
            socket.set_onmessage(None);
            socket.set_onclose(None);
            // It may be closed already.
            let _ = socket.close();
        }
    }
}

fn connect(url: &str, ticket: String, events: &Events) -> Result<Line, JsValue> {
    let socket = WebSocket::new(url)?;
    socket.set_binary_type(BinaryType::Arraybuffer);
    let opened = {
        let (socket, events) = (socket.clone(), Rc::clone(events));
        Closure::<dyn FnMut(Event)>::new(move |_| {
            let event = if socket.send_with_str(&ticket).is_ok() { LineEvent::Opened } else { LineEvent::Closed };
            events.borrow_mut().push_back(event);
        })
    };
    let heard = {
        let (socket, events) = (socket.clone(), Rc::clone(events));
        Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let Some(buffer) = data.and_then(|data| data.dyn_into::<ArrayBuffer>().ok()) else { return };
            let mut waiting = events.borrow_mut();
            if waiting.len() < MOST_WAITING && buffer.byte_length() as usize <= MAX_SERVER_FRAME {
                waiting.push_back(LineEvent::Frame(Uint8Array::new(&buffer).to_vec().into()));
            } else {
                let _ = socket.close();
            }
        })
    };
    let closed = {
        let events = Rc::clone(events);
        Closure::<dyn FnMut(Event)>::new(move |_| events.borrow_mut().push_back(LineEvent::Closed))
    };
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    socket.set_onclose(Some(closed.as_ref().unchecked_ref()));
    Ok(Line { socket: Some(socket), events: Rc::clone(events), _listeners: vec![opened, heard, closed] })
}
