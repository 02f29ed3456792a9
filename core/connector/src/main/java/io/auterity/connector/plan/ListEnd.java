package io.auterity.connector.plan;

import io.auterity.platform.expression.Expression;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a list that a vendor tells besides its items: how many there are, and whether it
 * truncates them.
 */
final class ListEnd {

  private static final String TOTAL = "total";
  private static final String TRUNCATED = "truncated";

  private final String path;
  private final @Nullable Expression total;
  private final @Nullable Expression truncated;

  /**
   * As an operation says it; what is wrong is noted.
   *
   * @param page what a reply and its page are called
   */
  ListEnd(Json.Obj said, String path, NameScope page) {
    this.path = path;
    this.total = page.number(said, path, TOTAL);
    this.truncated = page.condition(said, path, TRUNCATED);
    if (said.get("page") == null && (said.get(TOTAL) != null || said.get(TRUNCATED) != null)) {
      page.problems().add(path, "tells of a list, and has no page", "remove total: and truncated:");
    }
    if (said.get(TOTAL) != null && said.get("where") != null) {
      page.problems()
          .add(
              JsonPath.field(path, TOTAL),
              "counts what where: drops, so no caller would get as many",
              "remove it");
    }
  }

  /**
   * A page with what its reply tells of the list.
   *
   * @param lost whether there is more that no page can be asked for
   */
  Json.Obj told(Json.Obj page, Values values, boolean lost, Json total) {
    boolean cut =
        lost || (truncated != null && values.hold(truncated, JsonPath.field(path, TRUNCATED)));
    return page.with(TRUNCATED, Json.of(cut)).with(TOTAL, total);
  }

  /** Where the list ends by its length; null where the file says itself whether it is cut. */
  @Nullable Long end(Json length) {
    return truncated == null && length instanceof Json.Int(long items) ? items : null;
  }

  /** How many items the list has; null in JSON where the vendor leaves it out. */
  Json total(Values values) {
    String place = JsonPath.field(path, TOTAL);
    Json count = total == null ? null : values.evaluated(total, place);
    return switch (count) {
      case null -> Json.NULL;
      case Json.Null none -> none;
      case Json.Int known when known.value() >= 0 -> known;
      default ->
          throw UnfitReply.at(place, values, "has %s as the number of items".formatted(count));
    };
  }
}
