//! Questions that follow from a table of countries: capitals, continents, neighbours, seas, languages.

use std::collections::BTreeMap;

use serde::Deserialize;
use shared::content::locate::Step;
use shared::content::{Problem, Source, hint, nearest_name};
use shared::dice::Dice;

use super::{Generator, checked, choice, key};
use crate::bank::format::{LEVELS, MAX_OPTION, QuestionDef};

/// What players call the parts of the world.
const CONTINENTS: [&str; 6] = ["Africa", "Asia", "Europe", "North America", "Oceania", "South America"];

/// A country of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryDef {
    /// What it is called, without an article.
    pub name: String,
    /// Whether one says "the" before its name.
    #[serde(default)]
    pub the: bool,
    /// Its capital; nothing where there are several, or none that all agree on.
    #[serde(default)]
    pub capital: Option<String>,
    /// The continent it lies on.
    pub continent: String,
    /// Whether it lies on two, or its place is disputed, so that nobody is asked.
    #[serde(default)]
    pub spans: bool,
    /// How well it is known, 1 to 5.
    pub level: u8,
    /// All countries it has a land border with, also those that aren't in the table.
    #[serde(default)]
    pub neighbours: Vec<String>,
    /// Names that are never asked for or offered in its questions.
    #[serde(default)]
    pub never: Vec<String>,
    /// Seas it lies on; the first one is asked for.
    #[serde(default)]
    pub seas: Vec<String>,
    /// What most people speak; nothing where there are several answers.
    #[serde(default)]
    pub language: Option<String>,
}

/// The table.
#[derive(Debug, Clone)]
pub struct Geography(Vec<CountryDef>);

/// A wording, the answer, and what else could be thought to be it.
struct Asked {
    id: &'static str,
    ask: String,
    right: String,
    wrong: Vec<String>,
    why: String,
    /// How much harder it is than the country is unknown.
    harder: i8,
}

impl Geography {
    /// Reads the table.
    ///
    /// # Errors
    /// Every problem found, with its place.
    pub fn of(source: &Source) -> Result<Self, Vec<Problem>> {
        let table: Vec<CountryDef> = source.parse().map_err(|problem| vec![problem])?;
        let problems = problems(source, &table);
        checked(Self(table), problems)
    }

    /// Everything of one kind that is said about countries which `fits` accepts, each once.
    fn all(&self, fits: impl Fn(&CountryDef) -> bool, what: impl Fn(&CountryDef) -> Vec<String>) -> Vec<String> {
        let mut all: Vec<String> = self.0.iter().filter(|country| fits(country)).flat_map(what).collect();
        all.sort();
        all.dedup();
        all
    }

    fn capital(&self, of: &CountryDef) -> Option<Asked> {
        let right = of.capital.clone()?;
        let near = |other: &CountryDef| other.continent == of.continent;
        Some(Asked {
            id: "capital",
            ask: format!("What is the capital of {}?", named(of)),
            wrong: self.all(near, |other| other.capital.clone().into_iter().collect()),
            why: capital_of(of, &right),
            right,
            harder: 0,
        })
    }

    fn country(&self, of: &CountryDef) -> Option<Asked> {
        let capital = of.capital.as_ref()?;
        let near = |other: &CountryDef| other.continent == of.continent;
        Some(Asked {
            id: "country",
            ask: format!("{capital} is the capital of which country?"),
            right: of.name.clone(),
            wrong: self.all(near, |other| vec![other.name.clone()]),
            why: capital_of(of, capital),
            harder: 1,
        })
    }

    fn continent(&self, of: &CountryDef) -> Option<Asked> {
        (!of.spans).then(|| Asked {
            id: "continent",
            ask: format!("On which continent is {}?", named(of)),
            right: of.continent.clone(),
            wrong: CONTINENTS.map(str::to_owned).to_vec(),
            why: format!("{} is one of the countries of {}.", capitalised(&named(of)), of.continent),
            harder: -1,
        })
    }

    fn border(&self, of: &CountryDef, dice: &mut Dice) -> Option<Asked> {
        let right = dice.pick(&of.neighbours)?.clone();
        let near = |other: &CountryDef| other.continent == of.continent && !of.neighbours.contains(&other.name);
        Some(Asked {
            id: "border",
            ask: format!("Which of these countries borders {}?", named(of)),
            wrong: self.all(near, |other| vec![other.name.clone()]),
            why: format!("Its neighbours on land: {}.", of.neighbours.join(", ")),
            right,
            harder: 1,
        })
    }

    fn sea(&self, of: &CountryDef) -> Option<Asked> {
        Some(Asked {
            id: "sea",
            ask: format!("Which of these waters reaches the coast of {}?", named(of)),
            right: of.seas.first()?.clone(),
            wrong: self
                .all(|_| true, |other| other.seas.clone())
                .into_iter()
                .filter(|sea| !of.seas.contains(sea))
                .collect(),
            why: format!("{} has a coast on the {}.", capitalised(&named(of)), of.seas.join(" and the ")),
            harder: 1,
        })
    }

    fn language(&self, of: &CountryDef) -> Option<Asked> {
        let right = of.language.clone()?;
        Some(Asked {
            id: "language",
            ask: format!("What is the main language of {}?", named(of)),
            wrong: self.all(|_| true, |other| other.language.clone().into_iter().collect()),
            why: format!("Most people in {} speak {right}.", named(of)),
            right,
            harder: 1,
        })
    }
}

impl Generator for Geography {
    fn category(&self) -> &'static str {
        "Countries"
    }

    fn roll(&self, level: u8, dice: &mut Dice) -> Option<QuestionDef> {
        let of = dice.pick(&self.0)?;
        let asked = match dice.below(6) {
            0 => self.capital(of),
            1 => self.country(of),
            2 => self.continent(of),
            3 => self.border(of, dice),
            4 => self.sea(of),
            _ => self.language(of),
        }?;
        let harder = of.level.saturating_add_signed(asked.harder).clamp(LEVELS.0, LEVELS.1);
        let mut wrong = asked.wrong;
        wrong.retain(|text| *text != of.name && !of.never.contains(text));
        dice.shuffle(&mut wrong);
        (harder == level).then_some(())?;
        Some(QuestionDef {
            id: key(&format!("{}-{}", asked.id, of.name))?,
            level,
            ask: asked.ask,
            answer: choice(asked.right, wrong)?,
            why: asked.why,
            source: format!("Atlas: {}", of.name),
        })
    }
}

fn capital_of(country: &CountryDef, capital: &str) -> String {
    let place = if country.spans { String::new() } else { format!(", a country in {}", country.continent) };
    format!("{capital} is the capital of {}{place}.", named(country))
}

fn named(country: &CountryDef) -> String {
    if country.the { format!("the {}", country.name) } else { country.name.clone() }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn problems(source: &Source, table: &[CountryDef]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let by_name: BTreeMap<&str, &CountryDef> = table.iter().map(|country| (country.name.as_str(), country)).collect();
    if by_name.len() < table.len() {
        problems.push(Problem::new(&source.file, "a country is there twice, expected each once"));
    }
    for (n, country) in table.iter().enumerate() {
        let place = [Step::NthWord("name", n), Step::Text(&country.name)];
        let mut at = |message: String| problems.push(source.problem(&place, message));
        if !CONTINENTS.contains(&country.continent.as_str()) {
            let near = hint(nearest_name(&country.continent, CONTINENTS));
            at(format!(
                "the continent {:?} is unknown, expected one of {}{near}",
                country.continent,
                CONTINENTS.join(", ")
            ));
        }
        if country.level < LEVELS.0 || country.level > LEVELS.1 {
            at(format!("level {} is unknown, expected {} to {}", country.level, LEVELS.0, LEVELS.1));
        }
        for other in country.neighbours.iter().filter_map(|name| by_name.get(name.as_str())) {
            if !other.neighbours.contains(&country.name) {
                at(format!("{} borders {}, but not the other way round", country.name, other.name));
            }
        }
        let texts = country.capital.iter().chain(&country.neighbours).chain(&country.seas).chain(&country.language);
        if let Some(long) =
            texts.chain([&country.name]).find(|text| text.is_empty() || text.chars().count() > MAX_OPTION)
        {
            at(format!("{long:?} has {} characters, expected 1 to {MAX_OPTION}", long.chars().count()));
        }
    }
    problems
}
