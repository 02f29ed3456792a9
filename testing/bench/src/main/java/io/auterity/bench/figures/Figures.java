package io.auterity.bench.figures;

import java.math.BigDecimal;
import java.math.MathContext;
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

  /** Adds a figure that may be far below a thousandth, such as money. */
  public Figures addExact(String name, double value) {
    values.put(name, value);
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

  /** A line for each, with the spread behind a median. */
  public String text() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> {
          String base = name.replaceAll("_(min|max)$", "");
          if (base.equals(name) || !values.containsKey(base)) {
            text.append("%-36s %s%s%n".formatted(name, plain(value), spread(name)));
          }
        });
    return text.toString();
  }

  private String spread(String name) {
    Double least = values.get(name + "_min");
    Double most = values.get(name + "_max");
    return least == null || most == null ? "" : " (%s to %s)".formatted(plain(least), plain(most));
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
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : new BigDecimal(value, MathContext.DECIMAL32).stripTrailingZeros().toPlainString();
  }
}
