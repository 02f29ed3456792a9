package io.auterity.spi.database;

/**
 * The type of a column's values. Integers of 64 bits and decimals are texts of their digits, so
 * that no reader of JSON rounds them; the set grows: a switch over it has a default.
 */
public enum SqlType {
  /** True or false. */
  BOOL,
  /** An integer of at most 32 bits, as a number. */
  INT32,
  /** A text of its digits. */
  INT64,
  /** A text of its digits, as many as the database has. */
  DECIMAL,
  /** A number; NaN and the infinities are texts. */
  FLOAT64,
  TEXT,
  /** A text in base64. */
  BYTES,
  /** A text such as 2026-11-20. */
  DATE,
  /** A text such as 13:45:00. */
  TIME,
  /** A text such as 2026-11-20T13:45:00, without a zone. */
  TIMESTAMP,
  /** A text such as 2026-11-20T13:45:00Z, a moment. */
  INSTANT,
  /** A text of JSON. */
  JSON,
  /** A text as the database writes it. */
  OTHER
}
