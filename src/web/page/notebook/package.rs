//! A notebook as a package that says what is in it: the table, the dossier, and the hashes of them and of the papers.
//!
//! Source: RO-Crate 1.1.

use super::dossier::Dossier;
use super::rows;
use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// The package as bytes.
///
/// # Errors
/// It cannot be packed.
pub fn package(dossier: &Dossier) -> ZipResult<Vec<u8>> {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let notes = serde_json::to_vec_pretty(&rows::json(&dossier.notes)).unwrap_or_default();
    let files = [
        ("notebook.csv", "text/csv", "What was marked, a row a passage", rows::csv(&dossier.notes)),
        ("notebook.json", "application/json", "The same for programs", notes),
        ("dossier.docx", word, "The same to be read, with pictures of pages", dossier.document()?),
    ];
    let metadata = serde_json::to_vec_pretty(&metadata(dossier, &files)).unwrap_or_default();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let how = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let with_metadata =
        files.iter().map(|(name, _, _, bytes)| (*name, bytes)).chain([("ro-crate-metadata.json", &metadata)]);
    for (name, bytes) in with_metadata {
        zip.start_file(name, how)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

type File<'f> = (&'f str, &'f str, &'f str, Vec<u8>);

fn metadata(dossier: &Dossier, files: &[File<'_>]) -> Value {
    let refer = |id: &str| json!({ "@id": id });
    let papers: Vec<Value> = dossier
        .papers
        .iter()
        .map(|(id, paper)| {
            json!({
                "@id": paper.url.clone().unwrap_or_else(|| format!("#{id}")),
                "@type": "CreativeWork",
                "name": paper.title,
                "identifier": id,
                "archivedAt": format!("{}/api/v1/documents/{id}/file", dossier.public_url),
                "sha256": paper.hash,
            })
        })
        .collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": refer("https://w3id.org/ro/crate/1.1"),
            "about": refer("./"),
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": dossier.title,
            "description": dossier.rests_on().join(" "),
            "datePublished": dossier.made,
            "license": "What councils have published stays under their terms; see each paper.",
            "version": dossier.generation.to_string(),
            "hasPart": files.iter().map(|(name, ..)| refer(name)).collect::<Vec<_>>(),
            "mentions": papers.iter().map(|paper| json!({ "@id": paper["@id"] })).collect::<Vec<_>>(),
        }),
    ];
    graph.extend(files.iter().map(|(name, media_type, said, bytes)| {
        json!({
            "@id": name,
            "@type": "File",
            "name": said,
            "encodingFormat": media_type,
            "contentSize": bytes.len().to_string(),
            "sha256": HEXLOWER.encode(&Sha256::digest(bytes)),
        })
    }));
    graph.extend(papers);
    let sha256 = "https://w3id.org/ro/terms/workflow-run#sha256";
    json!({ "@context": ["https://w3id.org/ro/crate/1.1/context", { "sha256": sha256 }], "@graph": graph })
}
