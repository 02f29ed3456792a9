package io.auterity.relay.route;

/** What a test of CEL comes to; an error is overruled by an operand that decides without it. */
enum Truth {
  FALSE,
  TRUE,
  ERROR;

  static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  Truth not() {
    return this == ERROR ? ERROR : of(this == FALSE);
  }
}
