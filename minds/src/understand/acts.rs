//! What a line does, by the phrases in it. Phrases of a kind are written in one text with bars between them.

use super::questions::question_of;
use super::{Act, Told};

pub(super) fn act_of(line: &str, kept: &[&str], asks: bool, told: &[Told]) -> Act {
    let has = |list: &str| list.split('|').any(|phrase| line.contains(&format!(" {phrase} ")));
    let begins = |list: &str| list.split('|').any(|phrase| line.starts_with(&format!(" {phrase} ")));
    let short = kept.len() <= 4;

    if let Some(promise) = told.iter().find_map(|t| if let Told::Promise(p) = t { Some(p.clone()) } else { None }) {
        return Act::Promise(promise);
    }
    if let Some(act) = question_of(line, &has, &begins) {
        return act;
    }
    if has("sorry|apologise|apologize|my apologies|forgive me|my bad") {
        return Act::Apologise;
    }
    if is_insult(&has) {
        return Act::Insult;
    }
    if has("thanks|thank you|thx|cheers mate|ty|much appreciated") {
        return Act::Thank;
    }
    if begins(
        "bye|goodbye|good bye|farewell|good night|goodnight|see you|see ya|cya|take care|i must go|\
             i have to go|i have to leave|gotta go|got to go|i should go|i'm leaving|i'm off",
    ) || (short && has("bye|goodbye|see you|later"))
    {
        return Act::Bye;
    }
    if is_compliment(&has) {
        return Act::Compliment;
    }
    if told.iter().any(|t| !matches!(t, Told::Promise(_))) {
        return Act::Tell;
    }
    if begins(
        "hi|hello|hey|hiya|howdy|good morning|good afternoon|good evening|good day|morning|evening|\
             greetings|yo|hallo|hola|bonjour|ahoy",
    ) && kept.len() <= 5
    {
        return Act::Greet;
    }
    if begins("and you|what about you|how about you|yourself|and yours") {
        return Act::AskBack;
    }
    if begins(
        "yes|yeah|yep|yup|sure|of course|ok|okay|certainly|indeed|absolutely|definitely|aye|right|\
             i do|i did|i am|i would|go on|please do",
    ) && (short || begins("yes|yeah"))
    {
        return Act::Yes;
    }
    if begins("no|nope|nah|not really|never|i don't|i didn't|not yet|no way|i'm not") && (short || begins("no")) {
        return Act::No;
    }
    if asks
        || begins(
            "what|why|how|who|when|which|where|do you|can you|could you|would you|will you|are you|\
             is there|is it|have you|did you",
        )
    {
        return Act::Question;
    }
    Act::Other
}
fn is_insult(has: &dyn Fn(&str) -> bool) -> bool {
    let harsh = "stupid|idiot|ugly|dumb|boring|useless|annoying|moron|fool|pathetic|loser|stink|hate you|\
             shut up|go away|get lost|worst|liar|creep|rude";
    let aimed = "you|you're|your|u|ur|shut up|go away|get lost|hate you";
    has(harsh) && has(aimed) && !has("not stupid|not boring|aren't|not ugly|not dumb")
}

fn is_compliment(has: &dyn Fn(&str) -> bool) -> bool {
    let kind = "nice|great|beautiful|lovely|kind|clever|smart|funny|wonderful|amazing|cool|brilliant|awesome|\
             sweet|cute|good job|well done|the best|pretty|handsome|talented";
    let aimed = "you|you're|your|well done|good job|you are";
    (has(kind) && has(aimed) && !has("not nice|not kind|not funny|aren't"))
        || has("i like you|i love you|like your|love your")
}
