package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the bodies of replies become events, and when the vendor is asked for more of them. */
final class StreamPlan {

  /** Items of one reply, of which a stream takes more than a page does. */
  static final int MOST_ITEMS = 100_000;

  private static final int USUAL_PAUSE = 2;
  private static final int LONGEST_PAUSE = 60;

  /** Bytes that are sent again and again, at most so many in a second. */
  private static final int AGAIN_IN_A_SECOND = 500_000;

  private final String path;
  final Cut cut;
  final @Nullable Expression items;
  final @Nullable String at;
  private final Duration every;
  private final @Nullable Expression from;
  private final @Nullable Expression next;
  private final @Nullable Expression more;
  private final @Nullable Expression until;

  /** What one part of a body is. */
  enum Cut {
    /** A line of text. Positions are bytes. */
    LINES,
    /** A server-sent event. Positions are bytes. */
    EVENTS,
    /** An item of a list in JSON. Positions are items. */
    ITEMS;

    ValueType type() {
      return switch (this) {
        case LINES -> Scalar.TEXT;
        case EVENTS ->
            ValueType.Struct.required(
                Map.of("event", Scalar.TEXT, "id", Scalar.TEXT, "data", Scalar.TEXT));
        case ITEMS -> Scalar.ANY;
      };
    }
  }

  /**
   * Compiles the form of a stream.
   *
   * @param before names that requests know
   * @param after names that replies know
   */
  StreamPlan(Json.Obj operation, String path, NameScope before, NameScope after) {
    Json.Obj said = ConnectorFile.object(operation, "stream");
    this.path = JsonPath.field(path, "stream");
    this.cut =
        Cut.valueOf(Objects.requireNonNullElse(said.text("cut"), "lines").toUpperCase(Locale.ROOT));
    this.from = before.expression(said, this.path, "from");
    this.at = said.text("at");
    this.items = after.expression(said, this.path, "items");
    this.next = after.expression(said, this.path, "next");
    this.more = after.condition(said, this.path, "more");
    this.until = of(after).condition(said, this.path, "until");
    this.every =
        Duration.ofSeconds(
            said.get("every") instanceof Json.Int(long seconds) ? seconds : USUAL_PAUSE);
    check(said, after);
  }

  private void check(Json.Obj said, NameScope scope) {
    if (cut == Cut.EVENTS) {
      for (String name : new String[] {"from", "at", "next", "more"}) {
        if (said.get(name) != null) {
          scope
              .problems()
              .add(
                  JsonPath.field(path, name),
                  "has no meaning for server-sent events",
                  "remove it; they come by themselves");
        }
      }
    }
    boolean ofItems = cut == Cut.ITEMS;
    if (ofItems != (said.get("items") != null)) {
      scope
          .problems()
          .add(
              path,
              ofItems ? "needs 'items'" : "has items, but is not cut by them",
              ofItems ? "say where the reply holds the list" : "say cut: items");
    }
    if (at != null && from == null) {
      scope.problems().add(path, "has 'at' without 'from'", "say where the stream begins");
    }
  }

  /** The names of one part. */
  NameScope of(NameScope after) {
    return after.with(Map.of("it", cut.type(), "position", Scalar.INT, "number", Scalar.INT));
  }

  /**
   * Where the caller wants the stream to begin.
   *
   * @throws CallFailedException {@code invalid} when it is no number
   */
  long from(Values values) {
    Json said = from == null ? null : values.evaluated(from, path + ".from");
    return switch (said) {
      case null -> 0;
      case Json.Null n -> 0;
      case Json.Int(long number) when number >= 0 -> number;
      case Json.Str(String text) when text.matches("\\d{1,15}") -> Long.parseLong(text);
      default ->
          throw new CallFailedException(
              FailureCode.INVALID, "a stream cannot begin there; begin without a position");
    };
  }

  /** Where the vendor says that the next reply begins; null when it does not. */
  @Nullable Long next(Values reply) {
    Json said = next == null ? null : reply.evaluated(next, path + ".next");
    return switch (said) {
      case Json.Int(long number) -> number;
      case Json.Str(String text) when text.matches("\\d{1,15}") -> Long.parseLong(text);
      case null, default -> null;
    };
  }

  /**
   * How long to wait before the vendor is asked again: the longer, the more it would send again.
   *
   * @param read how much of it is known already
   */
  Duration pause(long read) {
    if (at != null || cut == Cut.ITEMS) {
      return every;
    }
    Duration slow = Duration.ofSeconds(Math.min(read / AGAIN_IN_A_SECOND, LONGEST_PAUSE));
    return slow.compareTo(every) > 0 ? slow : every;
  }

  /** Whether more may come after a reply. */
  boolean more(Values reply) {
    return more != null && reply.hold(more, path + ".more");
  }

  /** Whether a part ends the stream. */
  boolean ends(Values part) {
    return until != null && part.hold(until, path + ".until");
  }
}
