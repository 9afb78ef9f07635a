//! The code knows no place and no time: what is of a state, a currency or a year stands in a world's files.
//!
//! Searched are sources, shaders, style and script. Not searched: tests; the documentation of a module (`//!`), which
//! names its literature; the guide and the model's document; former names of fields and levers; the examples of the
//! command line, which are documentation of the files that are shipped; and the lines that build the reference world in.

use crate::support::path;
use std::path::{Path, PathBuf};

/// Parts of words that name a currency, a state, a capital or a people.
const PARTS: [&str; 10] =
    ["rouble", "rubl", "somoni", "russia", "moscow", "tajik", "dushanbe", "kyrgyz", "uzbek", "eurasian"];
/// Whole words that do.
const WHOLE: [&str; 5] = ["som", "rub", "tjs", "kgs", "bishkek"];
/// Files that are documentation, and the one that has former names.
const DOCUMENTATION: [&str; 4] = ["src/guide/", "src/model/", "src/cli/examples.rs", "src/config/aliases.rs"];
/// A year that is of no world: the first day of Unix time, from which Parquet counts.
const EPOCH: (&str, &str) = ("src/output/parquet.rs", "1970");

/// The files below a folder that are searched.
fn sources(place: &Path) -> Vec<PathBuf> {
    if place.is_dir() {
        return std::fs::read_dir(place).unwrap().flat_map(|entry| sources(&entry.unwrap().path())).collect();
    }
    let known = |e: &std::ffi::OsStr| ["rs", "wgsl", "js", "css"].iter().any(|known| e == *known);
    if place.extension().is_some_and(known) && !place.ends_with("tests.rs") {
        return vec![place.to_owned()];
    }
    Vec::new()
}

/// The lines of a source that are searched, each with its number.
fn searched(text: &str) -> Vec<(usize, &str)> {
    let (mut lines, mut all) = (Vec::new(), text.lines().enumerate());
    while let Some((i, line)) = all.next() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            // To the end of the item: a semicolon, or the bracket below its first letter.
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            let mut first = true;
            all.by_ref().find(|(_, l)| l.starts_with(&end) || (std::mem::take(&mut first) && l.ends_with(';')));
        } else if !line.trim_start().starts_with("//!") && !line.contains("include_str!(\"../../configs") {
            lines.push((i + 1, line));
        }
    }
    lines
}

/// What a line names: years, currencies, states.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in line.split(|c: char| !(c.is_ascii_alphabetic() || c == '_')) {
        // A former name, such as of a field that is refused with its present name.
        if musofir::config::aliases::renamed(word).is_some() {
            continue;
        }
        for part in word.to_lowercase().split('_') {
            if PARTS.iter().any(|p| part.contains(p)) || WHOLE.contains(&part) {
                found.push(part.to_owned());
            }
        }
    }
    let bytes = line.as_bytes();
    let digits = line.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    for year in digits.filter(|digits| digits.starts_with("19") || digits.starts_with("20")) {
        let at = year.as_ptr() as usize - line.as_ptr() as usize;
        let of_a_fraction = at > 1 && bytes[at - 1] == b'.' && bytes[at - 2].is_ascii_digit();
        if !of_a_fraction {
            found.push(year.to_owned());
        }
    }
    found
}

/// `file:line: what` of everything of a place or a time.
fn hits(file: &str, text: &str) -> Vec<String> {
    let of = |(line, text): (usize, &str)| {
        let named = named(text).into_iter().filter(|what| (file, what.as_str()) != EPOCH);
        named.map(|what| format!("{file}:{line}: {what}")).collect::<Vec<_>>()
    };
    searched(text).into_iter().flat_map(of).collect()
}

#[test]
fn a_name_that_is_put_in_is_found() {
    let text = "//! Of Russia, 2013.\n/// In Russia.\nlet mid_2013 = at(2013, 6); // 0.2013\nlet tjs = \"million Roubles\";\n\
                #[cfg(test)]\nmod tests {\n    fn moscow() {}\n}\nfn kyrgyz() {}\n#[cfg(test)]\nuse moscow;\n\
                let somber = RUB;\n";
    let found = hits("f", text);
    let expected = ["2: russia", "3: 2013", "3: 2013", "4: tjs", "4: roubles", "9: kyrgyz", "12: rub"]
        .map(|hit| format!("f:{hit}"));
    assert_eq!(found, expected);
    assert!(hits(EPOCH.0, "date(1970, 1, 1)").is_empty() && hits("f", "in_russia and roubles_per_dollar").is_empty());
}

#[test]
fn the_code_names_no_place_and_no_year() {
    let root = path("");
    let name = |file: &Path| file.strip_prefix(&root).unwrap().display().to_string().replace('\\', "/");
    let of = |file: PathBuf| hits(&name(&file), &std::fs::read_to_string(&file).unwrap());
    let files = ["src", "shaders"].into_iter().flat_map(|place| sources(&path(place)));
    let searched = files.filter(|file| !DOCUMENTATION.iter().any(|d| name(file).starts_with(d)));
    let left: Vec<String> = searched.flat_map(of).collect();
    assert!(left.is_empty(), "{} names of a place or a time are left:\n{}", left.len(), left.join("\n"));
}

/// Every brace of a template is a placeholder that is known: the words of a world leave none.
#[test]
fn no_template_has_an_unknown_placeholder() {
    use musofir::host::{BASES, INDICATORS, IndicatorId};
    use musofir::world::{Words, World};
    let world = World::reference();
    let mut templates: Vec<String> = Vec::new();
    templates.extend(INDICATORS.iter().flat_map(|i| [i.unit, i.meaning]).map(str::to_owned));
    templates.extend(IndicatorId::ALL.map(|i| musofir::report::words::title(i).to_owned()));
    templates.extend(BASES.iter().map(|b| b.rule.to_owned()));
    let registers = world.assumptions.iter().chain(world.origins[0].assumptions.iter());
    templates.extend(registers.flat_map(|(r, _)| [r.unit, r.meaning]).map(str::to_owned));
    for lever in musofir::scenario::schema::levers() {
        templates.extend(lever.fields.into_iter().map(|f| f.words).chain([lever.words]));
    }
    let columns = musofir::output::columns::TABLES.iter().flat_map(|t| t.columns);
    templates.extend(columns.flat_map(|c| [c.unit, c.meaning]).map(str::to_owned));
    assert!(templates.iter().filter(|t| t.contains('{')).count() > 50, "templates are there");
    for words in [Words::default(), Words::of(&world)] {
        for template in &templates {
            let said = words.fill(template);
            assert!(!said.contains(['{', '}']), "{template}: {said}");
        }
    }
}
