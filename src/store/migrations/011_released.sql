-- That somebody looked and let a document through has a column of its own; it stood as a word among the messages.

ALTER TABLE document ADD COLUMN released_at TEXT;      -- when somebody looked and let these bytes through
UPDATE document SET released_at = modified_at, state_message = NULL WHERE state_message = 'released';

-- Words of earlier programs that are none of today's: what has them is read again, and has today's until then.
UPDATE document SET recognisers = 0 WHERE read_hash IS NOT NULL AND id IN (
    SELECT document_id FROM vote WHERE outcome NOT IN ('carried', 'elected', 'enacted', 'prevailed',
        'taken as a true record', 'lost', 'fell', 'withdrawn', 'deferred', 'tabled', 'set aside')
    UNION SELECT document_id FROM resolution WHERE verb NOT IN ('resolved', 'recommended', 'agreed', 'noted')
    UNION SELECT document_id FROM letter WHERE sort NOT IN ('focused_visit', 'monitoring_visit', 'inspection', 'jtai',
        'area_send', 'single_inspection', 'letter'));
UPDATE vote SET outcome = NULL WHERE outcome NOT IN ('carried', 'elected', 'enacted', 'prevailed',
    'taken as a true record', 'lost', 'fell', 'withdrawn', 'deferred', 'tabled', 'set aside');
UPDATE resolution SET verb = 'agreed' WHERE verb NOT IN ('resolved', 'recommended', 'agreed', 'noted');
UPDATE letter SET sort = 'letter' WHERE sort NOT IN ('focused_visit', 'monitoring_visit', 'inspection', 'jtai',
    'area_send', 'single_inspection', 'letter');
