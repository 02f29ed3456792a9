package io.auterity.inspect;

/** The groups of words to which something belongs, by their numbers. */
record Groups(long low, long high) {

  /** How many there may be. */
  static final int MOST = 2 * Long.SIZE;

  static final Groups NONE = new Groups(0, 0);

  /** The one with that number. */
  static Groups of(int number) {
    return number < Long.SIZE ? new Groups(1L << number, 0) : new Groups(0, 1L << number);
  }

  Groups and(Groups other) {
    return new Groups(low | other.low, high | other.high);
  }

  /** Whether any of them is one of the others. */
  boolean meets(Groups others) {
    return ((low & others.low) | (high & others.high)) != 0;
  }
}
