#!/bin/bash
# Runs once, when the database folder is empty: the two roles of the house and its database.
set -euo pipefail
psql --username postgres --no-psqlrc -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v api="$API_PASSWORD" <<'SQL'
create role samenregie_owner with login nosuperuser nocreatedb createrole nobypassrls password :'owner';
create role samenregie_api with login nosuperuser nocreatedb nocreaterole nobypassrls password :'api';
create database samenregie owner samenregie_owner;
revoke all on database samenregie from public;
grant connect on database samenregie to samenregie_api;
SQL
