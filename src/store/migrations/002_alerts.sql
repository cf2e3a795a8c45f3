-- What alerts have seen and what they told. Kept here only: a catalogue that is made again begins anew, with everything
-- that is held taken as seen.

DROP TABLE delivery;

CREATE TABLE alert (
    name       TEXT PRIMARY KEY,
    query      TEXT NOT NULL,                          -- another query is another alert
    generation INTEGER NOT NULL                        -- of the index when it was last asked
) STRICT;

-- Passages that matched when it was last asked or before, copies too.
CREATE TABLE alert_seen (
    alert      TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    PRIMARY KEY (alert, passage_id)
) STRICT, WITHOUT ROWID;

-- Bytes that had been read when it was last asked: what another reading makes of them is no news.
CREATE TABLE alert_read (
    alert       TEXT NOT NULL,
    document_id TEXT NOT NULL,
    bytes       TEXT NOT NULL,
    PRIMARY KEY (alert, document_id, bytes)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
    id           TEXT PRIMARY KEY,
    alert        TEXT NOT NULL,
    passages     TEXT NOT NULL,                        -- ids, JSON
    queued_at    TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT,
    delivered_at TEXT
) STRICT;
CREATE INDEX delivery_waiting ON delivery (alert, queued_at) WHERE delivered_at IS NULL;
