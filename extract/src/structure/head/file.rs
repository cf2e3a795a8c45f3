//! The whole file, as far as it is known when one of its components is read.

use super::Head;
use crate::content::Content;
use crate::context::Context;
use crate::structure::components::Part;
use crate::structure::names::{self, Named};
use crate::structure::own_date::Elsewhere;
use jiff::civil::Date;
use record::Kind;

/// What is known of the whole file when one of its components is read.
#[derive(Debug, Clone)]
pub struct File<'a> {
    /// Its pages and metadata.
    pub content: &'a Content,
    /// What its source says.
    pub context: &'a Context,
    /// What its metadata title or name says.
    pub named: Named,
    /// Whether it has more than one component.
    pub pack: bool,
    /// The meeting that its papers go to, once that is known from its agenda.
    pub meeting_on: Option<Date>,
    /// The committee of that meeting.
    pub committee: Option<String>,
}

impl<'a> File<'a> {
    /// Gathers what is known before any component is read.
    pub fn new(content: &'a Content, context: &'a Context, pack: bool) -> Self {
        let titled = content.metadata.title.as_deref().and_then(names::pack_title);
        let named = titled.unwrap_or_else(|| names::file_name(&context.facts.file_name));
        let committee = context.facts.committee.clone().or_else(|| named.committee.clone());
        let meeting_on = context.facts.meeting_on.or(if pack { named.on } else { None });
        Self { content, context, named, pack, meeting_on, committee }
    }

    /// Where else the day of the meeting of one part may stand: the name and title of the file, or the part's bookmark.
    pub fn elsewhere<'t>(&'t self, part: &'t Part) -> Elsewhere<'t> {
        let facts = &self.context.facts;
        let own = [Some(facts.file_name.as_str()), facts.title.as_deref(), self.content.metadata.title.as_deref()];
        let texts = if self.pack { vec![part.title.as_deref()] } else { own.to_vec() };
        Elsewhere { texts: texts.into_iter().flatten().filter(|t| !t.is_empty()).collect() }
    }

    /// Takes over the meeting of the agenda that the file opens with.
    pub fn learn(&mut self, head: &Head) {
        if self.pack && head.kind == Kind::Agenda {
            self.meeting_on = self.meeting_on.or(head.meeting_on);
            self.committee = self.committee.take().or_else(|| head.committee.clone());
        }
    }
}
