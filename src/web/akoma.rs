//! The minutes of one meeting as Akoma Ntoso, for those who keep debates in it: items as sections, turns as speeches.
//!
//! Source: OASIS LegalDocML, Akoma Ntoso 1.0 (namespace 3.0), document type `debate`.

use super::answers::{Attendee, Meeting, PagePassage};
use super::api::service::escape;
use super::error::Problem;
use super::params::{EmptyRequest, Params};
use super::queries;
use super::state::App;
use crate::store::read::meetings;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;

/// Answers with the minutes of a meeting.
pub async fn meeting(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Result<Response, Problem> {
    let base = app.public_url().to_owned();
    let document = app
        .answer(move |context| {
            let meeting = queries::meeting(context, &id)?;
            let Some(minutes) = meetings::minutes(context.catalogue, &id)? else {
                return Err(Problem::not_available(format!("no minutes of “{id}” are held")));
            };
            let items = meetings::items(context.catalogue, &[&id])?;
            let passages = queries::component_passages(context, &minutes.document_id, minutes.component)?;
            Ok(Debate { base: &base, meeting: &meeting, items: &items, passages: &passages }.to_string())
        })
        .await?;
    Ok(([(header::CONTENT_TYPE, "application/akn+xml; charset=utf-8")], document).into_response())
}

struct Debate<'a> {
    base: &'a str,
    meeting: &'a Meeting,
    items: &'a [meetings::Item],
    passages: &'a [PagePassage],
}

impl std::fmt::Display for Debate<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        f.write_str(
            "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n<debate name=\"minutes\">\n",
        )?;
        self.meta(f)?;
        self.preface(f)?;
        f.write_str("<debateBody>\n")?;
        self.body(f)?;
        f.write_str("</debateBody>\n</debate>\n</akomaNtoso>\n")
    }
}

impl Debate<'_> {
    fn people(&self) -> BTreeMap<&str, &str> {
        let speakers = self.passages.iter().filter_map(|passage| passage.speaker.person.as_ref());
        let parts = [&self.meeting.present, &self.meeting.in_attendance, &self.meeting.apologies];
        let attendees = parts.into_iter().flatten().flatten().filter_map(|attendee| attendee.person.as_ref());
        speakers.chain(attendees).map(|person| (person.id.as_str(), person.name.as_str())).collect()
    }

    fn meta(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (base, id, date) = (escape(self.base), escape(&self.meeting.id), escape(&self.meeting.date));
        f.write_str("<meta>\n<identification source=\"#minutebook\">\n")?;
        for (level, part) in
            [("FRBRWork", "main"), ("FRBRExpression", "eng@/main"), ("FRBRManifestation", "eng@/main.xml")]
        {
            let country = if level == "FRBRWork" { "<FRBRcountry value=\"gb\"/>" } else { "" };
            let language = if level == "FRBRExpression" { "<FRBRlanguage language=\"eng\"/>" } else { "" };
            writeln!(
                f,
                "<{level}><FRBRthis value=\"{base}/meetings/{id}/{part}\"/><FRBRuri value=\"{base}/meetings/{id}\"/>\
                 <FRBRdate date=\"{date}\" name=\"meeting\"/><FRBRauthor href=\"#council\"/>{country}{language}</{level}>"
            )?;
        }
        let council = &self.meeting.council;
        writeln!(
            f,
            "</identification>\n<references source=\"#minutebook\">\n\
             <TLCOrganization eId=\"minutebook\" href=\"{base}\" showAs=\"Minutebook\"/>\n\
             <TLCOrganization eId=\"council\" href=\"{base}/councils/{}\" showAs=\"{}\"/>",
            escape(&council.id),
            escape(&council.name)
        )?;
        if self.passages.iter().any(|passage| passage.speaker.is_likely()) {
            writeln!(
                f,
                "<TLCConcept eId=\"probably\" href=\"{base}/help#probably\" showAs=\"likely, not sure, who speaks\"/>"
            )?;
        }
        for (id, name) in self.people() {
            let (id, name) = (escape(id), escape(name));
            writeln!(f, "<TLCPerson eId=\"{}\" href=\"{base}/people/{id}\" showAs=\"{name}\"/>", reference(&id))?;
        }
        f.write_str("</references>\n</meta>\n")
    }

    fn preface(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let meeting = self.meeting;
        writeln!(
            f,
            "<preface>\n<p><docProponent>{}</docProponent> <docTitle>{}</docTitle> <docDate date=\"{}\">{}</docDate></p>",
            escape(&meeting.council.name),
            escape(&meeting.committee.name),
            escape(&meeting.date),
            escape(&meeting.date)
        )?;
        for (title, list) in [
            ("Present", &meeting.present),
            ("In attendance", &meeting.in_attendance),
            ("Apologies", &meeting.apologies),
        ] {
            let names: Vec<String> = list.iter().flatten().map(printed).collect();
            if !names.is_empty() {
                writeln!(f, "<p>{title}: {}</p>", names.join("; "))?;
            }
        }
        f.write_str("</preface>\n")
    }

    fn body(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut open = false;
        for (at, passage) in self.passages.iter().enumerate() {
            let begins = self.items.iter().find(|item| item.passage_id.as_deref() == Some(&passage.id));
            if begins.is_some() || at == 0 {
                if open {
                    f.write_str("</debateSection>\n")?;
                }
                open = true;
                let number =
                    self.items.iter().take_while(|item| item.passage_id.as_deref() != Some(&passage.id)).count();
                let n = if begins.is_some() { number + 1 } else { 0 };
                writeln!(f, "<debateSection eId=\"dbsect_{n}\" name=\"{}\">", if n == 0 { "opening" } else { "item" })?;
                if let Some(item) = begins {
                    if let Some(number) = &item.number {
                        writeln!(f, "<num>{}</num>", escape(number))?;
                    }
                    writeln!(f, "<heading>{}</heading>", escape(&item.title))?;
                }
            }
            if passage.act != "heading" {
                self.passage(f, passage)?;
            }
        }
        f.write_str(if open { "</debateSection>\n" } else { "" })
    }

    fn passage(&self, f: &mut std::fmt::Formatter<'_>, passage: &PagePassage) -> std::fmt::Result {
        let (id, text) = (escape(&passage.id), escape(&passage.text));
        let speaker = &passage.speaker;
        let Some(person) = &speaker.person else {
            return writeln!(f, "<narrative eId=\"p_{id}\">{text}</narrative>");
        };
        let element = match passage.act.as_str() {
            "question" => "question",
            "answer" => "answer",
            _ => "speech",
        };
        let from = escape(speaker.as_printed.as_deref().unwrap_or(&person.name));
        let by = reference(&escape(&person.id));
        let certainty = if speaker.is_likely() { " refersTo=\"#probably\"" } else { "" };
        writeln!(f, "<{element} eId=\"p_{id}\" by=\"#{by}\"{certainty}><from>{from}</from><p>{text}</p></{element}>")
    }
}

/// An id as XML takes it: it may not begin with a digit.
fn reference(id: &str) -> String {
    format!("person_{id}")
}

fn printed(attendee: &Attendee) -> String {
    let name = escape(&attendee.as_printed);
    match &attendee.person {
        Some(person) => format!("<person refersTo=\"#{}\">{name}</person>", reference(&escape(&person.id))),
        None => name,
    }
}
