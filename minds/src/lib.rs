//! Minds: characters that decide, remember and always have a line ready, without a model, a clock or a network.
//!
//! A [`Mind`] belongs to one character. The server tells it what happens and asks it for intents and lines; time is
//! passed in and chance is [`Dice`], so the same inputs give the same town. Conversations are a state machine of
//! their own ([`talk::Conversation`]): it says whose turn it is, the mind says the words.
//!
//! ```
//! use minds::talk::{Conversation, Member, Said, TalkFact};
//! use shared::ids::{BodyId, ConversationId};
//!
//! let (ana, pip) = (BodyId(1), BodyId(2));
//! let pip_talks = Member::character(pip, 55, vec!["chess".into()]);
//! let (mut talk, _) = Conversation::open(ConversationId(7), Member::player(ana), pip_talks, 0);
//! talk.accept(pip, 100);
//! talk.arrived(ana, 200);
//! let facts = talk.arrived(pip, 200);
//! assert!(facts.iter().any(|f| matches!(f, TalkFact::TurnGiven { who, .. } if *who == pip)));
//! assert!(talk.line(Said::new(pip, "Ana! Chess today?"), 300).is_ok());
//! ```

pub mod content;
pub mod memory;
mod mind;
pub mod mood;
mod people;
pub mod persona;
pub mod storylet;
pub mod talk;
mod town;
pub mod understand;
pub mod voice;
pub mod words;

pub use content::{Cast, Role};
pub use mind::Mind;
pub use mind::catch_up::catch_up;
pub use mind::decide::{Intent, Near, Situation};
pub use mind::keep::{MindChange, MindSnapshot, STATE_ROW};
pub use mind::relation::Relation;
pub use mind::speech::{Heard, Line, Meeting, TalkContext};
pub use mind::story::{REST_IN_TOWN, Scene};
pub use mood::Mood;
pub use people::{BadPerson, Other, Person};
pub use shared::dice::Dice;
pub use town::{Flags, Gazetteer, QuietWorld, TownEffect, Whereabouts, World, WorldEvent};
