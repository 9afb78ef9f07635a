use super::*;
use crate::world::Words;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../guide/columns.md");

/// The section of a table on the guide's page, in neutral words.
fn section(spec: &TableSpec) -> String {
    let files: Vec<String> = spec.files.iter().map(|(command, file)| format!("`{file}` of `{command}`")).collect();
    let mut text = format!(
        "## {}\n\nA row: {}.\n\n| column | type | unit | meaning |\n|---|---|---|---|\n",
        files.join(", "),
        spec.row
    );
    for c in spec.columns {
        let kind = match c.kind {
            Kind::Text => "text",
            Kind::Whole => "whole number",
            Kind::Number => "number",
            Kind::Date => "date",
        };
        let only = if c.only.is_empty() { String::new() } else { format!(" (only {})", c.only) };
        text += &format!("| `{}` | {kind} | {} | {}{only} |\n", c.name, c.unit, c.meaning);
    }
    Words::default().fill(&text).into_owned()
}

#[test]
fn the_guide_has_every_column_and_no_other() {
    let sections: Vec<String> = TABLES.iter().map(|spec| section(spec)).collect();
    let start = PAGE.find("## `").expect("a table");
    if std::env::var_os("MUSOFIR_BLESS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/columns.md");
        std::fs::write(file, PAGE[..start].to_owned() + &sections.join("\n")).expect("the page is written");
    }
    let page = &PAGE[start..];
    assert_eq!(page, sections.join("\n"), "the guide's page of columns; MUSOFIR_BLESS=1 writes it");
}

/// Words that PostgreSQL, SQLite, DuckDB or MySQL reserve: a column of such a name must be quoted.
const RESERVED: &str = "
    add all alter analyse analyze and any array as asc asensitive asymmetric before between bigint binary blob both by call cascade case
    cast change char character check collate collation column concurrently condition constraint continue convert create
    cross cube cume_dist current_catalog current_date current_role current_schema current_time current_timestamp
    current_user cursor database databases day_hour day_microsecond day_minute day_second dec decimal declare default
    deferrable delayed delete dense_rank desc describe deterministic distinct distinctrow div do double drop dual each
    else elseif empty enclosed end escaped except exists exit explain false fetch first_value float for force foreign
    freeze from full fulltext function generated get glob grant group grouping groups having high_priority if ignore
    ilike in index infile initially inner inout insensitive insert int integer intersect interval into is isnull iterate
    join json_table key keys kill lag lambda last_value lateral lead leading leave left like limit linear lines load
    localtime localtimestamp lock long loop low_priority match mod modifies natural not notnull nth_value ntile null
    numeric of offset on only optimize option optionally or order out outer outfile over overlaps partition
    percent_rank pivot placing precision primary procedure purge qualify range rank read reads real recursive references
    regexp release rename repeat replace require resignal restrict return returning revoke right rlike row row_number
    rows schema schemas select sensitive separator session_user set show signal similar some spatial specific sql
    starting straight_join summarize symmetric system system_user table terminated then tinyblob to trailing trigger
    true undo union unique unlock unpivot unsigned update usage use user using values varbinary varchar variadic varying
    verbose virtual when where while window with write xor zerofill";

#[test]
fn no_column_must_be_quoted() {
    let reserved: BTreeSet<&str> = RESERVED.split_whitespace().collect();
    let indicators = crate::host::INDICATORS.iter().map(|i| i.name);
    for name in TABLES.iter().flat_map(|t| t.columns).map(|c| c.name).chain(indicators) {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        assert!(name.chars().all(plain) && !reserved.contains(name), "{name}");
    }
}
