//! Plain questions and what they ask for.

use super::{Act, When};

pub(super) fn question_of(line: &str, has: &dyn Fn(&str) -> bool, begins: &dyn Fn(&str) -> bool) -> Option<Act> {
    let after = |list: &str| {
        list.split('|')
            .find_map(|phrase| line.split_once(&format!(" {phrase} ")).map(|(_, rest)| noun_phrase(rest)))
            .filter(|rest| !rest.is_empty())
    };
    if has("remember me|know me|recognise me|recognize me|know about me|remember about me|forgotten me|\
             forgot me|remember from me|recall me|met before|who am i|what i told you|what i said|did i tell you|did i say|did i promise|\
             what i promised|do you remember anything|remember anything about|remember our")
    {
        return Some(Act::AskRemember);
    }
    if has("what's my name|what is my name|know my name|remember my name|say my name") {
        return Some(Act::AskMyName);
    }
    if has("what's your name|what is your name|whats your name|your name please|tell me your name|\
             what do i call you|what should i call you|what are you called|how are you called|\
             do you have a name")
    {
        return Some(Act::AskName);
    }
    if has("can i help you|how can i help|may i help|could i help|do you need help|do you need a hand|\
             need anything|need something|what can i do for you|anything i can do|can i do something for you|\
             what do you need")
    {
        return Some(Act::OfferHelp);
    }
    if has("are you real|are you human|are you a human|are you a robot|are you a bot|are you an ai|are you ai|\
             are you a person|are you a real person|are you an npc|are you a computer|are you a machine|are you a program|\
             are you alive|who made you|who created you|who built you|who programmed you|who wrote you|chatgpt|chatbot|language model")
    {
        return Some(Act::AskReal);
    }
    if has("be my friend|be friends|are we friends|become friends|be my best friend|are you my friend") {
        return Some(Act::AskFriend);
    }
    if let Some(act) = day_of(has) {
        return Some(act);
    }
    if has("what do you like|what do you love|what do you enjoy|what are you into|your hobby|your hobbies|\
             what are your interests|what's your favourite thing|what is your favourite thing|\
             what's your favorite thing|what do you like to do|what do you do for fun|in your free time|\
             what makes you happy")
        && !has("what do you like about")
    {
        return Some(Act::AskLikes);
    }
    if has("joke|make me laugh|something funny") {
        return Some(Act::AskJoke);
    }
    if has("poem|rhyme|verse|haiku") {
        return Some(Act::AskPoem);
    }
    if has("a story|story please|a tale") {
        return Some(Act::AskStory);
    }
    if has("what can i do|what should i do|what is there to do|what's there to do|how does this work|\
             how do i play|i'm lost|i am lost|where do i start|what now|how can i|can you help|help me")
        || line == " help "
    {
        return Some(Act::AskHelp);
    }
    if has("what time is it|what's the time|what is the time|whats the time|what time|got the time|\
             have the time|know the time|the hour")
    {
        return Some(Act::AskTime);
    }
    if has("where am i|where are we|what is this place|what's this place|which place is this|\
             where is this")
    {
        return Some(Act::AskHere);
    }
    if has("who is here|who's here|who else|anybody here|anyone here|who is around|who's around|\
             anybody around|anyone around|who are these people")
    {
        return Some(Act::AskPeople);
    }
    if has("where do you live|where's your home|where is your home|where do you sleep|where are you from|\
             your house")
    {
        return Some(Act::AskHome);
    }
    if has("how old are you|your age|when were you born") {
        return Some(Act::AskAge);
    }
    if has("how are you|how do you do|how's it going|how is it going|how are things|how do you feel|\
             you ok|you okay|are you well|how have you been|how's your day|how is your day|\
             how was your day|are you happy|are you sad|are you tired|are you angry|are you lonely|hows it going|are you ok|are you okay|how are ya|what's wrong|how you doing|\
             how are you doing")
    {
        return Some(Act::AskHow);
    }
    if let Some(thing) = after("what happened to|what became of").filter(|thing| thing != "you") {
        return Some(Act::AskAbout(thing));
    }
    if has("what's new|what is new|whats new|any news|any gossip|what happened|what's happening|\
             what is happening|what's going on|what is going on|the news|heard anything|gossip|what's up|\
             whats up|anything new|any rumours|any rumors")
    {
        return Some(Act::AskNews);
    }
    if has("who are you|about yourself|about you|introduce yourself|what are you")
        && !has("what are you doing|what are you up|what about you|how about you|think about you|\
             what are you making|what are you working")
    {
        return Some(Act::AskWho);
    }
    if has("what do you do|what are you doing|what are you up to|your job|your work|what's your job|\
             do you work|what are you making|what are you working on|for a living|busy")
        && !has("i'm busy|i am busy")
    {
        return Some(Act::AskDoing);
    }
    if has("what do you want|your plans|any plans|your dream|you dream of|you hope for|do you wish|\
             are you planning|what are you looking for")
    {
        return Some(Act::AskWants);
    }
    let sought = "where is|where's|where are|wheres|where can i find|how do i get to|how do i find|\
             where do i find|looking for|which way to|the way to|have you seen|seen";
    // "Have you ever seen a whale?" asks for no way, and neither does "Have you seen a whale?".
    if let Some(thing) =
        after(sought).filter(|_| !has("ever seen|never seen|seen a|seen an|seen any|seen it|seen that"))
    {
        return Some(Act::AskWhere(thing));
    }
    if has("here|nearby|around|around here|in town|close|near")
        && let Some(thing) = after("is there a|is there an|are there any|do you have a").filter(|thing| thing != "way")
    {
        return Some(Act::AskWhere(thing));
    }
    if let Some(thing) = after("do you like|do you enjoy|do you love|are you fond of|you like|do you play|fan of")
        .filter(|_| !has("would you like|if you like|as you like"))
    {
        return Some(Act::AskLike(thing));
    }
    if let Some(thing) = after(
        "what do you think of|what do you think about|do you think of|your opinion of|your opinion on|\
             how do you find|do you trust|how about",
    )
    .filter(|t| t != "you" && t != "me")
    {
        return Some(Act::AskOpinion(thing));
    }
    if let Some(thing) = after(
        "tell me about|tell me more about|what do you know about|know anything about|know about|\
             talk about|what about|heard of|heard about|explain|do you know",
    )
    .filter(|t| t != "you" && t != "that" && t != "it")
    {
        return Some(Act::AskAbout(thing));
    }
    if begins("who is|who's|what is|what's|what are|who are|who was|who built|who made") {
        let thing = after("who is|who's|what is|what's|what are|who are|who was|who built|who made");
        return thing.map(Act::AskAbout);
    }
    if begins("why|how come") {
        return Some(Act::AskWhy);
    }
    None
}

/// "What did you do yesterday?", "What will you do tonight?"
fn day_of(has: &dyn Fn(&str) -> bool) -> Option<Act> {
    let today = has("today|this morning|this afternoon|earlier|tonight|later|this evening|after work");
    let when = if today { When::Today } else { When::OtherDay };
    let asks_past = has("what did you do|what have you done|what have you been doing|what have you been up to|\
             what were you doing|what were you up to|how was yesterday|how was your yesterday|did you do anything");
    if asks_past {
        return Some(Act::AskPast(when));
    }
    let ahead = has("tomorrow|tonight|later|this evening|this weekend|next week|on sunday|on saturday|after work");
    let asks_ahead = has("what will you do|what will you be doing|what are you going to do|what are you gonna do");
    let asks_now =
        has("what are you doing|what are you up to|what do you do|any plans|your plans|are you doing anything|\
             are you busy|are you free");
    (asks_ahead || (ahead && asks_now)).then_some(Act::AskPlans(when))
}

/// "the old fountain please" becomes "old fountain".
fn noun_phrase(rest: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for word in rest.split_whitespace() {
        let ends = [
            "please", "now", "then", "today", "around", "here", "anywhere", "lately", "in", "by", "and", "or", "but",
            "if", "when", "right", "at", "these", "too", "a lot", "nearby", "near", "close",
        ];
        if ends.contains(&word) {
            break;
        }
        let skipped =
            ["the", "a", "an", "my", "your", "some", "any", "this", "that", "called", "named", "to", "playing"];
        if kept.is_empty() && skipped.contains(&word) {
            continue;
        }
        kept.push(word.strip_suffix("'s").unwrap_or(word));
        if kept.len() == 4 {
            break;
        }
    }
    kept.join(" ")
}
