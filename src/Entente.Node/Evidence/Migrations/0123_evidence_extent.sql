-- What an evidence file holds as it was asked for, and as whoever approves it is shown: JSON. Requests from before have none and have to be asked anew.
ALTER TABLE evidence_request ADD COLUMN extent TEXT;
