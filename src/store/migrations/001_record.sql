-- The catalogue: everything here can be made again from the archive (its journal and blobs), except where a table says so.
-- Dates are ISO days, instants RFC 3339 in UTC, lists JSON. Ids are the stable ids of the `record` crate.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- What the configuration names, and how its last crawls went.
CREATE TABLE source (
    name            TEXT PRIMARY KEY,
    kind            TEXT NOT NULL,
    scope           TEXT NOT NULL,
    state           TEXT NOT NULL DEFAULT 'never',   -- never | ok | failing | refused
    message         TEXT,
    last_started_at TEXT,
    last_ok_at      TEXT
) STRICT;

CREATE TABLE council (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE committee (
    id         TEXT PRIMARY KEY,
    council_id TEXT NOT NULL REFERENCES council (id),
    name       TEXT NOT NULL,
    also_named TEXT NOT NULL DEFAULT '[]',            -- other printed names
    source_key TEXT,
    follows    TEXT                                    -- the committee that this one was renamed from
) STRICT;
CREATE INDEX committee_by_council ON committee (council_id);

-- One row a meeting, whatever number of sources and files speak of it. `source_*` and `facts` come from a system,
-- `read_*` from papers; where they disagree the system's stands and `disagreements` says so.
CREATE TABLE meeting (
    id                  TEXT PRIMARY KEY,
    council_id          TEXT NOT NULL,
    committee_id        TEXT NOT NULL,
    held_on             TEXT NOT NULL,
    starts_at           TEXT,
    ended_at            TEXT,
    place               TEXT,
    status              TEXT,                          -- as printed by the source, or NULL
    url                 TEXT,
    scope               TEXT,
    source_key          TEXT,
    agenda_published    INTEGER,                       -- NULL: the source does not say
    minutes_published   INTEGER,
    decisions_published INTEGER,
    restricted_papers   TEXT NOT NULL DEFAULT '[]',
    disagreements       TEXT NOT NULL DEFAULT '[]',
    facts               TEXT,                          -- MeetingFacts of the source, JSON
    modified_at         TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_by_date ON meeting (held_on, id);
CREATE INDEX meeting_by_committee ON meeting (committee_id, held_on);
CREATE INDEX meeting_by_source ON meeting (scope, source_key);

CREATE TABLE document (
    id              TEXT PRIMARY KEY,
    source          TEXT NOT NULL,
    scope           TEXT NOT NULL,
    key             TEXT NOT NULL,
    url             TEXT,
    file_name       TEXT NOT NULL,
    title           TEXT NOT NULL,
    kind            TEXT NOT NULL,                     -- of the whole file
    media_type      TEXT,
    council_id      TEXT,
    committee_id    TEXT,
    meeting_id      TEXT,                              -- the meeting that it was published for
    date            TEXT,                              -- of its first component
    state           TEXT NOT NULL,                     -- held | restricted | refused | failed | withdrawn | quarantined | forgotten
    state_message   TEXT,
    version         INTEGER NOT NULL DEFAULT 0,        -- of the bytes now held; 0: none
    facts           TEXT NOT NULL,                     -- DocumentFacts, JSON
    pages           INTEGER NOT NULL DEFAULT 0,
    pages_unread    INTEGER NOT NULL DEFAULT 0,        -- pages without usable text
    recognisers     INTEGER NOT NULL DEFAULT 0,        -- version that read it; 0: not read
    read_hash       TEXT,                              -- bytes that were read
    ocr_hash        TEXT,                              -- bytes whose pictures were read by OCR, or tried
    first_seen_at   TEXT NOT NULL,
    checked_at      TEXT,
    missing_since   TEXT,
    modified_at     TEXT NOT NULL,
    UNIQUE (scope, key)
) STRICT;
CREATE INDEX document_by_meeting ON document (meeting_id);
CREATE INDEX document_by_date ON document (date, id);
CREATE INDEX document_by_source ON document (source, state);
CREATE INDEX document_by_source_meeting ON document (scope, facts ->> 'meeting_key');

-- Every version of its bytes that was ever published.
CREATE TABLE version (
    document_id   TEXT NOT NULL REFERENCES document (id),
    n             INTEGER NOT NULL,                    -- from 1
    hash          TEXT NOT NULL,                       -- SHA-256 of the bytes, hex
    bytes         INTEGER NOT NULL,
    content_type  TEXT,
    final_url     TEXT,
    etag          TEXT,
    last_modified TEXT,
    fetched_at    TEXT NOT NULL,
    PRIMARY KEY (document_id, n)
) STRICT;
CREATE INDEX version_by_hash ON version (hash);

-- The ledger of pages that are asked for facts.
CREATE TABLE fetched_page (
    url           TEXT PRIMARY KEY,
    source        TEXT NOT NULL,
    etag          TEXT,
    last_modified TEXT,
    hash          TEXT,
    content_hash  TEXT,
    checked_at    TEXT NOT NULL
) STRICT;

CREATE TABLE member (
    scope TEXT NOT NULL,
    key   TEXT NOT NULL,
    facts TEXT NOT NULL,                               -- MemberFacts, JSON
    PRIMARY KEY (scope, key)
) STRICT;

-- Readings --------------------------------------------------------------------------------------------------------

CREATE TABLE page (
    document_id TEXT NOT NULL,
    n           INTEGER NOT NULL,
    printed     TEXT,
    text        TEXT NOT NULL,
    state       TEXT NOT NULL,                         -- text | blank | no_text | nonsense | ocr
    quality     REAL NOT NULL,
    PRIMARY KEY (document_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE component (
    document_id  TEXT NOT NULL,
    n            INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    state        TEXT,                                 -- minutes: draft | confirmed
    title        TEXT NOT NULL,
    date         TEXT,
    date_basis   TEXT,
    council_id   TEXT,
    committee_id TEXT,
    meeting_id   TEXT,                                 -- the meeting that it records or goes to
    first_page   INTEGER NOT NULL,
    last_page    INTEGER NOT NULL,
    begins       TEXT NOT NULL,
    url          TEXT,                                 -- of records: where the component itself is published
    passages     INTEGER NOT NULL,
    words        INTEGER NOT NULL,
    PRIMARY KEY (document_id, n)
) STRICT;
CREATE INDEX component_by_meeting ON component (meeting_id, kind);
CREATE INDEX component_by_date ON component (date);

CREATE TABLE item (
    document_id   TEXT NOT NULL,
    component     INTEGER NOT NULL,
    pos           INTEGER NOT NULL,                    -- from 0
    number        TEXT,
    agenda_number TEXT,
    title         TEXT NOT NULL,
    key           TEXT,
    PRIMARY KEY (document_id, component, pos)
) STRICT;

CREATE TABLE passage (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL,
    component   INTEGER NOT NULL,
    seq         INTEGER NOT NULL,                      -- order within the document, from 0
    page        INTEGER NOT NULL,
    last_page   INTEGER NOT NULL,
    form        TEXT NOT NULL,
    act         TEXT NOT NULL,
    text        TEXT NOT NULL,
    words       INTEGER NOT NULL,
    item        INTEGER,                               -- item.pos in the same component
    grade       TEXT NOT NULL,
    as_printed  TEXT,                                  -- speaker, as printed
    name        TEXT,                                  -- speaker, as the reading takes it
    role        TEXT,
    person_id   TEXT,                                  -- set when people are identified
    copy_of     TEXT                                   -- the passage that stands for this statement, when it is not this one
) STRICT;
CREATE UNIQUE INDEX passage_in_order ON passage (document_id, seq);
CREATE INDEX passage_by_component ON passage (document_id, component);
CREATE INDEX passage_by_person ON passage (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX passage_copies ON passage (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE attendance (
    document_id TEXT NOT NULL,                         -- '' where a source's system says so
    component   INTEGER NOT NULL,
    meeting_id  TEXT NOT NULL,
    pos         INTEGER NOT NULL,
    presence    TEXT NOT NULL,
    as_printed  TEXT NOT NULL,
    name        TEXT NOT NULL,
    role        TEXT,
    councillor  INTEGER NOT NULL,
    chair       INTEGER NOT NULL,
    source_id   TEXT,
    person_id   TEXT,
    PRIMARY KEY (document_id, component, meeting_id, pos)
) STRICT;
CREATE INDEX attendance_by_meeting ON attendance (meeting_id);
CREATE INDEX attendance_by_person ON attendance (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE resolution (
    id             TEXT PRIMARY KEY,
    document_id    TEXT NOT NULL,
    component      INTEGER NOT NULL,
    passage_id     TEXT NOT NULL,
    seq            INTEGER NOT NULL,
    n              INTEGER NOT NULL,
    text           TEXT NOT NULL,
    verb           TEXT NOT NULL,
    item           INTEGER,
    owner          TEXT,                               -- Owner, JSON
    owner_person   TEXT,
    due_as_printed TEXT,
    due_on         TEXT,
    copy_of        TEXT
) STRICT;
CREATE INDEX resolution_by_document ON resolution (document_id, component, seq);

CREATE TABLE commitment (
    id             TEXT PRIMARY KEY,
    document_id    TEXT NOT NULL,
    component      INTEGER NOT NULL,
    passage_id     TEXT NOT NULL,
    seq            INTEGER NOT NULL,
    text           TEXT NOT NULL,
    basis          TEXT NOT NULL,
    strength       TEXT NOT NULL,
    item           INTEGER,
    owner          TEXT,
    owner_person   TEXT,
    beneficiary    TEXT,
    due_as_printed TEXT,
    due_on         TEXT,
    status         TEXT NOT NULL DEFAULT 'open',       -- open | came_back | reported_done | not_seen_again
    meetings_since INTEGER NOT NULL DEFAULT 0,         -- later meetings of the committee that were searched
    copy_of        TEXT
) STRICT;
CREATE INDEX commitment_by_document ON commitment (document_id, component, seq);

CREATE TABLE vote (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL,
    component   INTEGER NOT NULL,
    passage_id  TEXT NOT NULL,
    seq         INTEGER NOT NULL,
    motion      TEXT NOT NULL,
    mover       TEXT,
    seconder    TEXT,
    outcome     TEXT,
    sides       TEXT NOT NULL,                         -- {"for":{count,names:[{as_printed,name,person}]},"against":…,"abstain":…}
    item        INTEGER,
    copy_of     TEXT
) STRICT;
CREATE INDEX vote_by_document ON vote (document_id, component, seq);

CREATE TABLE letter (
    id          TEXT PRIMARY KEY,
    document_id TEXT NOT NULL,
    component   INTEGER NOT NULL,
    date        TEXT,
    council_id  TEXT,
    title       TEXT NOT NULL,
    sort        TEXT NOT NULL,
    reading     TEXT NOT NULL,                         -- record::Letter, JSON, with passage ids beside its points
    copy_of     TEXT
) STRICT;

-- What took up a commitment, resolution or improvement point later.
CREATE TABLE follow_up (
    row_id     TEXT NOT NULL,                          -- commitment, resolution or `letter#n`
    passage_id TEXT NOT NULL,
    date       TEXT NOT NULL,
    why        TEXT NOT NULL,
    PRIMARY KEY (row_id, passage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id         TEXT PRIMARY KEY,
    council_id TEXT NOT NULL,
    name       TEXT NOT NULL,
    forms      TEXT NOT NULL DEFAULT '[]',             -- printed forms
    party      TEXT,
    ward       TEXT,
    source_id  TEXT,
    url        TEXT,
    modified_at TEXT NOT NULL
) STRICT;
CREATE INDEX person_by_council ON person (council_id, name);

CREATE TABLE office (
    person_id    TEXT NOT NULL,
    role         TEXT NOT NULL,
    committee_id TEXT,
    from_on      TEXT,                                 -- NULL: not known
    until_on     TEXT,
    basis        TEXT NOT NULL                         -- membership | attendance | speech
) STRICT;
CREATE INDEX office_by_person ON office (person_id);

-- Ids that a person had before more was known of them: addresses go on answering.
CREATE TABLE person_alias (
    alias     TEXT PRIMARY KEY,
    person_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Wording that differs between the draft and the confirmed minutes of a statement.
CREATE TABLE amended (
    passage_id TEXT NOT NULL,                          -- confirmed
    draft_id   TEXT NOT NULL,
    PRIMARY KEY (passage_id, draft_id)
) STRICT, WITHOUT ROWID;

-- Running ---------------------------------------------------------------------------------------------------------

CREATE TABLE problem (
    id          INTEGER PRIMARY KEY,
    source      TEXT,
    document_id TEXT,
    page        INTEGER,
    stage       TEXT NOT NULL,                         -- crawl | read | index | check
    code        TEXT NOT NULL,
    message     TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT;
CREATE INDEX problem_by_document ON problem (document_id);

-- Kept here only: a rebuilt catalogue starts a new history of runs.
CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    job         TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT,                                  -- done | failed_in_part | failed; NULL: under way or killed
    report      TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- Which documents must be (re)indexed; emptied by the commit that does it.
CREATE TABLE to_index (
    document_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What each generation of the index changed, for /changes. `gone` keeps the last entry so that it can be matched.
CREATE TABLE change (
    generation TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    what       TEXT NOT NULL,                          -- added | changed | gone
    entry      TEXT,
    PRIMARY KEY (generation, passage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
    alert        TEXT NOT NULL,
    passage_id   TEXT NOT NULL,
    queued_at    TEXT NOT NULL,
    delivered_at TEXT,
    attempts     INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT,
    PRIMARY KEY (alert, passage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstone (
    what       TEXT NOT NULL,                          -- document | passage | meeting | commitment | resolution | person
    id         TEXT NOT NULL,
    url        TEXT,
    hash       TEXT,
    reason     TEXT,
    at         TEXT NOT NULL,
    PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;
