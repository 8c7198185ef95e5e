-- The index by hash in pieces of as many records, each written once: rows at places that chance decides cost a page of the store apiece. All of it can be made anew (entente log index).
DROP TABLE log_index;
DROP TABLE log_index_bytes;
DROP TABLE log_index_position;
CREATE TABLE log_index (
    first_record {{key}},
    last_record BIGINT NOT NULL,
    -- In order: the first eight bytes of a hash, and two that say by how much its record is behind the first.
    hashes {{blob}} NOT NULL
);
