package io.auterity.connector.plan;

import io.auterity.platform.expression.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a webhook delivery that its signature covers: the whole body, unless the connector
 * file names the signed text. Of that text it covers each part that is copied unchanged; a value
 * that an expression computes is not covered, as the result does not show its input.
 */
final class SignedPlaces {

  private static final List<String> TEXT = List.of("text");
  private static final List<String> ADDRESS = List.of("address");

  private final Set<List<String>> places = new HashSet<>();

  /**
   * @param over what is signed; null where the bytes of the body are
   */
  SignedPlaces(@Nullable Mapping over) {
    if (over == null) {
      places.add(TEXT);
    } else {
      over.expressions().forEach(one -> one.place().ifPresent(places::add));
    }
  }

  /** Whether the body is signed. */
  boolean body() {
    return places.contains(TEXT);
  }

  /** Whether all that an expression reads is signed. */
  boolean cover(Expression expression) {
    return expression.places().stream().allMatch(this::covers);
  }

  private boolean covers(List<String> place) {
    return switch (place.getFirst()) {
      case "body", "text" -> body();
      case "query" -> places.contains(ADDRESS);
      case "headers", "parts", "address", "method" -> places.contains(place);
      default -> true;
    };
  }
}
