-- What an officer signs with the key that is asked; NULL when somebody signs in or registers a key.
ALTER TABLE passkey_attempt ADD COLUMN statement TEXT;
