-- follows: the id of the case before; spoken: the reference under which it was asked by word of mouth. Both as the latest text has them.
ALTER TABLE assistance_case ADD COLUMN follows TEXT;
ALTER TABLE assistance_case ADD COLUMN spoken TEXT;
CREATE INDEX assistance_case_follows ON assistance_case (partner, follows) WHERE follows IS NOT NULL;
CREATE INDEX assistance_case_spoken ON assistance_case (partner, spoken) WHERE spoken IS NOT NULL;
