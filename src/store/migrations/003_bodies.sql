-- How much is held of each body is asked on many pages.

CREATE INDEX document_by_council ON document (council_id, state);
CREATE INDEX document_by_committee ON document (committee_id, state);
CREATE INDEX meeting_by_council ON meeting (council_id, held_on);
