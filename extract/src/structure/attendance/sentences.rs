//! Sentences between the lists: apologies told under their heading, and those who came in later.

use super::entry::is_list_like;
use super::gathered::Gathered;
use super::label::List;
use super::told;
use crate::content::Block;
use crate::structure::people::{self, Person};
use record::Form;

/// The sentences of a paper, block by block.
#[derive(Debug, Default)]
pub struct Sentences {
    /// Whether the item that is being read is about apologies.
    under_apologies: bool,
}

impl Sentences {
    /// Gathers of whom a block tells: `opening` says that it is near the lists, `between` that none of them is open.
    pub fn read(&mut self, block: &Block, opening: bool, between: bool, gathered: &mut Gathered) {
        let text = block.text.trim();
        let titled = text.split_whitespace().count() <= 12 && !text.ends_with('.') && !text.contains('\t');
        let lower = text.to_lowercase();
        let about = ["apolog", "regrets", "absence", "ymddiheur"].iter().any(|w| lower.contains(w));
        if (titled || block.form == Form::Heading) && !told::is_of_apologies(text) {
            self.under_apologies = about || self.under_apologies && text.starts_with('(');
        } else if self.under_apologies && opening && !told::is_of_apologies(text) && between {
            let short = text.split_whitespace().count() <= 25 && block.marker.is_none() && is_list_like(text);
            let people = if short { people::list(text) } else { Vec::new() };
            gathered.told.extend(people.into_iter().filter(Person::is_sure).map(|p| (List::Apologies, p)));
            self.under_apologies = false;
        }
        if about && opening && told::is_of_apologies(text) {
            for range in crate::structure::speech::sentences::sentences(text) {
                let sentence = text.get(range).filter(|s| told::is_of_apologies(s));
                let (list, people) = sentence.and_then(told::find_lists).unwrap_or((List::Apologies, Vec::new()));
                gathered.told.extend(people.into_iter().map(|p| (list, p)));
            }
        }
        if opening {
            gathered.came.extend(told::substitutes(text).into_iter().map(|p| (List::Present, p)));
        }
        let came = told::came(text).unwrap_or_default();
        gathered.came.extend(came.into_iter().filter(Person::is_sure).map(|p| (told::list_of_comer(&p), p)));
        // "Zorn arrived at 7:09" of a paper that calls its members by their surnames.
        let late = told::came_alone(text).filter(|_| gathered.lists_surnames());
        gathered.came.extend(late.map(|p| (List::Present, p)));
    }
}
