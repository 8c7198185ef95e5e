-- Things that cross to a partner or came from one. partner: with whom it is on its way, or who has it lent. owed: to whom it has to go back. given_by, given_in: the partner and the message that brought it.
ALTER TABLE custody_item ADD COLUMN partner TEXT;
ALTER TABLE custody_item ADD COLUMN owed TEXT;
ALTER TABLE custody_item ADD COLUMN given_by TEXT;
ALTER TABLE custody_item ADD COLUMN given_in TEXT;

-- What a partner says of who held a thing before it came. record: its number there.
CREATE TABLE custody_before (
    item BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    act TEXT NOT NULL,
    at BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (item, ordinal)
) {{clustered}};
