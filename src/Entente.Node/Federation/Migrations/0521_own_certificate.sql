-- What an authority issued for a key of this node, for partners that trust authorities: PEM, that of the key first, the root last. The newest counts.
CREATE TABLE own_certificate (
    record BIGINT PRIMARY KEY,
    key TEXT NOT NULL,
    chain TEXT NOT NULL,
    added_at BIGINT NOT NULL
);
