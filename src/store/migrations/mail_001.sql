-- Who is told by mail. A file of its own: it is no part of the record, and is neither made from it nor made again.

CREATE TABLE signing (
    key BLOB NOT NULL                                  -- signs the links in mails
) STRICT;

CREATE TABLE subscription (
    id           TEXT PRIMARY KEY,                     -- random
    address      TEXT NOT NULL,
    alert        TEXT,                                 -- of the configuration; none where a visitor asked for it
    query        TEXT NOT NULL,                        -- what is looked for, in the query language
    every        TEXT NOT NULL,                        -- update | week
    state        TEXT NOT NULL,                        -- pending | confirmed | left
    asked_at     TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,           -- to send the mail that asks for a confirmation
    try_after    TEXT NOT NULL,                        -- when that is tried next
    mailed_at    TEXT,                                 -- when that was sent
    last_error   TEXT
) STRICT;
CREATE UNIQUE INDEX subscription_once ON subscription (address, coalesce(alert, ''), query, every);
