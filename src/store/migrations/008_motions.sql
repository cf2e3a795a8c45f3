-- In which passages the words of a motion stand, where that is not the passage of the vote itself: an amendment is printed,
-- and further down that it was put to the vote. What had votes is read again, so that they are known.

ALTER TABLE vote ADD COLUMN motion_passages TEXT;                       -- JSON list of passage ids, or NULL
UPDATE document SET recognisers = 0 WHERE id IN (SELECT document_id FROM vote) AND read_hash IS NOT NULL;
