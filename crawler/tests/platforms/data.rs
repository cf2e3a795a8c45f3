//! Made-up interfaces that speak JSON.

use super::body::{Meeting, Paper, What, names};
use super::server::{Asked, Reply, Twin};
use serde_json::{Value, json};

fn of_year(twin: &Twin, year: i16) -> Vec<&Meeting> {
    twin.meetings.iter().filter(|meeting| meeting.on.year() == year).collect()
}

fn start(meeting: &Meeting) -> String {
    format!("{}T{:02}:{:02}:00", meeting.on, meeting.at.hour(), meeting.at.minute())
}

fn one(twin: &Twin, meeting: &Meeting, what: What) -> Option<u64> {
    meeting.published(twin.later()).find(|paper| paper.what == what).map(|paper| paper.id)
}

fn paper(twin: &Twin, id: &str) -> Option<Reply> {
    let id = id.trim_end_matches(".pdf").parse().ok()?;
    twin.paper(id).map(|paper| Reply::Pdf(paper.pdf()))
}

fn json(value: &Value) -> Option<Reply> {
    Some(Reply::Json(value.to_string()))
}

pub fn legistar(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let path = asked.path();
    if let Some(id) = path.strip_prefix("/files/") {
        return paper(twin, id);
    }
    assert_eq!(asked.accept, "application/json", "XML is what others get");
    let home = twin.home();
    let file = |id: Option<u64>| id.map(|id| format!("{home}/files/{id}.pdf"));
    if path == "/v1/elm/Events" {
        let filter = asked.parameter("$filter").unwrap_or_default();
        // After the first visit: what is recent, and what was changed since.
        let recent = filter
            .split("EventDate ge datetime'")
            .last()
            .filter(|_| filter.contains("LastModified"))
            .and_then(|rest| rest.get(..10)?.parse::<jiff::civil::Date>().ok());
        let wanted = twin.meetings.iter().filter(|meeting| recent.is_none_or(|recent| meeting.on >= recent));
        let skip = asked.parameter("$skip").and_then(|skip| skip.parse().ok()).unwrap_or(0);
        let rows: Vec<Value> = wanted.skip(skip).map(|m| json!({
            "EventId": m.id, "EventBodyId": m.committee, "EventBodyName": format!("*{}", m.name()), "EventDate": format!("{}T00:00:00", m.on),
            "EventTime": m.at.strftime("%-I:%M %p").to_string(), "EventLocation": format!("{}\r\nsubject to change", m.place),
            "EventAgendaFile": file(one(twin, m, What::Agenda)), "EventMinutesFile": file(one(twin, m, What::Minutes)),
            "EventMinutesStatusName": "Final", "EventLastModifiedUtc": format!("2025-09-0{}T00:00:00.1", if m.published(twin.later()).count() > 2 { 1 } else { 2 }),
            "EventComment": if m.cancelled { Some("Cancelled") } else { None }, "EventInSiteURL": format!("{home}/MeetingDetail.aspx?LEGID={}", m.id), "EventItems": []
        })).collect();
        return json(&json!(rows));
    }
    let mut parts = path.split('/').skip(3);
    match (parts.next()?, parts.next()?, parts.next()) {
        ("Events", id, Some("EventItems")) => {
            let meeting = twin.meetings.iter().find(|meeting| meeting.id.to_string() == id)?;
            let attached: Vec<Value> = one(twin, meeting, What::Report).into_iter().map(|id| json!({
                "MatterAttachmentId": id, "MatterAttachmentName": "Report on bridges & culverts", "MatterAttachmentHyperlink": format!("{home}/files/{id}.pdf"),
                "MatterAttachmentFileName": format!("{id}.pdf"), "MatterAttachmentLastModifiedUtc": "2025-01-01T00:00:00", "MatterAttachmentShowOnInternetPage": true
            })).collect();
            json(&json!([
                {"EventItemId": meeting.id * 100 + 1, "EventItemMinutesSequence": 2, "EventItemAgendaNumber": "2.", "EventItemTitle": "Bridges",
                 "EventItemMatterAttachments": attached, "EventItemMover": "Ash", "EventItemSeconder": "Birch", "EventItemPassedFlagName": "Pass",
                 "EventItemTally": "2:1", "EventItemRollCallFlag": 1, "EventItemActionText": "Approved."},
                {"EventItemId": meeting.id * 100, "EventItemMinutesSequence": 1, "EventItemAgendaNumber": "1.", "EventItemTitle": "Apologies", "EventItemMatterAttachments": null}
            ]))
        }
        ("EventItems", _, Some("Votes")) => json(&json!([
            {"VotePersonName": "Cedar", "VoteValueName": "Nay", "VoteSort": 3}, {"VotePersonName": "Ash", "VoteValueName": "Yea", "VoteSort": 1},
            {"VotePersonName": "Birch", "VoteValueName": "Yea", "VoteSort": 2}
        ])),
        _ => None,
    }
}

pub fn escribe(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let id_of = |id: &str| twin.meetings.iter().find(|meeting| guid(meeting) == id);
    match asked.path() {
        "/MeetingsCalendarView.aspx/GetCalendarMeetings" => {
            let question: Value = serde_json::from_str(&asked.posted).ok()?;
            let year = question["calendarStartDate"].as_str()?.get(..4)?.parse().ok()?;
            let rows: Vec<Value> = of_year(twin, year).into_iter().map(|m| {
                let mut links = vec![];
                if let Some(id) = one(twin, m, What::Agenda) {
                    links.push(json!({"Type": "Agenda", "Format": ".pdf", "Url": format!("FileStream.ashx?DocumentId={id}")}));
                    links.push(json!({"Type": "Agenda", "Format": "HTML", "Url": format!("Meeting.aspx?Id={}&Agenda=Agenda&lang=English", guid(m))}));
                }
                if let Some(id) = one(twin, m, What::Minutes) {
                    links.push(json!({"Type": "PostMinutes", "Format": ".pdf", "Url": format!("FileStream.ashx?DocumentId={id}")}));
                    links.push(json!({"Type": "PostMinutes", "Format": "HTML", "Url": format!("Meeting.aspx?Id={}&Agenda=PostMinutes&lang=English", guid(m))}));
                }
                links.push(json!({"Type": "Video", "Format": "", "Url": ""}));
                let state = if m.cancelled { " - CANCELLED" } else { "" };
                json!({"ID": guid(m), "MeetingName": format!("{}{state}", m.name()), "StartDate": start(m).replace('-', "/").replace('T', " "),
                    "HasAgenda": true, "Location": m.place, "MeetingDocumentLink": links})
            }).collect();
            json(&json!({ "d": rows }))
        }
        "/Meeting.aspx" => {
            let meeting = id_of(&asked.parameter("Id")?)?;
            if asked.parameter("Agenda").as_deref() == Some("PostMinutes") {
                return twin.paper(one(twin, meeting, What::Minutes)?).map(|paper| Reply::Page(paper.page()));
            }
            let link: String = one(twin, meeting, What::Report)
                .into_iter()
                .map(|id| format!("<a href=\"filestream.ashx?DocumentId={id}\">Report on bridges</a>"))
                .collect();
            Some(Reply::Html(format!(
                "<html><body><div class=\"AgendaItemContainer\" itemid=\"7\"><div class=\"AgendaItemTitleRow\"><span class=\"AgendaItemCounter\">1.</span>\
                 <span class=\"AgendaItemTitle\">Bridges</span></div>{link}</div></body></html>"
            )))
        }
        path if path.eq_ignore_ascii_case("/FileStream.ashx") => paper(twin, &asked.parameter("DocumentId")?),
        _ => None,
    }
}

fn guid(meeting: &Meeting) -> String {
    format!("0a1b2c3d-0000-4000-8000-{:012}", meeting.id)
}

pub fn civicclerk(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let path = asked.path();
    if path == "/v1/Events" {
        let from = asked
            .parameter("$filter")
            .and_then(|filter| filter.split(" ge ").nth(1)?.get(..10)?.parse::<jiff::civil::Date>().ok());
        let skip: usize = asked.parameter("$skip").and_then(|skip| skip.parse().ok()).unwrap_or(0);
        let wanted: Vec<&Meeting> = twin.meetings.iter().filter(|m| from.is_none_or(|from| m.on >= from)).collect();
        let rows: Vec<Value> = wanted.iter().skip(skip).take(25).map(|m| {
            let files: Vec<Value> = [(What::Agenda, "Agenda"), (What::Minutes, "Minutes")].iter()
                .filter_map(|(what, name)| one(twin, m, *what).map(|id| json!({"fileId": id, "type": name, "name": name, "fileName": format!("{name}.pdf")}))).collect();
            let name = if m.cancelled { format!("{} (cancelled)", m.name()) } else { m.name().to_owned() };
            json!({"id": m.id, "eventName": name, "categoryName": m.name(), "eventDate": format!("{}Z", start(m)), "startDateTime": format!("{}Z", start(m)),
                "agendaId": m.id + 5000, "isPublished": "Published", "publishedFiles": files, "eventLocation": {"address1": m.place}})
        }).collect();
        let next = (skip + 25 < wanted.len()).then(|| {
            let filter = asked
                .parameter("$filter")
                .map(|filter| format!("$filter={}&", filter.replace(' ', "%20")))
                .unwrap_or_default();
            format!("{}/v1/Events?{filter}$orderby=startDateTime&$skip={}", twin.home(), skip + 25)
        });
        return json(&json!({"@odata.context": "x", "value": rows, "@odata.nextLink": next}));
    }
    if let Some(rest) = path.strip_prefix("/v1/Meetings/GetMeetingFileStream(fileId=") {
        return paper(twin, rest.split(',').next()?);
    }
    if let Some(id) = path.strip_prefix("/blob/") {
        return paper(twin, id);
    }
    let agenda: u64 = path.strip_prefix("/v1/Meetings/")?.parse().ok()?;
    let meeting = twin.meetings.iter().find(|meeting| meeting.id + 5000 == agenda)?;
    let files: Vec<Value> = one(twin, meeting, What::Report).into_iter()
        .map(|id| json!({"id": id, "fileName": "Report.pdf", "pdfVersionFullPath": format!("{}/blob/{id}.pdf", twin.home())})).collect();
    json(
        &json!({"id": agenda, "items": [{"id": 1, "agendaObjectItemName": "<p>Public <b>business</b></p>", "agendaObjectItemNumber": "1.", "isSection": 1, "sortOrder": 1,
        "childItems": [{"id": 2, "agendaObjectItemName": "Bridges &amp; culverts", "agendaObjectItemNumber": "1.a", "sortOrder": 1, "childItems": [], "attachmentsList": files}]}]}),
    )
}

pub fn primegov(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let today = "2025-09-15".parse().unwrap();
    let row = |m: &&Meeting| {
        let name = |paper: &Paper| match paper.what {
            What::Agenda => "Agenda",
            What::Minutes => "Minutes",
            What::Report => "Agenda Packet",
        };
        let mut documents: Vec<Value> = m
            .published(twin.later())
            .map(|paper| {
                json!({"id": paper.id, "compileOutputType": 1, "publishStatus": 1,
            "publishDate": "2025-01-01T00:00:00.7", "templateId": paper.id, "templateName": name(paper)})
            })
            .collect();
        documents.extend(one(twin, m, What::Agenda).map(
            |id| json!({"id": id + 100_000, "compileOutputType": 3, "templateId": id, "templateName": "HTML Agenda"}),
        ));
        if m.cancelled {
            documents.push(json!({"id": 1, "compileOutputType": 9, "templateName": "Notice of Cancellation"}));
        }
        json!({"id": m.id, "committeeId": m.committee, "dateTime": start(m), "title": m.name(), "location": m.place, "documentList": documents})
    };
    match asked.path() {
        "/api/v2/PublicPortal/ListUpcomingMeetings" => {
            json(&json!(twin.meetings.iter().filter(|m| m.on >= today).map(|m| row(&m)).collect::<Vec<_>>()))
        }
        "/api/v2/PublicPortal/ListArchivedMeetings" => {
            let year = asked.parameter("year")?.parse().ok()?;
            json(&json!(of_year(twin, year).iter().filter(|m| m.on < today).map(row).collect::<Vec<_>>()))
        }
        "/Public/CompiledDocument" => paper(twin, &asked.parameter("meetingTemplateId")?),
        _ => None,
    }
}

pub fn oparl(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let home = twin.home();
    let file = |id: u64| {
        json!({"id": format!("{home}/oparl/file/{id}"), "type": "https://schema.oparl.org/1.1/File", "name": "A paper", "fileName": format!("{id}.pdf"),
        "mimeType": "application/pdf", "accessUrl": format!("{home}/files/{id}.pdf"), "modified": "2025-01-01T00:00:00+01:00"})
    };
    let list = |data: Vec<Value>, next: Option<String>| {
        json(&json!({"data": data, "links": {"next": next}, "pagination": {}}))
    };
    match asked.path() {
        "/oparl" => json(
            &json!({"id": format!("{home}/oparl"), "type": "https://schema.oparl.org/1.1/System", "body": format!("{home}/oparl/bodies")}),
        ),
        "/oparl/bodies" => list(
            vec![json!({"id": format!("{home}/oparl/body/1"), "type": "https://schema.oparl.org/1.1/Body",
            "organization": format!("{home}/oparl/organizations"), "meeting": format!("{home}/oparl/meetings"), "paper": format!("{home}/oparl/papers")})],
            None,
        ),
        "/oparl/organizations" => list(
            names(&twin.meetings)
                .into_iter()
                .enumerate()
                .map(|(n, name)| json!({"id": format!("{home}/oparl/organization/{n}"), "name": name}))
                .collect(),
            None,
        ),
        "/oparl/meetings" => {
            // Since then: what has changed is what came or went.
            let since = asked.parameter("modified_since");
            let changed =
                |m: &&Meeting| since.is_none() || twin.later() && m.papers.iter().any(|paper| paper.late || paper.goes);
            let skip: usize = asked.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(0) * 20;
            let wanted: Vec<&Meeting> = twin.meetings.iter().filter(changed).collect();
            let rows = wanted.iter().skip(skip).take(20).map(|m| json!({"id": format!("{home}/oparl/meeting/{}", m.id), "type": "https://schema.oparl.org/1.1/Meeting",
                "name": "Sitzung", "start": format!("{}+02:00", start(m)), "cancelled": m.cancelled, "organization": [format!("{home}/oparl/organization/{}", m.committee)],
                "location": {"description": m.place}, "invitation": one(twin, m, What::Agenda).map(file), "resultsProtocol": one(twin, m, What::Minutes).map(file),
                "agendaItem": [{"id": format!("{home}/oparl/item/{}", m.id), "number": "1", "name": "Brücken", "order": 1,
                    "auxiliaryFile": one(twin, m, What::Report).map(file).into_iter().collect::<Vec<_>>()}]})).collect();
            let next = (skip + 20 < wanted.len()).then(|| format!("{home}/oparl/meetings?page={}", skip / 20 + 1));
            list(rows, next)
        }
        "/oparl/papers" => {
            // A paper that a meeting has, too.
            let reports = twin.meetings.iter().filter_map(|m| one(twin, m, What::Report)).take(3);
            list(reports.map(|id| json!({"id": format!("{home}/oparl/paper/{id}"), "name": "Vorlage", "date": "2025-01-01", "mainFile": file(id)})).collect(), None)
        }
        path => paper(twin, path.strip_prefix("/files/")?),
    }
}
