/** Relational databases: queries, statements and transactions in the database's own SQL. */
@NullMarked
package io.auterity.spi.database;

import org.jspecify.annotations.NullMarked;
