-- What is missing where something used to come. Worked out anew by every update; when it was noticed is kept here only.

CREATE TABLE silence (
    id           TEXT PRIMARY KEY,
    source       TEXT NOT NULL,
    kind         TEXT NOT NULL,                        -- record::SilenceKind
    about        TEXT NOT NULL,                        -- id of the meeting or committee; '' for the whole source
    committee_id TEXT,
    meeting_id   TEXT,
    since        TEXT NOT NULL,                        -- the day from which on something is missing
    message      TEXT NOT NULL,
    noticed_at   TEXT NOT NULL,
    seen_at      TEXT NOT NULL,                        -- when it was last found to be so
    ended_at     TEXT                                  -- NULL: it is still so
) STRICT;
CREATE UNIQUE INDEX silence_open ON silence (source, kind, about) WHERE ended_at IS NULL;

-- Whether the source's calendar shows a meeting no more that it did: it is kept, and nothing is waited for.
ALTER TABLE meeting ADD COLUMN unlisted INTEGER NOT NULL DEFAULT 0;
