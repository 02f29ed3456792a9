package io.auterity.spi.database;

/** The isolation level of a transaction, by the words of the SQL standard. */
public enum SqlIsolation {
  READ_COMMITTED,
  REPEATABLE_READ,
  SERIALIZABLE
}
