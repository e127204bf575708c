//! What a line does, by the phrases in it. Phrases of a kind are written in one text with bars between them.

use super::questions::question_of;
use super::{Act, Told};

pub(super) fn act_of(line: &str, kept: &[&str], asks: bool, told: &[Told]) -> Act {
    let has = |list: &str| list.split('|').any(|phrase| line.contains(&format!(" {phrase} ")));
    let begins = |list: &str| list.split('|').any(|phrase| line.starts_with(&format!(" {phrase} ")));
    let short = kept.len() <= 4;

    let promise = told.iter().find_map(|t| if let Told::Promise(p) = t { Some(p.clone()) } else { None });
    // "See you tomorrow" is kept in mind, too, but it is a goodbye.
    if let Some(promise) = promise.filter(|promise| !promise.starts_with("see me ")) {
        return Act::Promise(promise);
    }
    if has("what do you mean|don't understand|do not understand|didn't understand|don't get it|makes no sense|\
             make no sense|doesn't make sense|makes sense not|what does that mean|come again|say that again")
        || (kept.is_empty() && asks)
        || (short && (begins("huh|pardon|eh|say what|excuse me")) || line == " what ")
    {
        return Act::Confused;
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
    if let Some(act) = feeling_of(&has, &begins) {
        return act;
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
    if begins("haha|hahaha|hehe|lol|lmao|rofl|ha ha|heh|that's funny|very funny|so funny|that was funny|good one") {
        return Act::Laugh;
    }
    if begins(
        "guess what|you know what|you won't believe|can i tell you|i have to tell you|i need to tell you|\
             i want to tell you",
    ) {
        return Act::Announce;
    }
    if begins("and you|what about you|how about you|yourself|and yours") {
        return Act::AskBack;
    }
    if begins(
        "yes|yeah|yep|yup|sure|of course|ok|okay|certainly|indeed|absolutely|definitely|aye|right|\
             i do|i did|i am|i would|go on|please do|cool|nice|great|wow|interesting|awesome|i see|alright|\
             fair enough|true|exactly|agreed|good|perfect|fine",
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

/// How the speaker feels, when they say so.
fn feeling_of(has: &dyn Fn(&str) -> bool, begins: &dyn Fn(&str) -> bool) -> Option<Act> {
    let speaks_of_self = has("i'm|im|i am|i feel|i'm feeling|i've been|i was|my|i|me");
    let sad = "sad|lonely|upset|depressed|heartbroken|miserable|unhappy|crying|cried|exhausted|so tired|i'm tired|i am tired|im tired|stressed|\
               scared|afraid|worried|anxious|hopeless|not happy|not okay|not ok|not good|not well|not great|unwell|\
               bored|homesick|heart is broken|feel bad|feeling bad|feel down|feeling down|bad day|rough day|\
               terrible day|awful day|hard day|bad news|died|passed away|is dead|got fired|lost my job|broke up|\
               i miss my|nobody likes me|no friends|hate my life|hate myself|i lost my";
    if speaks_of_self && has(sad) && !has("not sad|not lonely|not upset|not worried|not scared|not afraid|not bored") {
        return Some(Act::Sad);
    }
    let glad = "i'm happy|i am happy|i'm so happy|i am so happy|i feel great|i feel good|feeling great|feeling good|\
                i'm excited|i am excited|i'm so excited|my birthday|good news|great news|i won|i passed|i did it|\
                got the job|got a new job|got married|getting married|engaged|best day|great day|lovely day|i'm proud|\
                i finished|i made it|in love|fell in love";
    (has(glad) && !begins("do|did|are|is|what|when|why|how")).then_some(Act::Glad)
}

fn is_insult(has: &dyn Fn(&str) -> bool) -> bool {
    let harsh = "fuck|fucking|suck|sucks|jerk|trash|horrible|disgusting|stupid|idiot|ugly|dumb|boring|useless|annoying|moron|fool|pathetic|loser|stink|hate you|\
             shut up|go away|get lost|worst|liar|creep|rude";
    let aimed = "you|you're|your|u|ur|shut up|go away|get lost|hate you";
    has(harsh) && has(aimed) && !has("not stupid|not boring|aren't|not ugly|not dumb")
}

fn is_compliment(has: &dyn Fn(&str) -> bool) -> bool {
    let kind = "nice|great|beautiful|lovely|kind|clever|smart|funny|wonderful|amazing|cool|brilliant|awesome|\
             sweet|cute|good job|well done|the best|pretty|handsome|talented";
    let aimed = "you|you're|your|well done|good job|you are";
    (has(kind) && has(aimed) && !has("not nice|not kind|not funny|aren't"))
        || has("i like you|i love you|like your|love your|brought you|gift for you|present for you|something for you|\
                this is for you|made you a|baked you")
}
