//! Papers of a council of any size, made when they are asked for.

use jiff::ToSpan;
use jiff::civil::Date;

/// Committees of a council of any size.
pub(super) const COMMITTEES: u64 = 10;

/// Generated papers name themselves so.
pub(super) const GENERATED: &str = "generated-";

/// What the replaced paper is called in its later version.
pub(super) const REPLACED: &str = "-replaced";

/// The bytes of a generated paper; `None` for the name of another.
pub(super) fn bytes(file: &str) -> Option<Vec<u8>> {
    let name = file.strip_prefix(GENERATED)?.strip_suffix(".pdf")?;
    let mut parts = name.splitn(3, '-');
    let (n, nth) = (parts.next()?.parse::<u64>().ok()?, parts.next()?.parse::<u64>().ok()?);
    let day = parts.next()?;
    let is_replaced = day.ends_with(REPLACED);
    let day: Date = day.trim_end_matches(REPLACED).parse().ok()?;
    Some(pdf(&if nth == 0 { minutes(n, day, is_replaced) } else { report(n) }))
}

/// Minutes as councils print them: five items, each with a question, an answer that undertakes something, a resolution.
fn minutes(n: u64, day: Date, is_replaced: bool) -> Vec<String> {
    let printed = if is_replaced { day.saturating_sub(1.day()) } else { day };
    let mut lines = vec![
        format!("MEASURED COMMITTEE {}", 1 + n % COMMITTEES),
        String::new(),
        printed.strftime("%-d %B %Y").to_string().to_uppercase(),
        String::new(),
        "PRESENT".into(),
        String::new(),
        "Councillor A. Measure (in the Chair).".into(),
        "Councillors B. Gauge and C. Tally.".into(),
    ];
    if is_replaced {
        lines.extend([String::new(), "These minutes replace those that were published first.".into()]);
    }
    for item in 1..=5 {
        let figure = n * 5 + item;
        lines.extend([
            String::new(),
            format!("{item}. MEASURED ITEM {item}"),
            String::new(),
            format!("Councillor Gauge asked when figure {figure} would be known. The Director of"),
            format!("Measures agreed to circulate figure {figure} before the next meeting."),
            String::new(),
            format!("RESOLVED: That figure {figure} be noted."),
        ]);
    }
    lines
}

fn report(n: u64) -> Vec<String> {
    vec![
        format!("Measured paper {n}"),
        String::new(),
        format!("The Committee is asked to consider report {n} on the measurement of things."),
        String::new(),
        format!("Figure {n} was measured in the year that the report is about, and again later."),
    ]
}

/// A PDF of one page with these lines.
fn pdf(lines: &[String]) -> Vec<u8> {
    let shown: String =
        lines.iter().map(|line| format!("({}) Tj T*\n", line.replace('(', "\\(").replace(')', "\\)"))).collect();
    let text = format!("BT /F1 11 Tf 60 790 Td 14 TL\n{shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for offset in &offsets {
        out.push_str(&format!("{offset:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}
