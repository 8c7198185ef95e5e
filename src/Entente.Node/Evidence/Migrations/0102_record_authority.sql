-- Supervisors page through the records of their own authority.
CREATE INDEX record_authority ON record (authority_id, seq);
