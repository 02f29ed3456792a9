package io.auterity.insight.usage;

import io.auterity.platform.call.Principal;
import io.auterity.provider.Offer;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dimension by which usage is added up.
 *
 * @param name as a query says it, e.g. {@code offer} or {@code label:team}
 * @param of the value of a row; empty when it has none
 */
public record UsageDimension(String name, Function<UsageRow, String> of) {

  private static final String LABEL = "label:";

  private static final Map<String, Function<UsageRow, String>> KNOWN = known();

  private static final Map<String, DateTimeFormatter> CALENDAR = calendar();

  private static Map<String, Function<UsageRow, String>> known() {
    Map<String, Function<UsageRow, String>> known = new LinkedHashMap<>();
    known.put("offer", row -> text(row.offer()));
    known.put("provider", row -> row.offer() == null ? "" : Offer.providerOf(row.offer()));
    known.put("model", row -> row.offer() == null ? "" : text(Offer.modelOf(row.offer())));
    known.put("key", row -> Principal.ID.write(row.principal().id()));
    known.put("principal", row -> row.principal().name());
    known.put("team", row -> owner(row, "team"));
    known.put("project", row -> owner(row, "project"));
    known.put("user", row -> owner(row, "user"));
    known.put("capability", UsageRow::capability);
    known.put("route", row -> text(row.route()));
    known.put("price_list", row -> String.join(", ", row.priceLists()));
    known.put("estimated", row -> Boolean.toString(row.estimated()));
    known.put("shadow", row -> Boolean.toString(row.shadow()));
    return known;
  }

  // An hour tells its offset: where clocks are put back there are two of one name.
  private static Map<String, DateTimeFormatter> calendar() {
    Map<String, DateTimeFormatter> calendar = new LinkedHashMap<>();
    calendar.put("hour", DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:'00'XXX", Locale.ROOT));
    calendar.put("day", DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT));
    calendar.put("month", DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT));
    return calendar;
  }

  /**
   * Those of a list with commas between.
   *
   * @param zone whose calendar hours, days and months are of
   * @throws CallFailedException {@code invalid} when one is not known or stands there twice
   */
  public static List<UsageDimension> of(String list, ZoneId zone) {
    List<String> names = Arrays.stream(list.split(",")).map(String::strip).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new CallFailedException(
          FailureCode.INVALID, "by names something twice: '%s'".formatted(list));
    }
    return names.stream().map(name -> one(name, zone)).toList();
  }

  private static UsageDimension one(String name, ZoneId zone) {
    if (name.startsWith(LABEL) && name.length() > LABEL.length()) {
      String label = name.substring(LABEL.length());
      return new UsageDimension(name, row -> row.labels().getOrDefault(label, ""));
    }
    DateTimeFormatter calendar = CALENDAR.get(name);
    if (calendar != null) {
      DateTimeFormatter there = calendar.withZone(zone);
      return new UsageDimension(name, row -> there.format(row.at()));
    }
    Function<UsageRow, String> of = KNOWN.get(name);
    if (of == null) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "by is a list of %s, %s or label:NAME, and not '%s'"
              .formatted(
                  String.join(", ", KNOWN.keySet()), String.join(", ", CALENDAR.keySet()), name));
    }
    return new UsageDimension(name, of);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String owner(UsageRow row, String kind) {
    String prefix = kind + "/";
    return row.owners().stream()
        .filter(owner -> owner.startsWith(prefix))
        .map(owner -> owner.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
