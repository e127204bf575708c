//! Whether a typed reply is the answer: offline, the same on every machine, forgiving of slips and of nothing else.
//!
//! A reply is judged in this order, and the first that fits decides:
//!
//! 1. It is the answer, or what counts as well, but for case, accents, punctuation, articles, abbreviations, British or
//!    American spelling, singular or plural, a way to write numbers, units, spaces in compounds, or filler around it
//!    (`tokens`, `phrase`, `spelling`, `numbers`, `units`, `filler`). Right. What is listed as too vague is compared
//!    in the same way. Specify.
//! 2. It is one of these with slips: few for its length, or written by ear; but not if it is a word that can be an
//!    answer of its own, or is nearer to one (`compare`, `distance`, `phonetic`, `confusable`). The nearer one decides.
//! 3. The same two steps without a title, a kind or an origin that it names as well: "planet Mars", "Louis XIV of
//!    France" (`filler`, `names`).
//! 4. It names a person by the surname, with or without given names or initials (`names`), or leaves out the kind of
//!    thing in a name, or is a name's initials (`places`). Right.
//! 5. It is all of a name but the number or epithet that says which: "Henry" for "Henry VIII" (`names`). Specify.
//! 6. It has several parts ("Paris or London"): right only if every part is, apart from filler and details (`parts`).
//!
//! Everything else is wrong. Nothing here knows the question, so what only the question can decide belongs into
//! the lists of the answer.

mod compare;
mod confusable;
mod distance;
mod filler;
pub mod labelled;
mod names;
mod numbers;
mod parts;
mod phonetic;
mod phrase;
mod places;
mod spelling;
#[cfg(test)]
mod tests;
mod tokens;
mod units;

use phrase::Phrase;

/// What counts as an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accepted {
    /// As it is shown.
    pub answer: String,
    /// What counts as well.
    pub also: Vec<String>,
    /// What is right but too vague.
    pub specify: Vec<String>,
}

/// What is made of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the answer.
    Right,
    /// It is not.
    Wrong,
    /// It points the right way: the player should be more specific.
    Specify,
}

/// Judges a reply.
#[must_use]
pub fn judge(reply: &str, accepted: &Accepted) -> Verdict {
    let targets = Targets::of(accepted);
    if reply.trim() == accepted.answer.trim() {
        return Verdict::Right;
    }
    let whole = targets.judge(reply);
    if whole != Verdict::Wrong {
        return whole;
    }
    let turned = parts::turned(reply).map(|turned| targets.judge(&turned));
    turned.filter(|verdict| *verdict == Verdict::Right).unwrap_or_else(|| targets.judge_parts(reply))
}

/// Whether a word is in a list of words with spaces between.
fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// What replies are compared with.
struct Targets {
    right: Vec<Phrase>,
    vague: Vec<Phrase>,
    /// Whether the answer is a country, a state or a continent, so that another one beside it is no detail.
    is_place: bool,
}

impl Targets {
    fn of(accepted: &Accepted) -> Self {
        let mut right: Vec<Phrase> =
            std::iter::once(&accepted.answer).chain(&accepted.also).flat_map(|text| forms(text)).collect();
        let full = right.clone();
        // "100" beside "100 °C" means the same number; it must not let "100 °F" pass.
        right.retain(|phrase| !full.iter().any(|full| units::says_more(phrase, full)));
        let vague = accepted.specify.iter().flat_map(|text| forms(text)).collect();
        let is_place = right.iter().any(|phrase| filler::is_place(&phrase.text()));
        Self { right, vague, is_place }
    }

    /// Judges a reply as one answer.
    fn judge(&self, reply: &str) -> Verdict {
        let plain = filler::plain(&tokens::tokens(reply));
        if let Some(verdict) = self.nearest(&plain) {
            return verdict;
        }
        let bare: Vec<Phrase> = plain.iter().flat_map(|phrase| self.bare(phrase)).collect();
        if let Some(verdict) = self.nearest(&bare) {
            return verdict;
        }
        let all = || plain.iter().chain(&bare);
        if all().any(|reply| self.right.iter().any(|answer| means(reply, answer))) {
            Verdict::Right
        } else if all().any(|reply| self.right.iter().any(|answer| names::is_head(reply, answer))) {
            Verdict::Specify
        } else {
            Verdict::Wrong
        }
    }

    /// The verdict of whatever is nearest to one of these forms of a reply.
    fn nearest(&self, replies: &[Phrase]) -> Option<Verdict> {
        let cost = |targets: &[Phrase]| {
            replies.iter().flat_map(|reply| targets.iter().filter_map(|target| compare::likeness(reply, target))).min()
        };
        match (cost(&self.right), cost(&self.vague)) {
            (Some(right), vague) if vague.is_none_or(|vague| right <= vague) => Some(Verdict::Right),
            (_, Some(_)) => Some(Verdict::Specify),
            _ => None,
        }
    }

    /// A reply without what it says besides a name.
    fn bare(&self, reply: &Phrase) -> Vec<Phrase> {
        let mut list = filler::without_detail(reply, self.is_place);
        if let Some(untitled) = names::without_title(reply).filter(|_| !self.right.iter().any(places::has_kind)) {
            list.extend(filler::without_detail(&untitled, self.is_place));
            list.push(untitled);
        }
        list
    }

    fn judge_parts(&self, reply: &str) -> Verdict {
        let parts = parts::parts(reply);
        if parts.len() < 2 {
            return Verdict::Wrong;
        }
        let mut verdict = None;
        for part in &parts {
            let tokens = tokens::tokens(&part.text);
            if filler::is_filler(&tokens) {
                continue;
            }
            let said = self.judge(&part.text);
            let detail = part.follows && verdict.is_some() && self.is_detail(&Phrase::from_tokens(&tokens));
            match said {
                Verdict::Wrong if detail => {}
                Verdict::Wrong => return Verdict::Wrong,
                Verdict::Specify => verdict = verdict.or(Some(said)),
                Verdict::Right => verdict = Some(said),
            }
        }
        verdict.unwrap_or(Verdict::Wrong)
    }

    /// Whether it only says where the answer is.
    fn is_detail(&self, part: &Phrase) -> bool {
        const CONTINENTS: &[&str] = &["africa", "asia", "europe", "north america", "south america", "oceania"];
        let text = part.text();
        let country = filler::is_place(&text) && !filler::is_state(&text);
        let within = self.right.iter().any(|phrase| filler::is_state(&phrase.text()));
        let text = part.by_other_name().map_or(text, |other| other.text());
        let town = filler::is_city(&text) && !self.right.iter().any(|phrase| filler::is_city(&phrase.text()));
        CONTINENTS.contains(&text.as_str())
            || (within && country)
            || (!self.is_place && (town || filler::is_place(&text)))
    }
}

/// An answer as it is written, and without what it has in brackets.
fn forms(text: &str) -> Vec<Phrase> {
    let mut list = vec![Phrase::of(text)];
    if let (Some(open), Some(close)) = (text.find('('), text.rfind(')'))
        && open < close
    {
        list.push(Phrase::of(&format!("{} {}", &text[..open], &text[close + 1..])));
    }
    list.extend(list.clone().iter().flat_map(|phrase| [phrase.by_other_name(), places::turned(phrase)]).flatten());
    list.retain(|phrase| !phrase.words.is_empty());
    list.dedup();
    list
}

/// Whether a reply means an answer that it gives only in part.
fn means(reply: &Phrase, answer: &Phrase) -> bool {
    let like = |answer: &Phrase| compare::likeness(reply, answer).is_some();
    names::as_person(reply, answer).is_some()
        || names::without_title(answer).is_some_and(|untitled| {
            let lone =
                matches!(untitled.words.as_slice(), [word] if filler::is_quality(word) || filler::is_place(&word.text));
            (!lone && like(&untitled)) || names::as_person(reply, &untitled).is_some()
        })
        || places::without_kind(answer).is_some_and(|rest| like(&rest))
        || places::is_initials(reply, answer)
        || foreign_article(reply, answer)
}

/// "La Gioconda" for "Gioconda", and "Gioconda" for it if that is enough of a name.
fn foreign_article(reply: &Phrase, answer: &Phrase) -> bool {
    let without = |phrase: &Phrase, articles: &[&str]| match phrase.words.as_slice() {
        [first, rest @ ..] if !rest.is_empty() && articles.contains(&first.text.as_str()) => Some(phrase.part(rest)),
        _ => None,
    };
    let of_reply =
        without(reply, &["la", "le", "les", "el", "los", "las", "il", "lo", "l", "der", "die", "das", "den", "det"]);
    let of_answer = without(answer, &["la", "le", "les", "il", "l", "der", "die", "das"])
        .filter(|rest| rest.joined_text().len() > 4);
    of_reply.is_some_and(|rest| compare::likeness(&rest, answer).is_some())
        || of_answer.is_some_and(|rest| compare::likeness(reply, &rest).is_some())
}
