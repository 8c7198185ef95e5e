-- Cards that partners sent of their own accord. state knows Offered as well: nobody of ours has proposed it, proposed_by is partner:<id>, and it lapses
-- like a proposal. message: what it came in. offered_at: when; both stay when an officer takes the card up, which makes the proposal Open.
ALTER TABLE partner_proposal ADD COLUMN message TEXT;
ALTER TABLE partner_proposal ADD COLUMN offered_at BIGINT;
CREATE UNIQUE INDEX partner_proposal_offered ON partner_proposal (partner) WHERE state = 'Offered';
