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

/**
 * The plan of an event stream: how the bodies of replies become events, and when the vendor is
 * asked for more.
 */
final class StreamPlan {

  /** Items of one reply, of which a stream takes more than a page does. */
  static final int MOST_ITEMS = 100_000;

  /** The longest time between two requests, unless a vendor asks for more. */
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private static final int USUAL_PAUSE = 2;

  /** Bytes that are sent again and again, at most so many in a second. */
  private static final int AGAIN_IN_A_SECOND = 500_000;

  /** Items of a list that is read again and again, at most so many in a second. */
  private static final int ITEMS_IN_A_SECOND = 100;

  /** As of when a request asks for a list; has no value where it asks for now. */
  static final String SINCE = "since";

  private final String path;
  final Cut cut;
  final @Nullable Expression items;
  final @Nullable String at;
  private final Duration every;
  private final @Nullable Expression from;
  private final @Nullable Expression next;
  private final @Nullable Expression more;
  private final @Nullable Expression until;
  private final @Nullable Expression key;
  private final @Nullable Expression mark;
  private final @Nullable Expression asOf;

  /** What one part of a body is. */
  enum Cut {
    /** A line of text. Positions are bytes. */
    LINES,
    /** A server-sent event. Positions are bytes. */
    EVENTS,
    /** An item of a list in JSON. Positions are items. */
    ITEMS,
    /**
     * What differs in a list since it was read last. Positions are as of when it was read, in the
     * vendor's words.
     */
    CHANGES;

    ValueType type() {
      return switch (this) {
        case LINES -> Scalar.TEXT;
        case EVENTS ->
            ValueType.Struct.required(
                Map.of("event", Scalar.TEXT, "id", Scalar.TEXT, "data", Scalar.TEXT));
        case ITEMS -> Scalar.ANY;
        case CHANGES ->
            ValueType.Struct.required(
                Map.of("change", Scalar.TEXT, "key", Scalar.TEXT, "item", Scalar.ANY));
      };
    }

    boolean ofList() {
      return this == ITEMS || this == CHANGES;
    }

    private static Cut of(Json.Obj said) {
      String cut = Objects.requireNonNullElse(said.text("cut"), "lines");
      return valueOf(cut.toUpperCase(Locale.ROOT));
    }
  }

  /** The names of requests of a stream: of changes, also as of when the list is asked for. */
  static NameScope asking(Json.Obj operation, NameScope scope) {
    return Cut.of(ConnectorFile.object(operation, "stream")) == Cut.CHANGES
        ? scope.with(SINCE, Scalar.TEXT)
        : scope;
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
    this.cut = Cut.of(said);
    NameScope item = after.with("it", Scalar.ANY);
    this.key = item.expression(said, this.path, "key");
    this.mark = item.expression(said, this.path, "mark");
    this.asOf = after.expression(said, this.path, "asOf");
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
    checkChanges(said, scope);
    boolean ofItems = cut.ofList();
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

  private void checkChanges(Json.Obj said, NameScope scope) {
    boolean changes = cut == Cut.CHANGES;
    for (String name : new String[] {"key", "mark", "asOf"}) {
      if (changes == (said.get(name) == null)) {
        scope
            .problems()
            .add(
                JsonPath.field(path, name),
                changes ? "is not said" : "belongs to changes alone",
                changes ? "say key, mark and asOf" : "remove it, or say cut: changes");
      }
    }
    for (String name : new String[] {"at", "next", "until"}) {
      if (changes && said.get(name) != null) {
        scope.problems().add(JsonPath.field(path, name), "has no meaning for changes", "remove it");
      }
    }
  }

  /** The names of one part. */
  NameScope of(NameScope after) {
    return cut == Cut.CHANGES
        ? after.with(Map.of("it", cut.type(), "position", Scalar.TEXT))
        : after.with(Map.of("it", cut.type(), "position", Scalar.INT, "number", Scalar.INT));
  }

  /** Where the caller wants changes to begin; null for all that there is. */
  @Nullable String since(Values values) {
    Json said = from == null ? null : values.evaluated(from, path + ".from");
    return said instanceof Json.Str(String text) ? text : null;
  }

  /** What an item of a list is known by. */
  String key(Values item) {
    return text(key, item, "key");
  }

  /** What differs when an item has changed. */
  String mark(Values item) {
    return text(mark, item, "mark");
  }

  /** As of when a list was read. */
  String asOf(Values reply) {
    return text(asOf, reply, "asOf");
  }

  private String text(@Nullable Expression expression, Values values, String name) {
    String place = path + "." + name;
    if (expression != null
        && values.evaluated(expression, place) instanceof Json.Str(String text)) {
      return text;
    }
    throw UnfitReply.at(place, values, "has no text there");
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
    if (at != null || cut.ofList()) {
      return every;
    }
    return atLeast(read / AGAIN_IN_A_SECOND);
  }

  /**
   * How long to wait before a list is read again whole: the longer, the more it holds.
   *
   * @param bytes of the replies that it took
   */
  Duration pause(long bytes, int items) {
    return atLeast(Math.max(bytes / AGAIN_IN_A_SECOND, items / ITEMS_IN_A_SECOND));
  }

  private Duration atLeast(long seconds) {
    Duration slow = Duration.ofSeconds(Math.min(seconds, LONGEST_PAUSE.toSeconds()));
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
