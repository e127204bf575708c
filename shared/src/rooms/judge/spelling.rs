//! One spelling for each word: abbreviations written out, American for British, singular for plural.

/// Abbreviations that mean one thing in an answer.
const SHORT: &[(&str, &str)] = &[
    ("mt", "mount"),
    ("mtn", "mountain"),
    ("mts", "mountains"),
    ("dr", "doctor"),
    ("mr", "mister"),
    ("mrs", "missus"),
    ("prof", "professor"),
    ("gen", "general"),
    ("capt", "captain"),
    ("cpt", "captain"),
    ("sgt", "sergeant"),
    ("lt", "lieutenant"),
    ("col", "colonel"),
    ("adm", "admiral"),
    ("gov", "governor"),
    ("pres", "president"),
    ("sen", "senator"),
    ("rev", "reverend"),
    ("jr", "junior"),
    ("jnr", "junior"),
    ("sr", "senior"),
    ("snr", "senior"),
    ("ft", "fort"),
    ("vs", "versus"),
    ("bros", "brothers"),
    ("pt", "part"),
    ("vol", "volume"),
    ("vit", "vitamin"),
    ("tv", "television"),
    ("telly", "television"),
    ("xmas", "christmas"),
    ("fridge", "refrigerator"),
    ("phone", "telephone"),
    ("maths", "mathematics"),
    ("math", "mathematics"),
    ("airplane", "plane"),
    ("aeroplane", "plane"),
    ("bike", "bicycle"),
    ("hippo", "hippopotamus"),
    ("rhino", "rhinoceros"),
    ("chimp", "chimpanzee"),
    ("croc", "crocodile"),
    ("dept", "department"),
    ("govt", "government"),
    ("n", "and"),
    ("adn", "and"),
    ("teh", "the"),
    ("hte", "the"),
    ("jan", "january"),
    ("feb", "february"),
    ("apr", "april"),
    ("aug", "august"),
    ("sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
    ("tues", "tuesday"),
    ("weds", "wednesday"),
    ("thurs", "thursday"),
    ("thur", "thursday"),
    ("fri", "friday"),
    ("twenties", "1920s"),
    ("thirties", "1930s"),
    ("forties", "1940s"),
    ("fifties", "1950s"),
    ("sixties", "1960s"),
    ("seventies", "1970s"),
    ("eighties", "1980s"),
    ("nineties", "1990s"),
    ("20s", "1920s"),
    ("30s", "1930s"),
    ("40s", "1940s"),
    ("50s", "1950s"),
    ("60s", "1960s"),
    ("70s", "1970s"),
    ("80s", "1980s"),
    ("90s", "1990s"),
];

/// Whole answers under another name for the very same thing.
const SAME: &[(&str, &str)] = &[
    ("uk", "united kingdom"),
    ("us", "united states"),
    ("usa", "united states"),
    ("america", "united states"),
    ("states", "united states"),
    ("united states of america", "united states"),
    ("uae", "united arab emirates"),
    ("ussr", "soviet union"),
    ("eu", "european union"),
    ("un", "united nations"),
    ("nz", "new zealand"),
    ("nyc", "new york city"),
    ("la", "los angeles"),
    ("sf", "san francisco"),
    ("washington dc", "washington"),
    ("drc", "democratic republic of congo"),
];

/// Words that are spelt otherwise in America by no rule.
const AMERICAN: &[(&str, &str)] = &[
    ("grey", "gray"),
    ("aluminium", "aluminum"),
    ("tyre", "tire"),
    ("plough", "plow"),
    ("doughnut", "donut"),
    ("moustache", "mustache"),
    ("pyjamas", "pajamas"),
    ("cheque", "check"),
    ("jewellery", "jewelry"),
    ("kerb", "curb"),
    ("mum", "mom"),
    ("yoghurt", "yogurt"),
    ("whisky", "whiskey"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("practise", "practice"),
    ("programme", "program"),
    ("sceptic", "skeptic"),
    ("mould", "mold"),
    ("axe", "ax"),
    ("artefact", "artifact"),
    ("cosy", "cozy"),
    ("draught", "draft"),
    ("sulphur", "sulfur"),
    ("gaol", "jail"),
    ("nite", "night"),
    ("lite", "light"),
    ("thru", "through"),
    ("chilli", "chili"),
    ("storey", "story"),
    ("traveller", "traveler"),
    ("lasagne", "lasagna"),
];

/// Plurals by no rule, with what is left of their singular.
const SINGULAR: &[(&str, &str)] = &[
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("people", "person"),
    ("mice", "mouse"),
    ("lice", "louse"),
    ("geese", "goose"),
    ("feet", "foot"),
    ("teeth", "tooth"),
    ("oxen", "ox"),
    ("wolves", "wolf"),
    ("knives", "knife"),
    ("wives", "wife"),
    ("lives", "life"),
    ("leaves", "leaf"),
    ("loaves", "loaf"),
    ("calves", "calf"),
    ("halves", "half"),
    ("elves", "elf"),
    ("thieves", "thief"),
    ("shelves", "shelf"),
    ("scarves", "scarf"),
    ("hooves", "hoof"),
    ("octopi", "octopus"),
    ("hippopotami", "hippopotamus"),
    ("cacti", "cactus"),
    ("fungi", "fungus"),
    ("alumni", "alumnus"),
    ("nuclei", "nucleus"),
    ("stimuli", "stimulus"),
    ("bacteria", "bacterium"),
    ("mitochondria", "mitochondrion"),
    ("phenomena", "phenomenon"),
    ("vertebrae", "vertebra"),
    ("larvae", "larva"),
    ("algae", "alga"),
    ("dice", "die"),
];

fn find(list: &[(&'static str, &'static str)], word: &str) -> Option<&'static str> {
    list.iter().find(|(from, _)| *from == word).map(|(_, to)| *to)
}

/// An abbreviation written out; any other word as it is.
pub fn written_out(word: &str) -> String {
    let plural = || {
        word.strip_suffix('s').filter(|one| one.len() > 3).and_then(|one| find(SHORT, one)).map(|one| format!("{one}s"))
    };
    find(SHORT, word).map(str::to_owned).or_else(plural).unwrap_or_else(|| word.to_owned())
}

/// The other name of a whole answer, if it goes by one.
pub fn same_thing(phrase: &str) -> Option<&'static str> {
    find(SAME, phrase)
}

/// What words have in common that are spelt or inflected differently.
pub fn key(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit()) || word.len() < 3 {
        return word.to_owned();
    }
    american(&singular(word))
}

fn singular(word: &str) -> String {
    if let Some(singular) = find(SINGULAR, word) {
        return singular.to_owned();
    }
    let cut = |n: usize| &word[..word.len() - n];
    let long = word.chars().count() > 3;
    let ends = |list: &[&str]| list.iter().any(|end| word.ends_with(end));
    if long && word.ends_with("ies") && word.len() > 4 {
        format!("{}y", cut(3))
    } else if long && (ends(&["sses", "shes", "ches", "xes", "oes", "uses"]) && !ends(&["ouses", "auses"])) {
        cut(2).to_owned()
    } else if long && (word.ends_with("oe") || (word.ends_with('s') && !ends(&["ss", "us", "is"]))) {
        cut(1).to_owned()
    } else {
        word.to_owned()
    }
}

fn american(word: &str) -> String {
    if let Some(american) = find(AMERICAN, word) {
        return american.to_owned();
    }
    let mut word = word.to_owned();
    let len = word.len();
    if len > 5 {
        for (from, to) in [
            ("our", "or"),
            ("tre", "ter"),
            ("bre", "ber"),
            ("ogue", "og"),
            ("yse", "yze"),
            ("ise", "ize"),
            ("isation", "ization"),
        ] {
            if let Some(stem) = word.strip_suffix(from) {
                word = format!("{stem}{to}");
                break;
            }
        }
    } else if let Some(stem) = word.strip_suffix("our").filter(|stem| stem.len() == 2 && !matches!(*stem, "fl")) {
        word = format!("{stem}or");
    } else if let Some(stem) = word.strip_suffix("tre") {
        word = format!("{stem}ter");
    }
    if len > 5 {
        word = word.replace("ae", "e");
        if let Some(rest) = word.strip_prefix("oe") {
            word = format!("e{rest}");
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_one_share_a_key() {
        for (a, b) in [
            ("colour", "color"),
            ("colours", "color"),
            ("theatre", "theater"),
            ("litres", "liter"),
            ("wolves", "wolf"),
            ("potatoes", "potato"),
            ("butterflies", "butterfly"),
            ("octopuses", "octopus"),
            ("encyclopaedia", "encyclopedia"),
            ("organise", "organize"),
            ("houses", "house"),
            ("shoes", "shoe"),
            ("matches", "match"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for (a, b) in [
            ("flour", "flor"),
            ("four", "for"),
            ("hours", "hor"),
            ("glass", "glas"),
            ("venus", "venu"),
            ("paris", "pari"),
        ] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }
}
