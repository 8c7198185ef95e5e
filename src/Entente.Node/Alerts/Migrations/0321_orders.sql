-- What is shown in another order than that of its numbers walks an index of that order, which has the number behind it.
CREATE INDEX hit_score ON hit (score, number);
CREATE INDEX hit_state_score ON hit (state, score, number);
CREATE INDEX alert_review_by ON alert (review_by, number);
-- score: of the newest hit.
ALTER TABLE hit_pair ADD COLUMN score DOUBLE PRECISION NOT NULL DEFAULT 0;
UPDATE hit_pair SET score = COALESCE((SELECT h.score FROM hit h WHERE h.number = hit_pair.newest), 0);
CREATE INDEX hit_pair_score ON hit_pair (score, newest);
