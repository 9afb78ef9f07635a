//! Tables as wide as the terminal: texts go over several lines, and numbers that still do not fit stand in a further part
//! below. What is not written to a terminal is data, and has its full width.

use comfy_table::{ColumnConstraint, Table, Width};
use std::io::{IsTerminal, stdout};

/// Of a terminal that does not say how wide it is.
const UNKNOWN: usize = 80;
/// A text is broken only where a line of this width is too long.
const NARROWEST: usize = 16;

/// The width of the terminal behind standard output; none if there is none.
pub fn width() -> Option<usize> {
    let known = || terminal_size::terminal_size_of(stdout()).map(|(width, _)| usize::from(width.0));
    stdout().is_terminal().then(|| known().filter(|width| *width > 0).unwrap_or(UNKNOWN))
}

/// The lines of a table within a width, without blanks at their ends. Columns but `numbers` are texts. Each part of a
/// table in parts has the first `keys` columns.
pub fn fitted(table: &Table, numbers: &[usize], keys: usize, width: Option<usize>) -> String {
    let Some(width) = width.filter(|width| longest(table) > *width) else { return lines(table) };
    let natural: Vec<usize> = table.column_max_content_widths().into_iter().map(usize::from).collect();
    let is_text = |n: &usize| !numbers.contains(n);
    let around = table.lines().map(|line| line.chars().count()).max().unwrap_or(0) - natural.iter().sum::<usize>();
    let around = around.div_ceil(natural.len().max(1));
    // The least that columns take: texts in lines of words, numbers whole.
    let least =
        |n: usize| around + if is_text(&n) { natural[n].min(NARROWEST.max(word(table, n))) } else { natural[n] };
    let fixed: usize = (0..natural.len()).filter(|n| *n < keys || is_text(n)).map(least).sum();
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut left = width.saturating_sub(fixed);
    for n in (0..natural.len()).filter(|n| *n >= keys && !is_text(n)) {
        let last = parts.last_mut().expect("a part");
        if least(n) > left && !last.is_empty() {
            left = width.saturating_sub(fixed);
            parts.push(vec![n]);
        } else {
            last.push(n);
        }
        left = left.saturating_sub(least(n));
    }
    let part = |of: &Vec<usize>| {
        let mut table = table.clone();
        let there = |n: &usize| *n < keys || is_text(n) || of.contains(n);
        let mut widths: Vec<usize> =
            (0..natural.len()).map(|n| if there(&n) { around + natural[n] } else { 0 }).collect();
        // Texts give way, the widest first.
        let wide = |widths: &[usize]| {
            let texts = (0..natural.len()).filter(|n| is_text(n) && widths[*n] > least(*n));
            texts.max_by_key(|n| widths[*n])
        };
        while widths.iter().sum::<usize>() > width {
            let Some(n) = wide(&widths) else { break };
            widths[n] -= 1;
        }
        for (n, column) in table.column_iter_mut().enumerate() {
            let full = around + natural[n];
            match widths[n] {
                0 => drop(column.set_constraint(ColumnConstraint::Hidden)),
                w if w < full => drop(column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(w as u16)))),
                _ => {}
            }
        }
        lines(&table)
    };
    parts.iter().map(part).collect::<Vec<_>>().join("\n\n")
}

/// Words in lines of a width.
pub fn folded(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("a line");
        match line.is_empty() {
            true => line.push_str(word),
            false if line.chars().count() + 1 + word.chars().count() <= width => *line += &format!(" {word}"),
            false => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// Lines of a label and a text, within a width: what goes on in a further line stands under the text, which begins after
/// `label` columns.
pub fn hung(text: &str, label: usize, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    let line = |line: &str| {
        if line.chars().count() <= width {
            return line.to_owned();
        }
        let start = line.char_indices().nth(label).map_or(line.len(), |(i, _)| i);
        let text = line[start..].trim_start();
        let lead = &line[..line.len() - text.len()];
        let text = folded(text, width.saturating_sub(lead.chars().count()));
        lead.to_owned() + &text.replace('\n', &format!("\n{}", " ".repeat(label)))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The longest word of a column.
fn word(table: &Table, column: usize) -> usize {
    let cells = table.column_cells_with_header_iter(column).flatten();
    let words = cells.flat_map(|cell| {
        let text = cell.content();
        text.split_whitespace().map(|word| word.chars().count()).collect::<Vec<_>>()
    });
    words.max().unwrap_or(0)
}

fn longest(table: &Table) -> usize {
    lines(table).lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

fn lines(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::common::tables::table;

    #[test]
    fn a_long_line_goes_on_under_its_text() {
        let text = "configs/a.ron: a title\n  world       one two three four";
        assert_eq!(hung(text, 14, None), text);
        let lines =
            "configs/a.ron: a\n              title\n  world       one two\n              three\n              four";
        assert_eq!(
            hung(text, 14, Some(22)),
            format!("configs/a.ron: a title\n{}", &lines[lines.find("  world").unwrap()..])
        );
        assert_eq!(hung(text, 14, Some(21)), lines);
    }

    fn wide() -> Table {
        let mut table = table(["indicator", "scenario", "mean", "difference", "verdict"]);
        table.add_row([
            "concession_probability, % (mean)",
            "mass-deportation",
            "1234567.0",
            "-12345.6 ± 123.4",
            "lower by 12,000 to 12,500 people, which is far more than what the seeds leave open",
        ]);
        table
    }

    #[test]
    fn a_table_is_no_wider_than_the_terminal_and_loses_no_word() {
        for width in [80, 100, 120] {
            let text = fitted(&wide(), &[2, 3], 2, Some(width));
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
            for word in
                ["concession_probability,", "mass-deportation", "1234567.0", "-12345.6 ± 123.4", "verdict", "open"]
            {
                assert!(text.contains(word), "{width}: {word}\n{text}");
            }
            assert!(text.lines().count() > 2);
        }
        let full = fitted(&wide(), &[2, 3], 2, None);
        assert_eq!(full.lines().count(), 2);
        assert_eq!(fitted(&wide(), &[2, 3], 2, Some(176)), full);
    }

    #[test]
    fn numbers_that_do_not_fit_stand_below_under_the_same_keys() {
        let mut table = table(["wage", "abroad", "poverty", "crisis_risk", "output_lost"]);
        table.add_row(["18000", "1000000.0 ± 100.0", "40.00 ± 1.00", "0.100 ± 0.010", "12.00 ± 0.10"]);
        let text = fitted(&table, &[0, 1, 2, 3, 4], 1, Some(50));
        assert!(text.lines().all(|line| line.chars().count() <= 50), "{text}");
        assert_eq!(text.matches("18000").count(), text.split("\n\n").count(), "{text}");
        assert!(text.contains("12.00 ± 0.10") && text.contains("1000000.0 ± 100.0"), "{text}");
    }
}
