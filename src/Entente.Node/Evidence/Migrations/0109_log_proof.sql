-- The proof files of records about messages, once a checkpoint over them is witnessed: they hold even where the log itself is lost.
CREATE TABLE log_proof (
    record {{key}},
    proof TEXT NOT NULL
);
