-- The message with which what is kept was given: under which clause, and what binds here, stands with the verdict on it. None for what came before there was a gate.
ALTER TABLE foreign_alert ADD COLUMN message_id TEXT;
ALTER TABLE abroad_hit ADD COLUMN message_id TEXT;
