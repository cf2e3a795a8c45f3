-- An alert may be told to several: to a webhook, and by mail to each subscription.

ALTER TABLE delivery ADD COLUMN recipient TEXT NOT NULL DEFAULT '';      -- '': the webhook; else a subscription's id
ALTER TABLE delivery ADD COLUMN refused_at TEXT;                         -- when it was refused for good: it is not told
DROP INDEX delivery_waiting;
CREATE INDEX delivery_waiting ON delivery (alert, recipient, queued_at)
    WHERE delivered_at IS NULL AND refused_at IS NULL;
