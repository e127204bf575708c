//! Two minds in a conversation of the real machine: they greet, play a scene or chat, and part; nothing is out of turn.

use crate::common::{key, world};
use minds::talk::{Conversation, EndWhy, Member, Said, TalkFact, TurnWhy};
use minds::{Dice, Heard, Line, Meeting, Mind, Other, QuietWorld, REST_IN_TOWN, Scene, TalkContext, World};
use shared::clock::TownTime;
use shared::ids::{BodyId, ConversationId};

/// Plays one conversation of two characters and returns its lines and why it ended.
fn talk(minds: &mut [Mind; 2], id: u64, world: &mut QuietWorld, dice: &mut Dice) -> (Vec<String>, EndWhy) {
    let others: Vec<Other> = minds
        .iter()
        .zip([BodyId(1), BodyId(2)])
        .map(|(m, body)| Other { body, person: m.person(), name: m.name().to_owned() })
        .collect();
    let member = |m: &Mind, body| Member::character(body, m.persona().talkativeness, m.persona().likes.clone());
    let mut now = 0;
    let (a, b) = (BodyId(1), BodyId(2));
    let (mut talk, _) = Conversation::open(ConversationId(id), member(&minds[0], a), member(&minds[1], b), now);
    let mut pending = talk.accept(b, now);
    pending.extend(talk.arrived(a, now));
    pending.extend(talk.arrived(b, now));
    let mut said = Vec::new();
    let mut last: Option<(usize, Line)> = None;
    let mut scene: Option<Scene> = None;
    for _ in 0..200 {
        let facts = std::mem::take(&mut pending);
        for fact in facts {
            match fact {
                TalkFact::TurnGiven { who, why, script, .. } => {
                    let me = usize::from(who == b);
                    let other = &others[1 - me..=1 - me];
                    let line = if let Some(text) = script {
                        Line {
                            text,
                            ..minds[me].next_line(
                                &TalkContext { me: who, others: other, why: TurnWhy::Open, last: None, lines: 0 },
                                world,
                                dice,
                            )
                        }
                    } else {
                        let heard = last.as_ref().filter(|(by, _)| *by != me).map(|(by, line)| Heard {
                            from: &others[*by],
                            text: &line.text,
                            to: Some(who),
                            me: who,
                            tells: line.tells.as_ref(),
                            topic: line.topic.as_deref(),
                        });
                        let context =
                            TalkContext { me: who, others: other, why, last: heard.as_ref(), lines: talk.lines() };
                        if why == TurnWhy::Opening
                            && let Some(planned) = minds[me].plan_scene(&context, world, dice)
                        {
                            let facts = talk.perform(planned.lines.clone(), now);
                            if !facts.is_empty() {
                                scene = Some(planned);
                                pending.extend(facts);
                                continue;
                            }
                        }
                        minds[me].next_line(&context, world, dice)
                    };
                    let said_line =
                        Said { who, text: &line.text, to: line.to, closes: line.closes, topic: line.topic.as_deref() };
                    pending.extend(talk.line(said_line, now).expect("its turn"));
                    said.push(format!("{}: {}", minds[me].name(), line.text));
                    last = Some((me, line));
                }
                TalkFact::SceneDone => {
                    if let Some(played) = scene.take() {
                        for (at, body) in [a, b].into_iter().enumerate() {
                            for effect in minds[at].scene_played(&played, body, world) {
                                world.flags.apply(&effect, world.now);
                            }
                        }
                    }
                }
                TalkFact::Ended { why } => {
                    for (at, mind) in minds.iter_mut().enumerate() {
                        let with = vec![others[1 - at].clone()];
                        let (place, scene) = (world.place(), world.scene());
                        mind.met(&Meeting {
                            others: with,
                            at: world.now,
                            place,
                            scene,
                            scene_key: key("plaza"),
                            topic: None,
                            lines: talk.lines(),
                        });
                    }
                    return (said, why);
                }
                _ => {}
            }
        }
        if pending.is_empty() {
            now = talk.next_wake().expect("it goes on").max(now);
            pending = talk.tick(now);
        }
    }
    panic!("it never ends: {said:#?}");
}

#[test]
fn two_characters_talk_and_part() {
    let (pip, bela) = crate::common::pip_and_bela();
    let mut minds = [pip, bela];
    let mut world = world();
    let mut dice = Dice::new(5);
    let mut scenes = 0;
    for id in 0..40 {
        world.now.0 += 700;
        let (said, why) = talk(&mut minds, id, &mut world, &mut dice);
        if std::env::var_os("SHOW").is_some() {
            println!("--- {why:?}\n{}", said.join("\n"));
        }
        assert!((4..=14).contains(&said.len()), "{said:#?}");
        assert!(matches!(why, EndWhy::Count | EndWhy::Closed | EndWhy::Repetition), "{why:?}");
        let distinct: std::collections::BTreeSet<&String> = said.iter().collect();
        assert!(distinct.len() + 1 >= said.len(), "they repeat themselves: {said:#?}");
        scenes += usize::from(
            minds[0]
                .memory()
                .iter()
                .filter(|m| m.event().is_some_and(|e| e.kind == minds::memory::EventKind::Story))
                .count()
                > 0,
        );
    }
    assert!(scenes > 20, "scenes were played");
    // The arc went its way: the gear was never asked for without a player, so it is still lost.
    assert_eq!(world.flags.get("gear-found"), None);
    let met = minds[0].relation(&minds[1].person()).map(|r| r.met);
    assert_eq!(met, Some(41));
}

#[test]
fn what_others_have_just_begun_to_tell_is_not_told_beside_them() {
    let mut world = world();
    let plan = |world: &QuietWorld| {
        let (mut pip, bela) = crate::common::pip_and_bela();
        let others = [Other { body: BodyId(2), person: bela.person(), name: "Bela".to_owned() }];
        let why = TurnWhy::Opening;
        let context = TalkContext { me: BodyId(1), others: &others, why, last: None, lines: 0 };
        pip.plan_scene(&context, world, &mut Dice::new(5)).map(|scene| scene.storylet)
    };
    let first = plan(&world).expect("there is something to tell");
    assert_eq!(plan(&world).as_ref(), Some(&first), "another pair would tell the same");
    world.begun.insert(first.clone(), world.now);
    assert_ne!(plan(&world).as_ref(), Some(&first));
    world.begun.insert(first.clone(), TownTime(world.now.0 - REST_IN_TOWN));
    assert_eq!(plan(&world).as_ref(), Some(&first), "some hours later it is told again");
}
