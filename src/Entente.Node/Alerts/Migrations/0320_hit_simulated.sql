-- Whether the hit is of a simulated declaration: what is declared says so in the snapshot, and lists do not open it.
ALTER TABLE hit ADD COLUMN simulated BIGINT NOT NULL DEFAULT 0;
UPDATE hit SET simulated = 1 WHERE subject LIKE '%{"label":"Simulated",%';
