-- Of a translation: the SHA-256 of what it translates, the language (ISO 639-1) into which, and who translated it.
ALTER TABLE custody_item ADD COLUMN original TEXT;
ALTER TABLE custody_item ADD COLUMN language TEXT;
ALTER TABLE custody_item ADD COLUMN translator TEXT;
