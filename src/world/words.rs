//! Words of a world: the names of its states, people and currencies, put into the program's texts.
//!
//! A text of the program names none of them. It is a template such as `million {host_currency}`, and is filled where it
//! meets a world: in a table, on the page, on standard output. Without a world it is filled with neutral words. A
//! placeholder with a capital, such as `{Host}`, begins with one when it is filled.

use super::{Currency, Origin, World};
use std::borrow::Cow;

/// Every placeholder, and its words without a world.
const NEUTRAL: [(&str, &str); 15] = [
    ("host", "the host country"),
    ("host_people", "people of the host country"),
    ("host_adjective", "host"),
    ("host_capital", "the host government"),
    ("host_currency", "host currency"),
    ("host_currency_name", "host currency"),
    ("home", "the sending state"),
    ("home_people", "people of the sending state"),
    ("home_adjective", "home"),
    ("home_capital", "the home government"),
    ("home_currency", "home currency"),
    ("region", "host region"),
    ("regions", "host regions"),
    ("bloc", "bloc"),
    ("demand", "what it wants"),
];

/// The base year's placeholder, and its words without a world.
const BASE: (&str, &str) = ("base", "the base year");

/// The words for every placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<(&'static str, String)>);

impl Default for Words {
    /// Those without a world.
    fn default() -> Self {
        Self(NEUTRAL.into_iter().chain([BASE]).map(|(name, words)| (name, words.to_owned())).collect())
    }
}

impl Words {
    /// Those of a world and its first sending state.
    pub fn of(world: &World) -> Self {
        world.origins.first().map_or_else(|| Self::default().host(world), |first| Self::of_state(world, first))
    }

    /// Those of a world and one of its sending states.
    pub fn of_state(world: &World, origin: &Origin) -> Self {
        Self::of_home(origin).host(world)
    }

    /// Those of a sending state whose host is not known.
    pub fn of_home(origin: &Origin) -> Self {
        Self::default().with([
            ("home", &origin.name),
            ("home_people", &origin.people),
            ("home_adjective", &origin.adjective),
            ("home_capital", &origin.capital),
            ("home_currency", &origin.currency.plural),
        ])
    }

    fn host(self, world: &World) -> Self {
        let host = &world.host;
        let Currency { name, plural, .. } = &host.currency;
        self.with([
            ("host", &host.name),
            ("host_people", &host.people),
            ("host_adjective", &host.adjective),
            ("host_capital", &host.capital),
            ("host_currency", plural),
            ("host_currency_name", name),
            ("region", &host.region),
            ("regions", &host.regions),
            ("bloc", &host.bloc),
            ("demand", &host.demand),
            ("base", &world.base.to_string()),
        ])
    }

    fn with<const N: usize>(mut self, given: [(&str, &String); N]) -> Self {
        for (name, words) in given {
            let own = self.0.iter_mut().find(|(known, _)| *known == name).expect("a known placeholder");
            own.1.clone_from(words);
        }
        self
    }

    /// The words of a placeholder, which may begin with a capital.
    fn word(&self, placeholder: &str) -> Option<Cow<'_, str>> {
        let mut letters = placeholder.chars();
        let first = letters.next()?;
        let (_, words) = self
            .0
            .iter()
            .find(|(name, _)| name.starts_with(first.to_ascii_lowercase()) && name[1..] == *letters.as_str())?;
        let mut rest = words.chars();
        match rest.next() {
            Some(small) if first.is_ascii_uppercase() => Some(small.to_uppercase().chain(rest).collect()),
            _ => Some(Cow::Borrowed(words)),
        }
    }

    /// A template, filled. Braces around anything else stay as they are.
    pub fn fill<'t>(&self, template: &'t str) -> Cow<'t, str> {
        self.filled(template, |words| words)
    }

    /// A page of HTML, filled.
    pub fn fill_html<'t>(&self, page: &'t str) -> Cow<'t, str> {
        self.filled(page, |words| maud::html! { (words) }.into_string().into())
    }

    fn filled<'t>(&self, template: &'t str, escape: impl Fn(Cow<str>) -> Cow<str>) -> Cow<'t, str> {
        if !template.contains('{') {
            return Cow::Borrowed(template);
        }
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text += before;
            let word = after.split_once('}').and_then(|(name, left)| Some((self.word(name)?, left)));
            match word {
                Some((word, left)) => (text, rest) = (text + &escape(word), left),
                None => (text, rest) = (text + "{", after),
            }
        }
        Cow::Owned(text + rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_says_what_its_world_says() {
        let mut world = World::reference();
        let of = |world: &World, text: &str| Words::of(world).fill(text).into_owned();
        assert_eq!(of(&world, "million {host_currency}"), "million roubles");
        assert_eq!(of(&world, "{Host_currency} for {home_people}: {x} {host"), "Roubles for Tajiks: {x} {host");
        world.host.name = "the <far> country".to_owned();
        assert_eq!(of(&world, "{Host}'s own"), "The <far> country's own");
        assert_eq!(Words::of(&world).fill_html("<b>{host}</b>"), "<b>the &lt;far&gt; country</b>");
        assert_eq!(Words::default().fill("In {host}, {home_currency}"), "In the host country, home currency");
    }

    #[test]
    fn every_placeholder_is_filled_with_words_of_the_world() {
        let world = World::reference();
        let (own, neutral) = (Words::of(&world), Words::default());
        for (name, words) in NEUTRAL {
            let template = format!("{{{name}}}");
            assert_eq!(neutral.fill(&template), words);
            assert_ne!(own.fill(&template), words, "{name}");
        }
    }
}
