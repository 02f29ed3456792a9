-- The roles of the product. Run once per PostgreSQL by an administrator, who then gives each role a
-- password and creates a database that auterity_owner owns.
create role auterity_owner login;
create role auterity_app login;
create role auterity_engine login;
