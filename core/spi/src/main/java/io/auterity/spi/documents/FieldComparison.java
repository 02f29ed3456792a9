package io.auterity.spi.documents;

/** How a filter compares a field with its value. */
public enum FieldComparison {
  EQ,
  /** Has another value; a document without the field is not found. */
  NE,
  LT,
  LE,
  GT,
  GE,
  /** Equals one item of the value, which is an array. */
  IN,
  /** Is an array that holds the value. */
  ARRAY_CONTAINS
}
