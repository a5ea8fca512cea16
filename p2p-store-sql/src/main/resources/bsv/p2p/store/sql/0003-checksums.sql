-- What the other columns add up to; null where nobody knows. See RowSum.

alter table peer add column checksum bigint;

alter table ban add column checksum bigint;
