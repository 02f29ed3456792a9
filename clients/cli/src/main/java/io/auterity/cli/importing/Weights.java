package io.auterity.cli.importing;

import tools.jackson.databind.JsonNode;

/** Shares that others write as fractions or whole numbers, as whole ones. */
final class Weights {

  private static final int FINENESS = 100;
  private static final int MOST = 100_000;

  /** A hundred times the weight, which is 1 when none is written; 0 when it gets nothing. */
  static int whole(JsonNode weight) {
    if (!weight.isNumber()) {
      return FINENESS;
    }
    double value = weight.asDouble();
    return value <= 0 ? 0 : Math.clamp(Math.round(value * FINENESS), 1, MOST);
  }
}
