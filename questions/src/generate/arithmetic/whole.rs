//! Sums of whole numbers, from adding within 20 to long division.

use shared::dice::Dice;

use super::mistakes::{smaller_from_larger, with_near, without_carry};
use super::{Sum, between};

/// Who the stories are about.
const NAMES: [&str; 12] =
    ["Mia", "Ben", "Suri", "Otto", "Ilse", "Tariq", "Nell", "Juno", "Karl", "Ada", "Luis", "Wren"];

/// What they have.
const THINGS: [&str; 12] = [
    "marbles", "shells", "stamps", "pears", "buttons", "acorns", "crayons", "coins", "beads", "plums", "pebbles",
    "badges",
];

fn add(dice: &mut Dice, from: i64, most: i64, topic: &'static str) -> Option<Sum> {
    let (a, b) = (between(dice, from, most - from), between(dice, from, most - from));
    (a + b <= most).then(|| Sum {
        id: format!("add-{}-{}", a.max(b), a.min(b)),
        ask: format!("What is {a} plus {b}?"),
        right: (a + b).to_string(),
        wrong: with_near(a + b, &[without_carry(a, b), a + b + 10, a + b - 1, a + b + 1, (a - b).abs()]),
        why: step_up(a, b),
        topic,
    })
}

/// How to add in steps.
fn step_up(a: i64, b: i64) -> String {
    let (large, small) = (a.max(b), a.min(b));
    let to_ten = (10 - large % 10) % 10;
    if to_ten > 0 && small > to_ten {
        let ten = large + to_ten;
        format!("First {large} and {to_ten} make {ten}, then the other {} make {}.", small - to_ten, a + b)
    } else {
        format!("Begin with the larger number: {large} and {small} more make {}.", a + b)
    }
}

pub fn add_to_20(dice: &mut Dice) -> Option<Sum> {
    add(dice, 2, 20, "Adding to 20")
}

pub fn add_to_100(dice: &mut Dice) -> Option<Sum> {
    add(dice, 11, 100, "Adding to 100")
}

pub fn add_to_1000(dice: &mut Dice) -> Option<Sum> {
    add(dice, 101, 1000, "Adding to 1000")
}

fn subtract(dice: &mut Dice, least: i64, most: i64, topic: &'static str) -> Option<Sum> {
    let (a, b) = (between(dice, least, most), between(dice, 2, most / 2));
    (a > b).then(|| {
        let rest = a - b;
        Sum {
            id: format!("subtract-{a}-{b}"),
            ask: format!("What is {a} minus {b}?"),
            right: rest.to_string(),
            wrong: with_near(rest, &[smaller_from_larger(a, b), rest + 10, rest - 1, rest + 1, rest - 10]),
            why: format!("You can check it the other way round: {rest} and {b} make {a} again."),
            topic,
        }
    })
}

pub fn subtract_to_20(dice: &mut Dice) -> Option<Sum> {
    subtract(dice, 5, 20, "Subtracting to 20")
}

pub fn subtract_to_100(dice: &mut Dice) -> Option<Sum> {
    subtract(dice, 21, 100, "Subtracting to 100")
}

pub fn subtract_to_1000(dice: &mut Dice) -> Option<Sum> {
    subtract(dice, 201, 1000, "Subtracting to 1000")
}

pub fn missing_to_20(dice: &mut Dice) -> Option<Sum> {
    let whole = between(dice, 6, 20);
    let part = between(dice, 2, whole - 2);
    let rest = whole - part;
    Some(Sum {
        id: format!("missing-{part}-{whole}"),
        ask: format!("Which number added to {part} makes {whole}?"),
        right: rest.to_string(),
        wrong: with_near(rest, &[rest + 1, rest - 1, whole + part, rest + 2]),
        why: format!("Count on from {part} to {whole}: that takes {rest} steps."),
        topic: "Missing numbers",
    })
}

pub fn double(dice: &mut Dice) -> Option<Sum> {
    let n = between(dice, 3, 40);
    Some(Sum {
        id: format!("double-{n}"),
        ask: format!("What is double {n}?"),
        right: (2 * n).to_string(),
        wrong: with_near(2 * n, &[n + 2, 2 * n + 1, 2 * n - 2, 2 * n + 2, n]),
        why: format!("Doubling is adding a number to itself: {n} and {n} make {}.", 2 * n),
        topic: "Doubles",
    })
}

pub fn half(dice: &mut Dice) -> Option<Sum> {
    let n = between(dice, 6, 99);
    Some(Sum {
        id: format!("half-{n}"),
        ask: format!("What is half of {}?", 2 * n),
        right: n.to_string(),
        wrong: with_near(n, &[n + 5, 2 * n - 2, n - 5, n + 1, 4 * n]),
        why: format!("Two equal parts make the whole: {n} and {n} are {} again.", 2 * n),
        topic: "Halves",
    })
}

pub fn more_story(dice: &mut Dice) -> Option<Sum> {
    let (a, b) = (between(dice, 3, 14), between(dice, 2, 6));
    let (name, things) = (dice.pick(&NAMES)?, dice.pick(&THINGS)?);
    Some(Sum {
        id: format!("more-{name}-{things}-{a}-{b}"),
        ask: format!("{name} has {a} {things} and finds {b} more. How many {things} are there now?"),
        right: (a + b).to_string(),
        wrong: with_near(a + b, &[a - b, a + b + 1, a + b - 1, a]),
        why: step_up(a, b),
        topic: "Word problems",
    })
}

pub fn fewer_story(dice: &mut Dice) -> Option<Sum> {
    let (a, b) = (between(dice, 25, 80), between(dice, 6, 19));
    let (name, things) = (dice.pick(&NAMES)?, dice.pick(&THINGS)?);
    let rest = a - b;
    Some(Sum {
        id: format!("fewer-{name}-{things}-{a}-{b}"),
        ask: format!("{name} had {a} {things} and gave {b} away. How many {things} are left?"),
        right: rest.to_string(),
        wrong: with_near(rest, &[smaller_from_larger(a, b), a + b, rest + 10, rest + 1, rest - 1]),
        why: format!("Giving away is taking away: {a} less {b} leaves {rest}."),
        topic: "Word problems",
    })
}

pub fn boxes_story(dice: &mut Dice) -> Option<Sum> {
    let (a, b) = (between(dice, 3, 12), between(dice, 3, 12));
    let (name, things) = (dice.pick(&NAMES)?, dice.pick(&THINGS)?);
    Some(Sum {
        id: format!("boxes-{name}-{things}-{a}-{b}"),
        ask: format!("{name} fills {a} boxes with {b} {things} each. How many {things} is that?"),
        right: (a * b).to_string(),
        wrong: with_near(a * b, &[a + b, a * b + a, a * b - b, a * b + b]),
        why: format!("Each box holds {b}, and there are {a}: {a} times {b} is {}.", a * b),
        topic: "Word problems",
    })
}

fn times(a: i64, b: i64, topic: &'static str) -> Option<Sum> {
    let product = a * b;
    Some(Sum {
        id: format!("times-{}-{}", a.max(b), a.min(b)),
        ask: format!("What is {a} times {b}?"),
        right: product.to_string(),
        wrong: with_near(product, &[product + a, product - a, product + b, product - b, a + b]),
        why: format!("{} times {b} is {}, and one {b} more makes {product}.", a - 1, (a - 1) * b),
        topic,
    })
}

pub fn small_tables(dice: &mut Dice) -> Option<Sum> {
    let b = *dice.pick(&[2, 3, 4, 5, 10])?;
    times(between(dice, 2, 12), b, "The first tables")
}

pub fn tables(dice: &mut Dice) -> Option<Sum> {
    times(between(dice, 3, 12), between(dice, 6, 15), "Times tables")
}

pub fn long_times(dice: &mut Dice) -> Option<Sum> {
    let (a, b) = (between(dice, 12, 99), between(dice, 11, 49));
    let (tens, ones, product) = (b / 10 * 10, b % 10, a * b);
    (ones > 0).then(|| Sum {
        id: format!("long-times-{}-{}", a.max(b), a.min(b)),
        ask: format!("What is {a} times {b}?"),
        right: product.to_string(),
        // Without the zero of the tens, tens and ones for themselves, one row too few.
        wrong: with_near(
            product,
            &[product + 100, a * (tens / 10) + a * ones, product - 10, a * tens + ones, product + 10],
        ),
        why: format!(
            "{a} times {tens} is {}, {a} times {ones} is {}, and together they are {product}.",
            a * tens,
            a * ones
        ),
        topic: "Long multiplication",
    })
}

pub fn divide(dice: &mut Dice) -> Option<Sum> {
    let (by, result) = (between(dice, 2, 12), between(dice, 3, 15));
    Some(Sum {
        id: format!("divide-{}-{by}", by * result),
        ask: format!("What is {} divided by {by}?", by * result),
        right: result.to_string(),
        wrong: with_near(result, &[result + 1, result - 1, by, by * result - by, result + 2]),
        why: format!("Dividing undoes multiplying: {result} times {by} is {}.", by * result),
        topic: "Dividing",
    })
}

pub fn long_division(dice: &mut Dice) -> Option<Sum> {
    let (by, whole) = (between(dice, 3, 9), between(dice, 12, 140));
    let rest = between(dice, 1, by - 1);
    let all = by * whole + rest;
    let words = |whole: i64, rest: i64| format!("{whole} remainder {rest}");
    let other = if rest + 1 < by { rest + 1 } else { rest - 1 };
    Some(Sum {
        id: format!("long-division-{all}-{by}"),
        ask: format!("What is {all} divided by {by}, with a remainder?"),
        right: words(whole, rest),
        wrong: vec![words(whole - 1, rest), words(whole, other), words(whole + 1, rest), words(whole + 10, rest)],
        why: format!(
            "{by} goes into {all} as often as {whole} times: that is {}, and {rest} are left over.",
            by * whole
        ),
        topic: "Long division",
    })
}

pub fn order(dice: &mut Dice) -> Option<Sum> {
    let (a, b, c) = (between(dice, 2, 20), between(dice, 3, 12), between(dice, 3, 9));
    let right = a + b * c;
    Some(Sum {
        id: format!("order-{a}-{b}-{c}"),
        ask: format!("What is {a} + {b} × {c}?"),
        right: right.to_string(),
        // From left to right, as one reads.
        wrong: with_near(right, &[(a + b) * c, right + c, a * b + c, a + b + c, right - b]),
        why: format!("Times comes before plus: {b} × {c} is {}, and {a} more make {right}.", b * c),
        topic: "Order of operations",
    })
}

pub fn mean(dice: &mut Dice) -> Option<Sum> {
    let mean = between(dice, 6, 60);
    let (a, b) = (between(dice, 1, mean / 2), between(dice, 1, mean / 2));
    let (x, y, z) = (mean - a, mean + a + b, mean - b);
    let sum = x + y + z;
    Some(Sum {
        id: format!("mean-{x}-{y}-{z}"),
        ask: format!("What is the average of {x}, {y} and {z}?"),
        right: mean.to_string(),
        wrong: with_near(mean, &[y, sum / 2, mean + 1, x, mean - 1]),
        why: format!("Together they are {sum}, and {sum} shared by three is {mean}."),
        topic: "Averages",
    })
}
