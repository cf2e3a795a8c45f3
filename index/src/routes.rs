//! The routes from what was asked for to other words that say it, and which of them are taken.

use serde::Serialize;

/// How a passage was found that does not say exactly what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Route {
    /// By which route.
    pub route: RouteKind,
    /// The words that stand there instead ("stability of the work force").
    pub words: String,
    /// Why that is taken to say the same, for a person.
    pub why: String,
}

/// The routes, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteKind {
    /// The same words in another order or a little apart.
    WordOrder,
    /// Joined or split ("work force").
    Compound,
    /// Another name of the same thing, by the thesaurus ("children in care").
    Synonym,
    /// An older name of it, or the one of today.
    Older,
    /// Other members of the words' families ("stabilise").
    Family,
    /// An abbreviation, or what it stands for ("EHE").
    Abbreviation,
    /// Spelt otherwise, or wrongly.
    Spelling,
    /// A short name after the full one in the same document ("the Strategy").
    ShortName,
    /// A part or kind of it.
    Narrower,
    /// What it is a part or kind of.
    Broader,
    /// The contrary ("instability").
    Opposite,
    /// What another country calls the like.
    Abroad,
    /// What has to do with it, by the thesaurus.
    Near,
    /// Words that keep the same company in this record: offered, never sought.
    Company,
}

impl RouteKind {
    /// All routes, nearest first.
    pub const ALL: [RouteKind; 14] = [
        RouteKind::WordOrder,
        RouteKind::Compound,
        RouteKind::Synonym,
        RouteKind::Older,
        RouteKind::Family,
        RouteKind::Abbreviation,
        RouteKind::Spelling,
        RouteKind::ShortName,
        RouteKind::Narrower,
        RouteKind::Broader,
        RouteKind::Opposite,
        RouteKind::Abroad,
        RouteKind::Near,
        RouteKind::Company,
    ];

    /// As it is written in addresses and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            RouteKind::WordOrder => "word_order",
            RouteKind::Compound => "compound",
            RouteKind::Synonym => "synonym",
            RouteKind::Older => "older",
            RouteKind::Family => "family",
            RouteKind::Abbreviation => "abbreviation",
            RouteKind::Spelling => "spelling",
            RouteKind::ShortName => "short_name",
            RouteKind::Narrower => "narrower",
            RouteKind::Broader => "broader",
            RouteKind::Opposite => "opposite",
            RouteKind::Abroad => "abroad",
            RouteKind::Near => "near",
            RouteKind::Company => "company",
        }
    }

    /// The route of this name, where it can be sought.
    pub fn parse(text: &str) -> Option<Self> {
        Self::sought().find(|kind| kind.as_str() == text)
    }

    /// The routes that can be sought.
    pub fn sought() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|kind| *kind != RouteKind::Company)
    }

    /// Whether what it finds is the same thing as what was asked for.
    pub fn is_same(self) -> bool {
        self <= RouteKind::Spelling
    }
}

/// Which routes are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Routes(u32);

impl Routes {
    /// None: only what was asked for, as it was asked for.
    pub const NONE: Routes = Routes(0);

    /// Those that lead to the same thing.
    pub fn same() -> Self {
        Self::from_kinds(RouteKind::ALL.into_iter().filter(|kind| kind.is_same()))
    }

    /// Every one that can be sought.
    pub fn every() -> Self {
        Self::from_kinds(RouteKind::sought())
    }

    /// These.
    pub fn from_kinds(kinds: impl IntoIterator<Item = RouteKind>) -> Self {
        Self(kinds.into_iter().fold(0, |bits, kind| bits | 1 << kind as u32))
    }

    /// Those that are named, with commas between them; `true` are those that lead to the same thing.
    ///
    /// # Errors
    ///
    /// The word that names none.
    pub fn parse(text: &str) -> Result<Self, &str> {
        match text {
            "true" => Ok(Self::same()),
            "false" => Ok(Self::NONE),
            _ => {
                let kinds = text.split(',').map(|word| RouteKind::parse(word.trim()).ok_or(word));
                Ok(Self::from_kinds(kinds.collect::<Result<Vec<_>, _>>()?))
            }
        }
    }

    /// Each of them, nearest first.
    pub fn kinds(self) -> impl Iterator<Item = RouteKind> {
        RouteKind::sought().filter(move |kind| self.has(*kind))
    }

    /// Whether this one is among them.
    pub fn has(self, kind: RouteKind) -> bool {
        self.0 >> (kind as u32) & 1 == 1
    }

    /// Whether any of them is among these.
    pub fn has_any(self, kinds: &[RouteKind]) -> bool {
        kinds.iter().any(|&kind| self.has(kind))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How many passages came by one route, each counted under its nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RouteCount {
    /// The route.
    pub route: RouteKind,
    /// Passages.
    pub passages: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_named_and_kept_apart() {
        for kind in RouteKind::sought() {
            assert_eq!(RouteKind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert!(Routes::every().has(kind) && !Routes::NONE.has(kind));
            assert_eq!(Routes::same().has(kind), kind.is_same());
        }
        assert_eq!(RouteKind::parse("company"), None);
        assert_eq!(Routes::parse("synonym, near"), Ok(Routes::from_kinds([RouteKind::Synonym, RouteKind::Near])));
        assert_eq!((Routes::parse("true"), Routes::parse("false")), (Ok(Routes::same()), Ok(Routes::NONE)));
        assert_eq!(Routes::parse("synonym,kin"), Err("kin"));
        let two = Routes::from_kinds([RouteKind::Near, RouteKind::Synonym]);
        assert_eq!(two.kinds().collect::<Vec<_>>(), [RouteKind::Synonym, RouteKind::Near]);
        assert!(Routes::NONE.is_empty() && !Routes::from_kinds([RouteKind::Near]).is_empty());
    }
}
