//! Sums of parts: fractions, percent and tenths.

use shared::dice::Dice;

use super::mistakes::{common, fraction, with_near};
use super::{Sum, between};

pub fn of_number(dice: &mut Dice) -> Option<Sum> {
    let bottom = between(dice, 3, 10);
    let (top, part) = (between(dice, 2, bottom - 1), between(dice, 2, 15));
    let whole = bottom * part;
    (common(top, bottom) == 1).then(|| Sum {
        id: format!("part-{top}-{bottom}-{whole}"),
        ask: format!("What is {top}/{bottom} of {whole}?"),
        right: (top * part).to_string(),
        wrong: with_near(top * part, &[part, whole - top * part, top * part + part, whole / top]),
        why: format!("1/{bottom} of {whole} is {part}, and {top} of these parts are {}.", top * part),
        topic: "Fractions of numbers",
    })
}

/// A fraction with its mistakes, in lowest terms all of them.
fn fractions(right: (i64, i64), wrong: &[(i64, i64)]) -> (String, Vec<String>) {
    let fits = |(top, bottom): &&(i64, i64)| *top > 0 && *bottom > 0;
    (fraction(right.0, right.1), wrong.iter().filter(fits).map(|(top, bottom)| fraction(*top, *bottom)).collect())
}

pub fn same_bottom(dice: &mut Dice) -> Option<Sum> {
    let bottom = between(dice, 5, 17);
    let (a, b) = (between(dice, 1, bottom - 2), between(dice, 1, bottom - 2));
    let top = a + b;
    let mistakes = [(top, bottom + bottom), (top + 1, bottom), (a * b, bottom), (top - 1, bottom), (top, bottom + 1)];
    let (right, wrong) = fractions((top, bottom), &mistakes);
    (top < bottom && common(top, bottom) == 1).then(|| Sum {
        id: format!("same-bottom-{}-{}-{bottom}", a.max(b), a.min(b)),
        ask: format!("What is {a}/{bottom} + {b}/{bottom}?"),
        right,
        wrong,
        why: format!("Parts of one size are simply counted: {a} and {b} of them are {top}, and the size stays."),
        topic: "Adding fractions",
    })
}

pub fn other_bottom(dice: &mut Dice) -> Option<Sum> {
    let (c, d) = (between(dice, 2, 9), between(dice, 2, 9));
    let (a, b) = (between(dice, 1, c - 1), between(dice, 1, d - 1));
    let is_fair = c != d && common(a, c) == 1 && common(b, d) == 1;
    let (top, bottom) = (a * d + b * c, c * d);
    let mistakes = [(a + b, c + d), (a + b, bottom), (a * b, bottom), (top + 1, bottom), (a + b, c.max(d))];
    let (right, wrong) = fractions((top, bottom), &mistakes);
    is_fair.then(|| Sum {
        id: format!("other-bottom-{a}-{c}-{b}-{d}"),
        ask: format!("What is {a}/{c} + {b}/{d}?"),
        right: right.clone(),
        wrong,
        why: format!("In parts of one size that is {}/{bottom} + {}/{bottom}, which makes {right}.", a * d, b * c),
        topic: "Adding fractions",
    })
}

pub fn percent_of(dice: &mut Dice) -> Option<Sum> {
    let percent = *dice.pick(&[5, 10, 15, 20, 25, 30, 40, 60, 75, 80])?;
    let whole = between(dice, 2, 40) * 20;
    let part = whole * percent / 100;
    Some(Sum {
        id: format!("percent-{percent}-{whole}"),
        ask: format!("What is {percent} percent of {whole}?"),
        right: part.to_string(),
        wrong: with_near(part, &[percent, whole - part, part * 2, part / 2, whole / percent, part + 10]),
        why: format!("One percent of {whole} is {}, and {percent} times as much is {part}.", hundredths(whole)),
        topic: "Percent",
    })
}

pub fn percent_off(dice: &mut Dice) -> Option<Sum> {
    let percent = *dice.pick(&[10, 20, 25, 30, 40, 50, 75])?;
    let price = between(dice, 2, 45) * 20;
    let off = price * percent / 100;
    let rest = price - off;
    Some(Sum {
        id: format!("off-{percent}-{price}"),
        ask: format!("A price of {price} falls by {percent} percent. What is it then?"),
        right: rest.to_string(),
        wrong: with_near(rest, &[off, price - percent, price + off, rest + 10, rest - 10]),
        why: format!("{percent} percent of {price} is {off}, and {price} less {off} is {rest}."),
        topic: "Percent",
    })
}

pub fn tenths(dice: &mut Dice) -> Option<Sum> {
    let (a, b) = (between(dice, 11, 99), between(dice, 2, 9));
    let product = a * b;
    let written = |tenths: i64| decimal(tenths, 10);
    (a % 10 != 0).then(|| Sum {
        id: format!("tenths-{a}-{b}"),
        ask: format!("What is {} × {b}?", written(a)),
        right: written(product),
        wrong: vec![
            product.to_string(),
            decimal(product, 100),
            written(a + b * 10),
            written(product + 10),
            written(product - 1),
            written(product - b),
        ],
        why: format!("Without the point, {a} × {b} is {product}. The point goes back in front of the last digit."),
        topic: "Decimals",
    })
}

fn hundredths(n: i64) -> String {
    decimal(n, 100)
}

/// A number of tenths or hundredths as it is written, without zeros at its end.
fn decimal(n: i64, unit: i64) -> String {
    let width = if unit == 10 { 1 } else { 2 };
    let text = format!("{}.{:0width$}", n / unit, n % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
