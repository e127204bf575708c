//! Whole verdicts: what a slip never changes, and that nothing typed is too strange to judge.

use proptest::prelude::*;

use super::*;

fn accepted(answer: &str, specify: &[&str]) -> Accepted {
    Accepted { answer: answer.to_owned(), also: Vec::new(), specify: specify.iter().map(|&s| s.to_owned()).collect() }
}

#[test]
fn what_is_listed_as_vague_wins_over_a_surname() {
    let bush = accepted("George W. Bush", &["Bush"]);
    for (reply, verdict) in [
        ("Bush", Verdict::Specify),
        ("President Bush", Verdict::Specify),
        ("George W Bush", Verdict::Right),
        ("g. w. bush", Verdict::Right),
        ("Jeb Bush", Verdict::Wrong),
    ] {
        assert_eq!(judge(reply, &bush), verdict, "{reply}");
    }
}

#[test]
fn extra_answers_are_wrong() {
    let paris = accepted("Paris", &[]);
    for (reply, verdict) in [
        ("Paris", Verdict::Right),
        ("Paris, France", Verdict::Right),
        ("Paris / paris", Verdict::Right),
        ("Paris or London", Verdict::Wrong),
        ("Rome, Paris", Verdict::Wrong),
        ("not Paris", Verdict::Wrong),
        ("Paris Lyon", Verdict::Wrong),
    ] {
        assert_eq!(judge(reply, &paris), verdict, "{reply}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_is_too_strange(reply in any::<String>(), answer in any::<String>(), vague in any::<String>()) {
        let accepted = Accepted { answer, also: Vec::new(), specify: vec![vague] };
        prop_assert_eq!(judge(&reply, &accepted), judge(&reply, &accepted));
    }

    #[test]
    fn an_answer_is_right(answer in "\\PC{0,60}") {
        prop_assert_eq!(judge(&answer, &accepted(&answer, &[])), Verdict::Right);
    }

    #[test]
    fn dress_changes_no_verdict(
        reply in "[a-zé]{2,9}( [a-zü]{2,9}){0,2}( (ii|2|seven))?",
        answer in "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8}){0,2}( II)?",
        same in any::<bool>(),
    ) {
        let reply = if same { answer.to_lowercase() } else { reply };
        let accepted = accepted(&answer, &[]);
        let plain = judge(&reply, &accepted);
        let bare: String = reply.replace('é', "e").replace('ü', "u");
        for dressed in [
            reply.to_uppercase(),
            bare,
            format!("the {reply}"),
            format!(" “{reply}”!? "),
            format!("({reply})"),
            format!("{reply}..."),
        ] {
            prop_assert_eq!(judge(&dressed, &accepted), plain, "{} for {}", dressed, answer);
        }
    }
}
