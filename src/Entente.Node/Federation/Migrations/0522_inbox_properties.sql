-- The properties of a message beside its payloads, as pairs in a JSON array; of other products' messages: who handed it in, and for whom it is.
ALTER TABLE inbox ADD COLUMN properties TEXT;
