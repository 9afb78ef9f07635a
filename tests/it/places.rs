//! The code knows no place and no time: what is of a state, a currency or a year stands in a world's files.
//!
//! Searched are sources, shaders, style and script. Not searched: tests; the documentation of a module (`//!`), which
//! names its literature; the guide and the model's document; former names of fields and levers; the examples of the
//! command line, which are documentation of the files that are shipped; and the lines that build the reference world in.

use crate::support::{call, done, path, written};
use musofir::world::Words;
use std::path::{Path, PathBuf};

/// Parts of words that name a currency, a state, a capital or a people.
const PARTS: [&str; 12] = [
    "rouble", "rubl", "somoni", "russia", "moscow", "tajik", "dushanbe", "kyrgyz", "uzbek", "eurasian", "oblast",
    "okrug",
];
/// Whole words that do.
const WHOLE: [&str; 5] = ["som", "rub", "tjs", "kgs", "bishkek"];
/// Files that are documentation, and the one that has former names.
const DOCUMENTATION: [&str; 4] = ["src/guide/", "src/model/", "src/cli/examples.rs", "src/config/aliases.rs"];
/// A year that is of no world: the first day of Unix time, from which Parquet counts.
const EPOCH: (&str, &str) = ("src/output/parquet.rs", "1970");

/// Counts of days that look like years.
const DAYS: [(&str, &str); 2] = [("shaders/common/layout.wgsl", "2047"), ("shaders/common/layout.wgsl", "2000")];

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
        if word.contains('_') && musofir::config::aliases::renamed(word).is_some() {
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
        let named = named(text).into_iter().filter(|what| {
            let here = (file, what.as_str());
            here != EPOCH && !DAYS.contains(&here)
        });
        named.map(|what| format!("{file}:{line}: {what}")).collect::<Vec<_>>()
    };
    searched(text).into_iter().flat_map(of).collect()
}

#[test]
fn a_name_that_is_put_in_is_found() {
    let text = "//! Of Russia, 2013.\n/// In Russia.\nlet mid_2013 = at(2013, 6); // 0.2013\nlet tjs = \"million Roubles, roubles\";\n\
                #[cfg(test)]\nmod tests {\n    fn moscow() {}\n}\nfn kyrgyz() {}\n#[cfg(test)]\nuse moscow;\n\
                let somber = RUB;\n";
    let found = hits("f", text);
    let expected = ["2: russia", "3: 2013", "3: 2013", "4: tjs", "4: roubles", "4: roubles", "9: kyrgyz", "12: rub"]
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
    use musofir::world::World;
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

/// The reference world under other names says nothing of Russia: everything that is shown is in its own words.
#[test]
fn a_world_of_other_names_is_shown_in_its_own_words() {
    let names = [
        ("roubles", "crowns"),
        ("rouble", "crown"),
        ("somoni", "shells"),
        ("Russia", "Oz"),
        ("Moscow", "Emerald"),
        ("Tajikistan", "Kansas"),
        ("Tajik", "Kansan"),
        ("federal subject", "quarter"),
        ("Eurasian Union", "League"),
    ];
    let renamed = |text: String| names.iter().fold(text, |text, (from, to)| text.replace(from, to));
    let dir = tempfile::tempdir().unwrap();
    let scenario =
        r#"(title: "t", description: "d", world: "worlds/tajikistan.ron", start: "2012-01-01", end: "2012-03-31")"#;
    let file = written(dir.path(), "s", scenario).display().to_string();
    let world = dir.path().join("worlds/tajikistan.ron");
    std::fs::write(&world, renamed(std::fs::read_to_string(&world).unwrap())).unwrap();

    let (world, out) = (world.display().to_string(), dir.path().join("out"));
    let (compared, folder) = (dir.path().join("compared").display().to_string(), out.display().to_string());
    let size = ["--agents", "500", "--engine", "cpu", "--out"];
    let (code, stdout, closing) = call(&[&["run", &file][..], &size, &[&folder]].concat());
    assert_eq!(code, 0, "{closing}");
    let indicators = "earned,wage,gdp_real,host_per_dollar,remittances_lcu";
    let vary = ["--vary", "wage=18000,22000", "--seeds", "2", "--indicators", indicators];
    let swept = done(&[&["sweep", &file][..], &vary, &size, &[&compared]].concat());
    let read = |name: &str| std::fs::read_to_string(out.join(name)).unwrap();
    let explained =
        done(&["explain", "wage", "earned", "alignment", "HostCurrency", "sent_host_currency", "--world", &world]);
    let shown = [stdout, closing, swept, explained, done(&["check", &file]), read("series.csv"), read("report.html")];
    let also = std::fs::read_to_string(dir.path().join("compared/summary.csv")).unwrap();
    for text in shown.iter().chain([&also]) {
        let of_elsewhere: Vec<&str> =
            text.lines().filter(|line| named(line).iter().any(|n| n.parse::<u32>().is_err())).collect();
        // Names of files are the user's.
        let file = |line: &&&str| line.contains("tajikistan") || line.contains("series/russia.csv");
        let elsewhere: Vec<&&str> = of_elsewhere.iter().filter(|line| !file(line)).collect();
        assert!(elsewhere.is_empty(), "{elsewhere:#?}");
        let open = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        let open: Vec<&str> = open
            .map(|(name, _)| name)
            .filter(|n| Words::default().fill(&format!("{{{n}}}")) != format!("{{{n}}}"))
            .collect();
        assert!(open.is_empty(), "{open:?}");
    }
    for (text, words) in [
        (&shown[1], "Migrants in Oz"),
        (&shown[2], "million crowns"),
        (&shown[3], "crowns a month"),
        (&shown[3], "alignment of third states with Emerald"),
        (&shown[5], "million shells"),
        (&shown[6], "Wages earned in Oz"),
        (&shown[6], "bn crowns"),
        (&shown[6], "Every quarter is one square"),
        (&also, "million crowns"),
    ] {
        assert!(text.contains(words), "{words}");
    }
}
