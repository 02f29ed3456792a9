package io.auterity.spi.documents;

/** A comparison operator of a filter, between a field and the filter's value. */
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
