//! Personas as a writer writes them (`NAME.persona.ron`): who somebody is, when they are where, and how they talk.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::voice::Voice;

/// The private half of a character. Every text that is spoken may hold slots (see [`crate::words`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonaDef {
    /// How others speak of them.
    pub pronouns: Pronouns,
    /// Years, 1..=120.
    pub age: u8,
    /// What they do, in a few words with its article: "the barista".
    pub job: String,
    /// What they want this week, completing "I want …": "to get the old clock going again".
    pub wants: String,
    /// What they steer away from, as a noun phrase: "talk about money".
    pub avoids: String,
    /// What they notice first about others, as a noun phrase: "worn-out shoes".
    pub notices: String,
    /// Three or more words they keep using.
    pub pet_words: Vec<String>,
    /// How long their sentences are.
    pub sentences: Sentences,
    /// How readily they take the word, 0..=100.
    pub talkativeness: u8,
    /// What drives their choices, each 0..=100.
    pub traits: Traits,
    /// Topics they are glad to talk about.
    pub likes: Vec<String>,
    /// Topics they would rather leave.
    pub dislikes: Vec<String>,
    /// What they know to be true and may tell.
    pub knows: Vec<KnownDef>,
    /// What other characters are to them when the town begins, by character name.
    #[serde(default)]
    pub relations: BTreeMap<String, RelationDef>,
    /// The scene they live in.
    pub home: String,
    /// Their day, in order of time; the last entry lasts until the first one of the next day.
    pub schedule: Vec<ScheduleDef>,
    /// How they talk.
    pub voice: Voice,
}

/// Which pronouns a person goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Pronouns {
    /// She, her, her.
    She,
    /// He, him, his.
    He,
    /// They, them, their.
    #[default]
    They,
}

/// How long somebody's sentences run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Sentences {
    /// About 4 to 7 words.
    Short,
    /// About 6 to 10 words.
    #[default]
    Middle,
    /// About 9 to 14 words.
    Long,
}

/// What drives a character's choices; each 0..=100, 50 is ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traits {
    /// Seeks company.
    pub sociable: u8,
    /// Goes and looks.
    pub curious: u8,
    /// Keeps to the schedule.
    pub diligent: u8,
    /// Grows fond of people quickly.
    pub warm: u8,
    /// Is hard to upset.
    pub calm: u8,
}

/// A typed fact: `subject relation object` reads as a sentence, e.g. `the fountain` `was built by` `Mira's aunt`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownDef {
    /// What it is about: "me", a thing with its article ("the fountain") or a name ("Otto").
    pub subject: String,
    /// A verb in the third person: "is", "likes", "was built by".
    pub relation: String,
    /// The rest of the sentence, without a full stop.
    pub object: String,
    /// How this character tells it, when the plain sentence isn't their way.
    #[serde(default)]
    pub say: Option<String>,
}

/// What somebody is to a character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationDef {
    /// −100 (can't stand them) ..= 100 (loves them).
    pub affinity: i8,
    /// Who they are, as a noun phrase: "my chess partner".
    pub are: String,
}

/// From this time on the character is there, doing that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleDef {
    /// When it begins.
    pub from: HourMinute,
    /// The scene.
    pub scene: String,
    /// The named spot of that scene.
    pub spot: String,
    /// What they do there, as it follows "I am": "polishing cups".
    pub doing: String,
    /// Whether it keeps them from wandering off and makes them short with people.
    #[serde(default)]
    pub busy: bool,
    /// Only on these days of the week; every day when empty.
    #[serde(default)]
    pub days: Vec<Weekday>,
}

/// A day of the town's week; day 0 of the town is a Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// The day of the week that a day of the town is.
    #[must_use]
    pub const fn of_day(day: u32) -> Self {
        match day % 7 {
            0 => Self::Mon,
            1 => Self::Tue,
            2 => Self::Wed,
            3 => Self::Thu,
            4 => Self::Fri,
            5 => Self::Sat,
            _ => Self::Sun,
        }
    }

    /// Its name in full.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mon => "Monday",
            Self::Tue => "Tuesday",
            Self::Wed => "Wednesday",
            Self::Thu => "Thursday",
            Self::Fri => "Friday",
            Self::Sat => "Saturday",
            Self::Sun => "Sunday",
        }
    }
}

/// A time of day, written "HH:MM".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HourMinute(u16);

/// A time that isn't one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a time of day: write \"HH:MM\", from \"00:00\" to \"23:59\"")]
pub struct BadTime(String);

impl HourMinute {
    /// Accepts "HH:MM" between 00:00 and 23:59.
    ///
    /// # Errors
    /// [`BadTime`] for anything else.
    pub fn parse(text: &str) -> Result<Self, BadTime> {
        let bad = || BadTime(text.chars().take(20).collect());
        let (hour, minute) = text.split_once(':').ok_or_else(bad)?;
        let number = |part: &str| (part.len() == 2).then(|| part.parse::<u16>().ok()).flatten().ok_or_else(bad);
        let (hour, minute) = (number(hour)?, number(minute)?);
        if hour > 23 || minute > 59 {
            return Err(bad());
        }
        Ok(Self(hour * 60 + minute))
    }

    /// Minutes since midnight, 0..1440.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl TryFrom<String> for HourMinute {
    type Error = BadTime;
    fn try_from(text: String) -> Result<Self, BadTime> {
        Self::parse(&text)
    }
}

impl From<HourMinute> for String {
    fn from(time: HourMinute) -> Self {
        format!("{:02}:{:02}", time.0 / 60, time.0 % 60)
    }
}

impl PersonaDef {
    /// The entry of the schedule that holds at this minute of this day of the town.
    #[must_use]
    pub fn now_doing(&self, time: shared::clock::TownTime) -> Option<&ScheduleDef> {
        let entry_before = |day: u32, minute: u16| {
            let weekday = Weekday::of_day(day);
            self.schedule
                .iter()
                .filter(|e| e.from.minutes() <= minute && (e.days.is_empty() || e.days.contains(&weekday)))
                .max_by_key(|e| (e.from, !e.days.is_empty()))
        };
        entry_before(time.day(), time.minute_of_day())
            .or_else(|| entry_before(time.day().saturating_sub(1), 24 * 60 - 1))
    }
}
