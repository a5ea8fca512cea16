-- Until when a peer is somebody's to dial or to crawl, nanoseconds since 1970; in the past if it is nobody's.

alter table peer add column claimed_until bigint not null default 0;

create index peer_by_claim on peer (status, claimed_until);
