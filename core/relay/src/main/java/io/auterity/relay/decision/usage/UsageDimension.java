package io.auterity.relay.decision.usage;

import io.auterity.platform.id.WireId;
import io.auterity.platform.provider.Offer;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What usage is added up by.
 *
 * @param name as a query says it, e.g. {@code offer} or {@code label:team}
 * @param of the value of a row; empty when it has none
 */
public record UsageDimension(String name, Function<UsageRow, String> of) {

  private static final String LABEL = "label:";

  private static final Map<String, Function<UsageRow, String>> KNOWN = known();

  public UsageDimension {
    Objects.requireNonNull(name);
    Objects.requireNonNull(of);
  }

  private static Map<String, Function<UsageRow, String>> known() {
    Map<String, Function<UsageRow, String>> known = new LinkedHashMap<>();
    known.put("offer", row -> text(row.offer()));
    known.put("provider", row -> row.offer() == null ? "" : Offer.providerOf(row.offer()));
    known.put("model", row -> row.offer() == null ? "" : text(Offer.modelOf(row.offer())));
    known.put("key", row -> WireId.KEY.write(row.principal().id()));
    known.put("principal", row -> row.principal().name());
    known.put("team", row -> owner(row, "team"));
    known.put("project", row -> owner(row, "project"));
    known.put("user", row -> owner(row, "user"));
    known.put("capability", UsageRow::capability);
    known.put("day", row -> LocalDate.ofInstant(row.at(), ZoneOffset.UTC).toString());
    known.put("price_list", row -> String.join(", ", row.priceLists()));
    known.put("estimated", row -> Boolean.toString(row.estimated()));
    known.put("shadow", row -> Boolean.toString(row.shadow()));
    return known;
  }

  /**
   * Those of a list with commas between.
   *
   * @throws CallFailedException {@code invalid} when one is not known or stands there twice
   */
  public static List<UsageDimension> of(String list) {
    List<String> names = Arrays.stream(list.split(",")).map(String::strip).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new CallFailedException(
          FailureCode.INVALID, "by names something twice: '%s'".formatted(list));
    }
    return names.stream().map(UsageDimension::one).toList();
  }

  private static UsageDimension one(String name) {
    if (name.startsWith(LABEL) && name.length() > LABEL.length()) {
      String label = name.substring(LABEL.length());
      return new UsageDimension(name, row -> row.labels().getOrDefault(label, ""));
    }
    Function<UsageRow, String> of = KNOWN.get(name);
    if (of == null) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "by is a list of %s or label:NAME, and not '%s'"
              .formatted(String.join(", ", KNOWN.keySet()), name));
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
