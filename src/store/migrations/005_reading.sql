-- What became of each file that a source saw: how much of it was read, and why not all.

ALTER TABLE document ADD COLUMN reading TEXT NOT NULL DEFAULT 'waiting'; -- FileState of what is held
ALTER TABLE document ADD COLUMN reading_message TEXT;
-- What was read before is read again, so that its state is known.
UPDATE document SET recognisers = 0 WHERE read_hash IS NOT NULL;
CREATE INDEX document_by_reading ON document (reading, state);
