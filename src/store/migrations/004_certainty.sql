-- How safely an attribution can be relied on, and what decided it. What was read before named nobody but surely.

ALTER TABLE passage ADD COLUMN certainty TEXT CHECK (certainty IN ('sure', 'likely'));  -- NULL where nobody speaks
ALTER TABLE passage ADD COLUMN why TEXT;                                                -- rule or weights
UPDATE passage SET certainty = 'sure' WHERE grade <> 'none';

ALTER TABLE resolution ADD COLUMN why TEXT;
ALTER TABLE commitment ADD COLUMN why TEXT;
ALTER TABLE vote ADD COLUMN why TEXT;
