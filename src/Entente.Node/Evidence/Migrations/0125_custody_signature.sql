-- What officers sign with their security keys by a step of custody. record: of the step. statement: what is signed. registered: the record by which the key was registered.
CREATE TABLE custody_signature (
    record {{key}},
    statement TEXT NOT NULL,
    credential TEXT NOT NULL,
    public_key {{blob}} NOT NULL,
    authenticator_data {{blob}} NOT NULL,
    client_data {{blob}} NOT NULL,
    signature {{blob}} NOT NULL,
    registered BIGINT NOT NULL
);
