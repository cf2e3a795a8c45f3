//! The days of one line of a head, with how safely each is the meeting's own.

use super::weight;
use crate::structure::dates::{self, Precision, PrintedDate};
use crate::structure::{evidence, names};

patterns! {
    /// What makes the day behind it another one than the meeting's.
    OTHER_DAY = r"(?i)\b(?:recess|adjournment|postponement)\s+(?:of|from)\b[^.;]{0,40}$|\b(?:adjourned|postponed|deferred|rescheduled|continued|carried over|moved)\s+(?:from|to|until)\b[^.;]{0,40}$|\b(?:next|following|future|last|previous|preceding|prior|earlier)\b[^.;]{0,60}$";
    /// What was done on the day behind it to the paper, not at the meeting.
    DONE_TO_IT = r"(?i)\b(?:notice|signed|dated|approved|adopted|confirmed|ratified|published|publi[eé]|posted|printed|created|added|updated|edited|touched|changed|scanned|exported|extracted|written\s+up|printit|genehmigt|beschlossen\s+am|versand|einladung|verzonden|vastgesteld|goedgekeurd|aprobad[oa]|publicad[oa]|approuv[eé]e?|adopt[eé]e?)\b[^.;]{0,40}$";
    /// The meeting to which the paper goes, or the bundle in which it went: "goes to the meeting of 3 May", "packet of 3 May".
    GOES_TO = r"(?i)\b(?:goes|going|go|put|referred)\s+to\b[^.;]{0,40}$|\b(?:packet|pack|bundle)\s+(?:of|for)\b[^.;]{0,25}$";
    /// The day by the old form of minute books: "At Elm, and within the Hall there, the eleventh day of October".
    AT_PLACE = r"^\W*At\s+\p{Lu}[^.;]{2,120}$";
    /// More of what is done to papers.
    DONE_TOO = r"(?i)\b(?:uploaded|reviewed|modified|lastmod|issued|received|circulated|llofnodwyd|version|revised?|effective|due|deadline|expir\w+|filed|sent|submitted|prepared|drafted|typed|transcribed|taken by)\b[^.;]{0,40}$";
    /// The approval to come: "subject to confirmation on 7 April".
    TO_BE_APPROVED = r"(?i)\b(?:approval|confirmation|adoption|ratification|correction)\s+(?:on|by)\s+(?:the\s+)?(?:\p{L}+day,?\s+)?$";
    /// A stamp, a reference, a period.
    STAMP = r"(?i)\b(?:appendix|annex|enclosure|item\s+(?:no\.?\s*)?\w+|agenda\s+item|page|as\s+(?:at|of)|(?:year|quarter|period)\s+end(?:ed|ing)?|born|tel|ref)\b[^.;]{0,25}$";
    /// The ends of a time, where it is not "minutes for".
    PERIOD = r"(?i)\b(?:by|before|until|since|from|after|between|for)\s+(?:the\s+)?(?:\p{L}+day,?\s+)?$";
    MINUTES_FOR = r"(?i)\b(?:minutes|meeting|agenda|notes|session)\s+(?:for|from)\s+(?:the\s+)?(?:\p{L}+day,?\s+)?$|\bheld\s+(?:from|between)\s+$";
    /// What came of the meeting of the day before it: it was held on another.
    MOVED = r"(?i)^[\s,(]*(?:and\s+|was\s+|which\s+was\s+|that\s+was\s+)*(?:adjourned|postponed|deferred|rescheduled|continued)\s+(?:to|until|and)\b";
    /// What says that a meeting was on the day behind it.
    HELD = r"(?i)\b(?:held|hosted|sat|met|convened|assembled|took\s+place|called\s+to\s+order|opened|commenced|[cg]ynhaliwyd|gyfarfu|tion[oó]ladh|tenue|gehouden|abgehalten|haudden|celebrada|i\s+t[uū]\s+i|in\s+(?:regular|special|open)\s+session)\b[^;]{0,200}$";
    /// The same by the word for a meeting.
    MEETING_OF = r"(?i)\b(?:(?:meeting|session|sitting|s[eé]ance)\s+(?:of|on|du)\b[^;]{0,200}|hearing\s+(?:of|on)\s+(?:the\s+)?(?:\p{L}+day,?\s+)?)$";
    /// The same, right before the day.
    HELD_ON = r"(?i)\b(?:held|hosted|sat|met|convened|assembled|took\s+place|gynhaliwyd|tion[oó]ladh)\s+(?:on|ar)\s+(?:an\s+|the\s+)?(?:(?:evening|afternoon|morning)\s+of\s+(?:the\s+)?)?$";
    /// A label whose value is the day of the meeting.
    LABEL = r"(?i)(?:^|\t|\||\s)(?:(?:meeting\s+)?date(?:\s+(?:of|and\s+time)(?:\s+(?:of\s+)?(?:the\s+|this\s+)?meeting)?)?|dyddiad|datum|when|held|heard|tenue(?:\s+le)?|hui)\s*[:\t|!]+\s*(?:\p{L}+day,?\s+|\p{L}{2,4}\.,?\s+)?$";
    /// "The Board held a hearing on 3 May:" heads what was heard that day: a meeting that decides may take up several.
    HEARD = r"(?i)\bheld\s+(?:a|an|its|their)\s+(?:\w+\s+){0,2}hearing\s+on\s+(?:the\s+)?$";
    /// The ends of clauses: what stands before them is about something else.
    CLAUSE = r"[;|]\s|\.\s+\p{Lu}|\)\s";
    /// Words for the approval of minutes inside the state of a draft, which say nothing of another meeting.
    DRAFT = r"(?i)\bsubject\s+to\s+(?:the\s+)?(?:approval|confirmation|ratification|amendment)(?:\s+(?:at|by|of)\s+(?:the\s+)?(?:next|following)\s+(?:\w+\s+){0,3}?meeting)?|\b(?:not\s+(?:yet\s+)?|un)(?:approved|confirmed|adopted)\b|^\W*(?:approved|confirmed|adopted|signed)\s+minutes\b";
    /// That they met, whatever was done before it.
    HELD_THERE = r"(?i)\b(?:held|hosted|convened|assembled|took\s+place)\b";
    /// "adjourned to and held on".
    AND_HELD = r"(?i)\b(?:adjourned|postponed|deferred|rescheduled|continued)\s+(?:to|until)\s+and\b";
    /// A word that counts what stands between it and the day: "Meeting 2 – 3 March".
    COUNTS = r"(?i)\b(?:meeting|session|item|no\.?|nr\.?|number|part|room)\s*#?$";
    /// A short sentence that says something of a day: "The works of 4 May 2020 were dear."
    SAYS = r"\s(?:was|were|is|are|has|have|had|been|will|would|says?|said)\s.*\.\s*$";
    /// An address: the days in it are of files.
    ADDRESS = r"(?i)://|^www\.|@|\.[a-z]{2,4}/";
}

/// A label ends here, or has so few words that it can be nothing else.
const LABEL_WORDS: usize = 4;

/// Whether what stands before a day makes it another than the meeting's.
pub fn is_about_other_day(before: &str) -> bool {
    let plain = DRAFT.replace_all(before, "");
    let plain = evidence::without_approved_minutes(&plain);
    let plain = AND_HELD.replace_all(&plain, "").replace("mtg.", "mtg");
    let period = PERIOD.is_match(&plain) && !MINUTES_FOR.is_match(&plain);
    // "on Submissions received to the Plan, held on": they were received before they met.
    let since_held = HELD_THERE.find_iter(&plain).last().map_or(&*plain, |held| &plain[held.end()..]);
    // "last_edited: 2024-03-17"
    let since_held = &*since_held.replace('_', " ");
    let done = DONE_TO_IT.is_match(since_held) || DONE_TOO.is_match(since_held) || GOES_TO.is_match(since_held);
    TO_BE_APPROVED.is_match(before) || period || done || OTHER_DAY.is_match(&plain) || STAMP.is_match(&plain)
}

/// Whether a line is the label of the next one, whose day is then not the meeting's: "Next meeting:", "APPROVED".
fn labels_other_day(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let labels = line.trim_end().ends_with(':') && words <= LABEL_WORDS * 2 || words <= LABEL_WORDS;
    let bare = line.trim_end().trim_end_matches(':');
    let done = || DONE_TO_IT.is_match(bare) || DONE_TOO.is_match(bare);
    let done = line.trim_end().ends_with(':') && done() || words < LABEL_WORDS && done();
    labels && dates::find(line).is_empty() && !evidence::is_title(line) && (OTHER_DAY.is_match(bare) || done)
}

/// The days of a line with their weights; those of other meetings and of what was done to the paper left out. `above` is
/// the line before it, which may be its label.
pub fn candidates(line: &str, above: Option<&str>) -> Vec<(i32, PrintedDate)> {
    let about = Line::new(line);
    let labelled_other = above.is_some_and(labels_other_day);
    let label = above.map(|above| format!("{}\t", above.trim_end().trim_end_matches(':')));
    let label = label.is_some_and(|label| LABEL.is_match(&label) && label.split_whitespace().count() <= LABEL_WORDS);
    let mut found = Vec::new();
    let mut after_last = 0;
    for date in about.days() {
        let (start, end) = (byte(line, date.start), byte(line, date.end));
        let before = line.get(..start).unwrap_or_default();
        let clause = CLAUSE.find_iter(before).last().map_or(0, |end| end.start());
        // What was said of the day before is said, unless it has words of its own.
        let since = line
            .get(after_last..start)
            .filter(|between| between.split_whitespace().count() >= 2 || HELD.is_match(between));
        let own = since.filter(|_| after_last > clause).or(before.get(clause..)).unwrap_or_default();
        after_last = end;
        let begins = !before.chars().any(char::is_alphanumeric);
        if about.other_minutes
            || is_about_other_day(own)
            || begins && labelled_other
            || MOVED.is_match(line.get(end..).unwrap_or_default())
            || ADDRESS.is_match(token(line, start))
        {
            continue;
        }
        let date = without_count(date, before);
        let sure = date.weekday && date.oddity.is_none();
        let weight = if begins && label {
            weight::LABELLED.max(about.weigh(&date, before, own))
        } else {
            about.weigh(&date, before, own)
        };
        found.push((weight + if sure { weight::WEEKDAY } else { 0 }, date));
    }
    found
}

/// The byte at which a character begins.
fn byte(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

/// The word around this byte.
fn token(line: &str, at: usize) -> &str {
    let start = line.get(..at).and_then(|before| before.rfind(char::is_whitespace)).map_or(0, |space| space + 1);
    let end = line.get(at..).and_then(|rest| rest.find(char::is_whitespace)).map_or(line.len(), |space| at + space);
    line.get(start..end).unwrap_or_default().trim_start()
}

/// "Meeting 2 – 3 March 2020" is no range of days.
fn without_count(date: PrintedDate, before: &str) -> PrintedDate {
    let range = date.from != date.until && date.until.is_some();
    if range && COUNTS.is_match(before.trim_end()) { PrintedDate { from: date.until, ..date } } else { date }
}

/// What a line is, apart from its days.
struct Line<'l> {
    text: &'l str,
    words: usize,
    /// A page that is one block: its title is what it begins with.
    long: bool,
    title: bool,
    meeting: bool,
    met: bool,
    other_minutes: bool,
}

impl<'l> Line<'l> {
    fn new(text: &'l str) -> Self {
        let words = text.split_whitespace().count();
        let long = words > 60;
        let title = evidence::is_title(text) || (long && evidence::begins_as_minutes(text));
        let other_minutes = !title && evidence::about_other_minutes(text) && text.to_lowercase().contains("minutes");
        let (meeting, met) = (evidence::names_a_meeting(text), evidence::says_met(text));
        Self { text, words, long, title, meeting, met, other_minutes }
    }

    fn days(&self) -> Vec<PrintedDate> {
        let mut found = dates::find(self.text);
        if found.is_empty() && !self.long && (self.title || self.meeting || self.met) {
            found = dates::find_loosely(self.text);
        }
        found.retain(|date| date.precision == Precision::Day);
        found
    }

    /// Whether the day is told as "the eleventh day of October".
    fn says_day_of(&self, date: &PrintedDate) -> bool {
        self.text
            .get(byte(self.text, date.start)..byte(self.text, date.end))
            .is_some_and(|day| day.contains(" day of "))
    }

    /// Whether dots, bars or dashes part the day, and no more than an hour with it, from the rest of the line: "Elm Water
    /// District · Grange Hall · October 14, 2024 · 7 pm".
    fn parts_off(&self, date: &PrintedDate) -> bool {
        const MARKS: [&str; 6] = [" · ", " • ", " | ", " : ", " – ", " — "];
        const HOUR: usize = 3;
        let (start, end) = (byte(self.text, date.start), byte(self.text, date.end));
        let (before, behind) = (self.text.get(..start).unwrap_or(""), self.text.get(end..).unwrap_or(""));
        let own = MARKS.iter().filter_map(|mark| behind.find(mark)).min().map_or(behind, |at| &behind[..at]);
        // "Parks Panel, Mill Hall MINUTES - 3 May 2021": a hyphen parts a day off at the end of its line alone.
        let last = || before.ends_with(" - ") && !behind.contains(char::is_alphabetic);
        let marked = MARKS.iter().any(|mark| before.ends_with(mark)) || last();
        marked && own.split_whitespace().count() <= HOUR && !own.contains('.')
    }

    fn weigh(&self, date: &PrintedDate, before: &str, own: &str) -> i32 {
        match () {
            // In a long paragraph only what it begins with is about the meeting.
            () if self.long && date.start > 300 => weight::PROSE,
            () if HEARD.is_match(own) && self.text.trim_end().ends_with(':') => weight::ALONE - 6,
            () if HELD_ON.is_match(own) => weight::HELD_ON,
            () if HELD.is_match(own) || MEETING_OF.is_match(own) => weight::HELD,
            () if LABEL.is_match(before) => weight::LABELLED,
            () if self.title => weight::TITLE,
            () if self.words <= 30 && self.meeting => weight::MEETING,
            () if dates::is_only_date(self.text) && date.weekday && date.oddity.is_none() => weight::ALONE_WITH_WEEKDAY,
            () if self.words <= 24 && names::names_a_body(before.trim_end_matches([',', ' ', '-', '–'])) => {
                weight::MEETING
            }
            () if self.words <= 40 && (self.met || AT_PLACE.is_match(before) && self.says_day_of(date)) => weight::MET,
            () if dates::is_only_date(self.text) => weight::ALONE,
            // "Tuesday 3 May 2021 at 7 pm in the Village Hall".
            () if self.words <= 20 && before.split_whitespace().count() <= 1 => weight::ALONE,
            () if self.words <= 12 && !SAYS.is_match(self.text) => weight::ALONE - 6,
            () if self.words <= 30 && self.parts_off(date) => weight::ALONE - 6,
            () => weight::PROSE,
        }
    }
}
