-- The laws under which partners gave something: a clause, and what it obliges to (JSON, without the last day, which is of each item). One row, however much came under it.
CREATE TABLE given_law (
    number {{key}},
    partner TEXT NOT NULL,
    clause TEXT NOT NULL,
    obligations TEXT NOT NULL
);
CREATE UNIQUE INDEX given_law_of ON given_law (partner, clause, obligations);
