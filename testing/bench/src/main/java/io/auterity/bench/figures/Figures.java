package io.auterity.bench.figures;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named results, in the order they were added; the unit is part of the name. */
public final class Figures {

  private final Map<String, Double> values = new LinkedHashMap<>();

  /** Adds a figure, rounded to a thousandth. */
  public Figures add(String name, double value) {
    values.put(name, Math.round(value * 1000) / 1000.0);
    return this;
  }

  /**
   * Adds the median of several rounds, and their spread as {@code name_min} and {@code name_max}.
   */
  public Figures add(String name, Rounds rounds) {
    return add(name, rounds.median())
        .add(name + "_min", rounds.least())
        .add(name + "_max", rounds.most());
  }

  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }

  /** As members of a JSON object. */
  public String json() {
    StringBuilder text = new StringBuilder("{");
    values.forEach(
        (name, value) ->
            text.append(text.length() > 1 ? ", " : "")
                .append('"')
                .append(name)
                .append("\": ")
                .append(plain(value)));
    return text.append('}').toString();
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
