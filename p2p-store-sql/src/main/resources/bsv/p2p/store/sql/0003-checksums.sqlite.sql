-- Whoever changes what is in a row and not its checksum does not know of it: then it says nothing any more. Programs always change both.

create trigger peer_by_hand after update of id, ip, port, status, status_since, services, user_agent, protocol_version, start_height, last_seen,
    attempts, next_attempt, source, ban_target, ban_kind, ban_expected, ban_text, ban_since, ban_until on peer
when new.checksum = old.checksum begin update peer set checksum = null where id = new.id; end;

create trigger ban_by_hand after update of target, kind, expected, text, since, until on ban
when new.checksum = old.checksum begin update ban set checksum = null where target = new.target; end;
