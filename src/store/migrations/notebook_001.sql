-- A notebook: passages that a person marked. No word of a publisher stands here but by its hash, so that what is taken down
-- need not be looked for here.

CREATE TABLE about (
    title      TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE mark (
    id          INTEGER PRIMARY KEY,
    passage_id  TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL,
    page        INTEGER NOT NULL,                      -- when it was marked, as are the three below
    date        TEXT,
    text_hash   TEXT NOT NULL,                         -- SHA-256, hex
    speaker_hash TEXT NOT NULL,
    folder      TEXT NOT NULL,                         -- '': none
    labels      TEXT NOT NULL,                         -- JSON, sorted
    note        TEXT NOT NULL,
    marked_at   TEXT NOT NULL
) STRICT;
