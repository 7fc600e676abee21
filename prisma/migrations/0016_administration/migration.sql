-- A link with which a person sets their password: the first one (member), or another in place of one that is lost (password).
alter table invitation add column user_id uuid references app_user on delete cascade;
alter table invitation drop constraint invitation_purpose_check;
alter table invitation add constraint invitation_purpose_check check (purpose in ('first-admin', 'member', 'password'));
create index invitation_by_user on invitation (user_id);

-- A view may be deleted. Its sources are removed with it and stay as rows, of nobody: their ledger is the way from an event back
-- to its object.
alter table source drop constraint source_view_id_fkey;
alter table source add constraint source_view_id_fkey foreign key (view_id) references view on delete set null;
alter table source drop constraint source_check;
alter table source add constraint source_owner_check
  check (((view_id is null) <> (account_id is null)) or (removed_at is not null and view_id is null and account_id is null));
