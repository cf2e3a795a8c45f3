-- Bytes that were taken down, every version of every document, for ever: what was forgotten never comes back as itself.

CREATE TABLE taken_down (
    hash        TEXT NOT NULL,                         -- SHA-256 of the bytes, hex
    document_id TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (hash, document_id)
) STRICT, WITHOUT ROWID;
INSERT INTO taken_down SELECT hash, id, at FROM tombstone WHERE what = 'document' AND hash IS NOT NULL;

-- Of a document that was taken down, or that waits for a person, only ids are told. What was kept before is checked again.
UPDATE change SET entry = NULL WHERE entry IS NOT NULL AND entry ->> '$.document.id' IN
    (SELECT id FROM document WHERE state IN ('forgotten', 'quarantined'));

-- A page's number is looked up for each of its passages: the text of the page must not have to be read for it.
CREATE TABLE page_by_row (
    document_id TEXT NOT NULL,
    n           INTEGER NOT NULL,
    printed     TEXT,
    state       TEXT NOT NULL,                         -- text | blank | no_text | nonsense | ocr
    quality     REAL NOT NULL,
    text        TEXT NOT NULL,
    PRIMARY KEY (document_id, n)
) STRICT;
INSERT INTO page_by_row (document_id, n, printed, state, quality, text)
    SELECT document_id, n, printed, state, quality, text FROM page;
DROP TABLE page;
ALTER TABLE page_by_row RENAME TO page;

-- The passages of a component in order: without the third column every component is found by walking the document.
DROP INDEX passage_by_component;
CREATE INDEX passage_by_component ON passage (document_id, component, seq);

-- Whether somebody's program has read these bytes and found nothing that would keep them from being shown.
ALTER TABLE version ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;
UPDATE version SET cleared = 1 WHERE EXISTS (SELECT 1 FROM document WHERE document.id = version.document_id
    AND document.state <> 'quarantined' AND (version.n < document.version OR document.read_hash = version.hash));
