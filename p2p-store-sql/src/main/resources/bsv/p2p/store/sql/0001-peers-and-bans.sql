-- Times are nanoseconds since 1970. Texts of strangers have backslash, NUL and lone surrogates written as \uXXXX.
-- The checks are what an integrity check can find out about a damaged row.

create table peer (
    id text not null primary key check (length(id) = 36),
    ip text not null check (length(ip) between 2 and 39),
    port integer not null check (port between 1 and 65535),
    status text not null check (status in ('VALID', 'INACCESSIBLE', 'BANNED', 'UNKNOWN')),
    status_since bigint not null,
    services bigint not null,
    user_agent text not null,
    protocol_version integer not null,
    start_height integer not null,
    last_seen bigint,
    attempts integer not null check (attempts >= 0),
    next_attempt bigint,
    source text not null,
    ban_target text,
    ban_kind text,
    ban_expected text,
    ban_text text,
    ban_since bigint,
    ban_until bigint,
    unique (ip, port)
);

create index peer_by_status on peer (status, id);

create table ban (
    target text not null primary key,
    kind text not null,
    expected text,
    text text not null,
    since bigint not null,
    until bigint
);

-- One row; every flush counts it up, because only a commit that writes something is made durable.
create table flushed (times bigint not null);

insert into flushed (times) values (0);
