-- Where a source's own system and the minutes of a meeting say different things: both are kept, and this says so. Worked out
-- anew whenever something was read.

CREATE TABLE disagreement (
    meeting_id TEXT NOT NULL,
    pos        INTEGER NOT NULL,
    kind       TEXT NOT NULL,                          -- attendance | mover | seconder | outcome | count | side
    about      TEXT NOT NULL,                          -- who or what it is about
    by_system  TEXT NOT NULL,
    by_minutes TEXT NOT NULL,
    PRIMARY KEY (meeting_id, pos)
) STRICT, WITHOUT ROWID;
