-- law: the number of the law under which a partner gave it; none for what is our own, and for what came before there was a gate. law_until: the last day on which it may be kept.
ALTER TABLE alert ADD COLUMN law BIGINT;
ALTER TABLE alert ADD COLUMN law_until TEXT;
ALTER TABLE hit ADD COLUMN law BIGINT;
ALTER TABLE hit ADD COLUMN law_until TEXT;
ALTER TABLE hit_pair ADD COLUMN law BIGINT;
ALTER TABLE hit_pair ADD COLUMN law_until TEXT;
ALTER TABLE abroad_hit ADD COLUMN law BIGINT;
ALTER TABLE abroad_hit ADD COLUMN law_until TEXT;
ALTER TABLE abroad_report ADD COLUMN law BIGINT;
ALTER TABLE abroad_report ADD COLUMN law_until TEXT;
-- Of a question: of what the partner said, the question or the answer.
ALTER TABLE question ADD COLUMN law BIGINT;
ALTER TABLE question ADD COLUMN law_until TEXT;

CREATE INDEX alert_law ON alert (law, law_until, audience) WHERE law IS NOT NULL;
CREATE INDEX alert_law_until ON alert (law_until) WHERE law_until IS NOT NULL;
CREATE INDEX hit_law ON hit (law, state, law_until, audience) WHERE law IS NOT NULL;
-- The number of open hits is still counted without reading the hits.
DROP INDEX hit_open;
CREATE INDEX hit_open ON hit (state, action, audience, law, law_until);
