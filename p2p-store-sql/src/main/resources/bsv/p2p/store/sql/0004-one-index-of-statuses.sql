-- One index for both: peers of a status, those first that were claimed longest ago.

drop index peer_by_status;

drop index peer_by_claim;

create index peer_by_status on peer (status, claimed_until, id);
