-- The records of a few days among millions.
CREATE INDEX record_at ON record_entry (at, seq);
