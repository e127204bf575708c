//! Items of every kind that Moodle writes, and those that can't be asked.

use crate::bank::format::AnswerDef;
use crate::import::tests::{choice, import, refusals, typed};

#[track_caller]
fn check(text: &str, ask: &str, answer: &AnswerDef) {
    let imported = import("a.gift", text);
    assert_eq!(refusals(&imported), [""; 0], "{text}");
    let question = &imported.questions[0].question;
    assert_eq!((question.ask.as_str(), &question.answer), (ask, answer));
}

#[track_caller]
fn refused(text: &str, words: &str) {
    let imported = import("a.gift", text);
    assert!(imported.questions.is_empty(), "{text} was taken");
    assert!(refusals(&imported)[0].contains(words), "{:?}", refusals(&imported));
}

#[test]
fn options_truth_and_words_are_read() {
    let four = choice(["Mira", "Pip", "Ana", "Lou"]);
    check("Who bakes the bread?{=Mira ~Pip ~Ana ~Lou}", "Who bakes the bread?", &four);
    check(
        "::Bread:: Who bakes\nthe bread?\n{\n~Pip # no\n=Mira # yes\n~Ana\n~%-50%Lou\n}",
        "Who bakes the bread?",
        &four,
    );
    check("[html]<p>Who bakes the <b>bread</b>?</p>{~%100%Mira ~Pip ~Ana ~Lou}", "Who bakes the bread?", &four);
    check("The bread is baked by {=Mira ~Pip ~Ana ~Lou}.", "The bread is baked by ____.", &four);
    check("Bread is what {=Mira ~Pip ~Ana ~Lou} bakes daily", "Bread is what ____ bakes daily", &four);
    check("Whales are fish.{FALSE#No#Right}", "Whales are fish.", &AnswerDef::Claim(false));
    check("Whales can sing. {T}", "Whales can sing.", &AnswerDef::Claim(true));
    check("Two plus two is {=four =4 =Four}", "Two plus two is", &typed("four", &["4"]));
    check("[plain]What does <b> mean?{=bold}", "What does <b> mean?", &typed("bold", &[]));
    check(
        "What \\{is\\} 2 \\~ 3\\: x \\= y?{=a\\=b\\#c ~d ~e\\}\\: ~f\\\\}",
        "What {is} 2 ~ 3: x = y?",
        &choice(["a=b#c", "d", "e}:", "f\\"]),
    );
}

#[test]
fn half_right_answers_ask_for_more() {
    let imported = import("a.gift", "Who wrote Emma?{=Jane Austen =%50%Jane =Austen =*}");
    let expected = AnswerDef::Typed {
        answer: "Jane Austen".to_owned(),
        also: vec!["Austen".to_owned()],
        specify: vec!["Jane".to_owned()],
    };
    assert_eq!(imported.questions[0].question.answer, expected);
    assert_eq!(imported.notes.len(), 2, "{:?}", imported.notes);
}

#[test]
fn numbers_become_estimates_within_fair_bounds() {
    for (text, value, off) in [
        ("When was it built?{#1822:5}", 1822, 5),
        ("How many are there, about?{#3..7}", 5, 2),
        ("How many are there, then?{#=1500:30#yes =%50%1500:100#nearly}", 1500, 30),
        ("How many are there, again?{#12}", 12, 0),
        ("How cold is it up there?{#-40:3}", -40, 3),
        ("How much is the nothing?{#0}", 0, 0),
        ("What is the ratio, about?{#3.14:1}", 3, 1),
    ] {
        let imported = import("a.gift", text);
        let Some(AnswerDef::Estimate { value: found, from, to, .. }) =
            imported.questions.first().map(|one| one.question.answer.clone())
        else {
            panic!("{text}: {:?}", refusals(&imported))
        };
        assert_eq!(found, value);
        assert!(from < value && value < to, "{from} {value} {to}");
        assert!((to - from) / 50 >= off, "{text}: what is off by {off} has to count in {from}..{to}");
        assert!(value < 0 || from >= 0 || value == 0, "{text}: {from}");
        assert_ne!(value - from, to - value, "the middle gives it away");
    }
    refused("What is pi, exactly?{#3.14159:0.0001}", "3.14159 is not a whole number");
    refused("How many are there?{#many}", "\"many\" is not a number that can be estimated");
    refused("How many are there?{#1e300}", "is not a number that can be estimated");
}

#[test]
fn comments_categories_and_blank_lines_part_the_file() {
    let text = "// A quiz\n$CATEGORY: $course$/top/Town//Village/Birds\n\n// [id:nest] [tag:level-4]\n\
        Where do swallows nest?{=Barns ~Caves ~Trees ~Reeds####They like beams.}\n\n\n\
        $CATEGORY: top/Fish\n\n::Pike 1:: Which fish has\n// why not\nthe most teeth?{=Pike ~Carp ~Bream ~Roach}\r\n";
    let imported = import("a.gift", text);
    assert_eq!(refusals(&imported), [""; 0]);
    let all: Vec<_> =
        imported.questions.iter().map(|one| (one.row, one.category.as_str(), one.question.id.as_str())).collect();
    assert_eq!(all, [(5, "Birds", "nest"), (10, "Fish", "pike-1")]);
    assert_eq!(imported.questions[0].question.why, "They like beams.");
    assert_eq!((imported.questions[0].question.level, imported.questions[1].question.level), (4, 2));
}

#[test]
fn what_cannot_be_asked_says_why() {
    refused("Match the pairs.{=cat -> kitten =dog -> puppy}", "is a matching question, which is not supported");
    refused("Write about your day.{}", "is an essay");
    refused("Welcome to this quiz!", "has no answers in { }");
    refused("Who is it?{=Ana ~Bo", "the { has no } to end its answers");
    refused("Who is it?{=Ana {x} ~Bo}", "has a second {");
    refused("::Who is it?{=Ana}", "has no second ::");
    refused("Who is it, then?{=Ana ~Bo ~Cy}", "has 2 wrong options, expected three");
    refused("Which are right?{~%50%a ~%50%b ~c ~d}", "has no right answers among its options");
    refused("Which are right?{=a =b ~c ~d}", "has 2 right answers");
    refused("Who is it, then?{Ana ~Bo}", "\"Ana\" in { } begins with neither = nor ~");
    refused("Who is it, then?{Ana}", "begin with neither = nor ~");
    refused("Who is it, then?{=%x%Ana}", "the weight \"x\" is not a number");
    refused("Who is Ana, then?{=Ana}", "the question gives \"Ana\" away");
}
