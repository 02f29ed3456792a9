package io.auterity.workflow.trigger.schedule;

import io.auterity.spi.CallFailedException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a cron expression: which values it takes.
 *
 * @param values those that it takes
 * @param star whether it begins with {@code *}
 */
record CronField(BitSet values, boolean star) {

  private static final Pattern PART =
      Pattern.compile(
          "(?<star>\\*)?(?<from>\\w{1,3})?(?:-(?<to>\\w{1,3}))?(?:/(?<step>\\d{1,3}))?");

  /**
   * What a field may hold.
   *
   * @param names of its values, the first one that of {@code least}; empty where it has none
   */
  record Range(String name, int least, int most, List<String> names) {

    static final Range MINUTE = new Range("minute", 0, 59, List.of());
    static final Range HOUR = new Range("hour", 0, 23, List.of());
    static final Range DAY = new Range("day of the month", 1, 31, List.of());
    static final Range MONTH =
        new Range(
            "month",
            1,
            12,
            List.of(
                "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                "DEC"));

    /** Sunday is both 0 and 7. */
    static final Range WEEKDAY =
        new Range(
            "day of the week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private int value(String written) {
      int named = names.indexOf(written.toUpperCase(Locale.ROOT));
      int value =
          named >= 0 ? named + least : written.matches("\\d{1,3}") ? Integer.parseInt(written) : -1;
      if (value < least || value > most) {
        throw refused(written);
      }
      return value;
    }

    private CallFailedException refused(String written) {
      String known = names.isEmpty() ? "" : " or " + names.getFirst() + " to " + names.getLast();
      return Schedule.invalid(
          "cron",
          "'%s' is no %s; write %d to %d%s, *, lists and ranges of these, e.g. */5 or 1-3,5"
              .formatted(written, name, least, most, known));
    }
  }

  /**
   * Reads a field.
   *
   * @throws CallFailedException {@code invalid}, naming what is none of its values
   */
  static CronField of(Range range, String written) {
    BitSet values = new BitSet();
    for (String part : written.split(",", -1)) {
      add(values, range, part);
    }
    return new CronField(values, written.startsWith("*"));
  }

  private static void add(BitSet values, Range range, String part) {
    Matcher read = PART.matcher(part);
    if (!read.matches() || (read.group("star") == null) == (read.group("from") == null)) {
      throw range.refused(part);
    }
    boolean star = read.group("star") != null;
    boolean ends = read.group("to") != null;
    boolean steps = read.group("step") != null;
    int from = star ? range.least() : range.value(read.group("from"));
    int to = ends ? range.value(read.group("to")) : star || steps ? range.most() : from;
    int step = steps ? Integer.parseInt(read.group("step")) : 1;
    if ((star && ends) || step == 0 || to < from) {
      throw range.refused(part);
    }
    for (int value = from; value <= to; value += step) {
      values.set(value);
    }
  }
}
