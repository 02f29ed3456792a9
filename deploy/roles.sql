-- The three roles and the database, made once by PostgreSQL's administrator: docs/guide/operations.md.
\set owner `cat /run/secrets/owner`
\set app `cat /run/secrets/app`
\set engine `cat /run/secrets/engine`
create role auterity_owner login password :'owner';
create role auterity_app login password :'app';
create role auterity_engine login password :'engine';
create database auterity owner auterity_owner;
