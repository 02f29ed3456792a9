package io.auterity.inspect;

/** The groups of words to which something belongs, by their numbers. */
record Groups(long low, long middle, long high) {

  /** How many there may be. */
  static final int MOST = 3 * Long.SIZE;

  static final Groups NONE = new Groups(0, 0, 0);

  /** The one with that number. */
  static Groups of(int number) {
    long bit = 1L << number;
    return switch (number / Long.SIZE) {
      case 0 -> new Groups(bit, 0, 0);
      case 1 -> new Groups(0, bit, 0);
      default -> new Groups(0, 0, bit);
    };
  }

  Groups and(Groups other) {
    return new Groups(low | other.low, middle | other.middle, high | other.high);
  }

  /** Whether any of them is one of the others. */
  boolean meets(Groups others) {
    return ((low & others.low) | (middle & others.middle) | (high & others.high)) != 0;
  }
}
