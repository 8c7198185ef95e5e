-- What the header of a message says beside the payloads, as pairs in a JSON array: under which clause it is sent.
ALTER TABLE outbox ADD COLUMN properties TEXT;
