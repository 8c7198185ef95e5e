-- per_hour: nothing is stopped, but at most so many messages that fall under it go in any hour; none: it is stopped.
ALTER TABLE agreement_suspension ADD COLUMN per_hour BIGINT;

-- What came under a clause, for who amends it.
CREATE INDEX exchange_verdict_clause ON exchange_verdict (clause) WHERE direction = 'In' AND permitted = 1;
