package io.auterity.platform.expression;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The order of sorting: numbers by value, texts by character, of one sort of values alone. */
record SortOrder(TextBudget budget, String name) {

  /** Keys that can be compared with each other, in the places of those given. */
  Object[] keys(List<?> given) {
    Object[] keys = new Object[given.size()];
    boolean decimals = given.stream().anyMatch(Double.class::isInstance);
    for (int place = 0; place < keys.length; place++) {
      Object key = given.get(place);
      keys[place] = decimals ? decimal(key, place) : key;
      if (!comparable(keys[place]) || keys[place].getClass() != keys[0].getClass()) {
        throw unfit(given, place);
      }
    }
    return keys;
  }

  private static boolean comparable(Object key) {
    return switch (key) {
      case Long n -> true;
      case BigDecimal n -> true;
      case String s -> true;
      case Boolean b -> true;
      case Instant i -> true;
      case Duration d -> true;
      default -> false;
    };
  }

  // Whole and decimal numbers are compared exactly, else there would be no order of all.
  private Object decimal(Object key, int place) {
    return switch (key) {
      case Long number -> BigDecimal.valueOf(number);
      case Double number when Double.isFinite(number) -> new BigDecimal(number);
      case Double number ->
          throw budget.refused("%s: item %d is %s".formatted(name, place, number));
      default -> key;
    };
  }

  private RuntimeException unfit(List<?> given, int place) {
    String first = "item 0 is " + CelValues.described(given.getFirst());
    String other = ", item %d %s".formatted(place, CelValues.described(given.get(place)));
    return budget.refused(
        "%s: takes numbers, or texts, times, durations, true or false; %s%s"
            .formatted(name, first, place == 0 ? "" : other));
  }

  @SuppressWarnings("unchecked") // All are of one class, which keys() sees to.
  int compare(Object one, Object other) {
    if (one instanceof String text && other instanceof String next) {
      budget.read(text.length() < next.length() ? text : next, 1);
    }
    return ((Comparable<Object>) one).compareTo(other);
  }
}
