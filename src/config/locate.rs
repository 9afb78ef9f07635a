//! Finds the value of a field in a RON text by its path, so that a problem found after parsing has a line and column.

use super::aliases;
use std::ops::Range;

/// Byte range of the value at a path such as `timeline[2].lever.times`; the nearest enclosing value if it is not
/// written.
pub fn locate(text: &str, path: &str) -> Option<Range<usize>> {
    let mut scan = Scan { text, at: 0 };
    scan.blank();
    let mut found = scan.value();
    for step in path.split(['.', '[']).filter(|s| !s.is_empty()) {
        let inside = Scan { text: &text[..found.end], at: found.start };
        let next = match step.strip_suffix(']') {
            Some(index) => inside.element(index.parse().ok()?),
            None => inside.field(step),
        };
        match next {
            Some(range) => found = range,
            None => break,
        }
    }
    // A long value is shown by its first line.
    let shown = text[found.clone()].lines().next().map_or(0, str::len);
    Some(found.start..found.start + shown)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips white space and comments.
    fn blank(&mut self) {
        loop {
            let trimmed = self.rest().trim_start();
            self.at = self.text.len() - trimmed.len();
            let skipped = if trimmed.starts_with("//") {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |i| i + 2)
            } else {
                return;
            };
            self.at += skipped;
        }
    }

    /// Skips one value: a word with its brackets, a text, a number.
    fn value(&mut self) -> Range<usize> {
        let start = self.at;
        let mut depth = 0usize;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' | ':' if depth == 0 => break,
                '"' => self.string(),
                '/' if self.rest().starts_with("//") || self.rest().starts_with("/*") => {
                    if depth == 0 {
                        break;
                    }
                    self.blank();
                    continue;
                }
                _ => {}
            }
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        start..start + self.text[start..self.at].trim_end().len()
    }

    /// Moves to the closing quote.
    fn string(&mut self) {
        let mut escaped = false;
        for (i, c) in self.rest().char_indices().skip(1) {
            if c == '"' && !escaped {
                self.at += i;
                return;
            }
            escaped = c == '\\' && !escaped;
        }
        self.at = self.text.len().saturating_sub(1);
    }

    /// Moves behind the opening bracket.
    fn open(&mut self) -> bool {
        match self.rest().find(['(', '[', '{']) {
            Some(i) => self.at += i + 1,
            None => return false,
        }
        self.blank();
        true
    }

    /// Steps over a comma; false at the end of the list.
    fn next(&mut self) -> bool {
        self.blank();
        let more = self.rest().starts_with(',');
        self.at += usize::from(more);
        self.blank();
        more && !self.rest().starts_with([')', ']', '}'])
    }

    fn field(mut self, name: &str) -> Option<Range<usize>> {
        self.open().then_some(())?;
        loop {
            let key = self.value();
            self.blank();
            if self.rest().starts_with(':') {
                self.at += 1;
                self.blank();
                let value = self.value();
                if aliases::current(self.text[key].trim_matches('"')) == name {
                    return Some(value);
                }
            }
            self.next().then_some(())?;
        }
    }

    fn element(mut self, index: usize) -> Option<Range<usize>> {
        self.open().then_some(())?;
        for _ in 0..index {
            self.value();
            self.next().then_some(())?;
        }
        Some(self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    const TEXT: &str = "// ( a comment\n(\n  name: \"a (b\", // here\n  list: [1, (x: 2, y: Lever(times: -3)), 4],\n)";

    #[test]
    fn values_are_found_by_their_path() {
        let at = |path| &TEXT[locate(TEXT, path).unwrap()];
        assert_eq!(at("name"), "\"a (b\"");
        assert_eq!(at("list[0]"), "1");
        assert_eq!(at("list[1].x"), "2");
        assert_eq!(at("list[1].y.times"), "-3");
        assert_eq!(at("list[2]"), "4");
    }

    #[test]
    fn a_field_that_is_not_written_is_shown_by_what_encloses_it() {
        assert_eq!(&TEXT[locate(TEXT, "list[1].y.missing").unwrap()], "Lever(times: -3)");
    }
}
