-- law: of a message that may go, the record of the last change of the law and the day, as of when that was last decided; nothing: it is decided anew before the message begins.
ALTER TABLE exchange_verdict ADD COLUMN law TEXT;
