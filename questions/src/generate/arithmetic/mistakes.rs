//! What comes out when one forgets a carry, takes the wrong digit from the other, or is one off in a table.

/// `a + b` without ever carrying.
#[must_use]
pub fn without_carry(a: i64, b: i64) -> i64 {
    digits(a, b, |x, y| (x + y) % 10)
}

/// `a - b` with the smaller digit taken from the larger one in every place.
#[must_use]
pub fn smaller_from_larger(a: i64, b: i64) -> i64 {
    digits(a, b, |x, y| (x - y).abs())
}

fn digits(mut a: i64, mut b: i64, each: fn(i64, i64) -> i64) -> i64 {
    let (mut sum, mut place) = (0, 1);
    while a > 0 || b > 0 {
        sum += each(a % 10, b % 10) * place;
        (a, b, place) = (a / 10, b / 10, place * 10);
    }
    sum
}

/// Numbers as answers: none below zero, and enough near the right one to make up for mistakes that give the same.
#[must_use]
pub fn with_near(right: i64, mistakes: &[i64]) -> Vec<String> {
    let near = [1, -1, 10, -10, 2, -2].map(|off| right + off);
    let fitting = mistakes.iter().copied().chain(near).filter(|wrong| *wrong >= 0 && *wrong != right);
    let mut seen = Vec::new();
    for wrong in fitting {
        if !seen.contains(&wrong) {
            seen.push(wrong);
        }
    }
    seen.iter().map(ToString::to_string).collect()
}

/// The greatest number that divides both.
#[must_use]
pub const fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}

/// A fraction in lowest terms as it is written: a whole number where it is one.
#[must_use]
pub fn fraction(top: i64, bottom: i64) -> String {
    let by = common(top, bottom).max(1);
    if bottom / by == 1 { (top / by).to_string() } else { format!("{}/{}", top / by, bottom / by) }
}
