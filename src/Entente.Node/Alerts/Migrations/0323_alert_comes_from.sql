-- comes_from: what partners gave of it, as its officers named it: JSON rows of the address of the page here, the partner and the message with which it came. None for what is our own knowledge.
ALTER TABLE alert ADD COLUMN comes_from TEXT;
