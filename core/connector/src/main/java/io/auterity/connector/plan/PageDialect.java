package io.auterity.connector.plan;

import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One dialect of lists that come in pages. */
final class PageDialect {

  /** Items of one reply, whatever the vendor sends. */
  private static final int MOST_ITEMS = 1_000;

  /** Items of a list that a vendor gives in no pages. */
  private static final int MOST_OF_WHOLE = 100_000;

  /** Pages in a row that have no item and lead to another, where the file says no number. */
  private static final int MOST_EMPTY = 1_000;

  /** As many where the next one is only counted: such a list never leads to a page again. */
  private static final int MOST_EMPTY_COUNTED = 10;

  /** Where the request itself says what page it asks for. */
  private static final String REQUEST = "request";

  private static final String PAGE = "page";

  private static final int MOST_ASKED = 200;
  private static final int USUAL = 50;

  private final String path;
  private final Style style;
  private final String in;
  private final @Nullable String at;
  private final @Nullable String size;
  private final int first;
  private final int most;

  /** 0 where the file says no number. */
  private final int empty;

  private final Map<String, String> when;
  private final @Nullable Expression next;
  private final @Nullable Expression more;

  /** Whether {@code next} itself says where a list ends. */
  private final boolean endsByAbsence;

  private enum Style {
    /** By number of the page. */
    PAGE,
    /** By number of items before it. */
    OFFSET,
    /** By the query of the reply's link, or of the address that it says. */
    LINK,
    /** By what the reply says. */
    TOKEN,
    /** All at once; cut here. */
    WHOLE
  }

  /**
   * Where a page begins and how long it is.
   *
   * @param from number of items before it; 0 where a mark says it
   * @param place the vendor's own mark, or the query of a link, and the empty pages before it
   */
  record Ask(long from, int limit, EmptyPages place) {

    @Nullable String mark() {
      return place.mark();
    }
  }

  PageDialect(Json.Obj said, String path, NameScope scope) {
    String style = said.text("style");
    NameScope reply = told(scope.withReply()).with("input", Scalar.ANY);
    String place = said.text("in");
    this.path = path;
    this.style = Style.valueOf(style == null ? "WHOLE" : style.toUpperCase(Locale.ROOT));
    this.in = place == null ? "query" : place;
    this.at = said.text("at");
    this.size = said.text("size");
    this.first = number(said, "first", 1);
    this.most = Math.min(number(said, "most", MOST_ASKED), MOST_ASKED);
    this.empty = number(said, "empty", 0);
    this.when = texts(said, "when");
    this.next = reply.expression(said, path, "next");
    this.more = reply.condition(said, path, "more");
    this.endsByAbsence = next != null && next.reads().contains("absent");
    check(said, scope);
  }

  private static Map<String, String> texts(Json.Obj said, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (said.get(name) instanceof Json.Obj all) {
      all.fields().forEach((key, value) -> texts.put(key, String.valueOf(all.text(key))));
    }
    return texts;
  }

  /** The names of what a page tells of its list. */
  static NameScope told(NameScope reply) {
    return reply.with(
        PAGE,
        ValueType.Struct.required(
            Map.of("from", Scalar.ANY, "limit", Scalar.INT, "items", Scalar.INT)));
  }

  private void check(Json.Obj said, NameScope scope) {
    boolean numbered = style == Style.PAGE || style == Style.OFFSET;
    boolean told = style == Style.TOKEN && in.equals(REQUEST);
    if ((numbered || style == Style.TOKEN) && at == null && !told) {
      scope.problems().add(path, "needs 'at'", "say the parameter of where a page begins");
    }
    if (numbered && size == null) {
      scope.problems().add(path, "needs 'size'", "say the parameter of how many items it holds");
    }
    if (style == Style.TOKEN && next == null) {
      scope.problems().add(path, "needs 'next'", "say where the reply tells the next page");
    }
    if (!when.isEmpty() && (style != Style.LINK || next != null)) {
      scope
          .problems()
          .add(path, "has 'when', and reads no header Link", "remove it, or say style: link alone");
    }
    if (said.get("empty") != null && style != Style.LINK && style != Style.TOKEN) {
      scope.problems().add(path, "ends at its first empty page", "remove 'empty'");
    }
  }

  /** Notes what keeps a request from telling which page it asks for. */
  void check(StepPlan step, NameScope scope) {
    if (!in.equals("query") && !in.equals(REQUEST) && !step.request.takesBodyParameters()) {
      scope
          .problems()
          .add(
              step.path,
              "has no body in which %s could be".formatted(path),
              "say in: query there, or give the request a body of fields");
    }
    if (step.each != null && !in.equals(REQUEST)) {
      scope
          .problems()
          .add(
              step.path,
              "has each, but its list comes in pages",
              "say in: request there, and ask for the page in a step before");
    }
  }

  private static int number(Json.Obj said, String name, int usual) {
    return said.get(name) instanceof Json.Int(long value) ? (int) value : usual;
  }

  /**
   * What an input asks for.
   *
   * @throws CallFailedException {@code invalid} when the limit is out of range or the cursor is
   *     none
   */
  Ask ask(Json.Obj input) {
    long asked = input.get("limit") instanceof Json.Int(long value) ? value : USUAL;
    if (asked < 1 || asked > MOST_ASKED) {
      throw new CallFailedException(
          FailureCode.INVALID, "limit is %d; use 1 to %d".formatted(asked, MOST_ASKED));
    }
    int limit = (int) Math.min(asked, most);
    String cursor = input.text("cursor");
    return switch (style) {
      case LINK, TOKEN -> new Ask(0, limit, EmptyPages.of(cursor));
      case PAGE, OFFSET, WHOLE -> numbered(cursor, limit);
    };
  }

  private static Ask numbered(@Nullable String cursor, int limit) {
    if (cursor == null) {
      return new Ask(0, limit, EmptyPages.of(null));
    }
    if (!cursor.matches("\\d{1,9}")) {
      throw new CallFailedException(
          FailureCode.INVALID, "the cursor is none of this list; begin without one");
    }
    return new Ask(Long.parseLong(cursor), limit, EmptyPages.of(null));
  }

  /** The input with the vendor's own mark as its cursor, as a request that names it sends it. */
  Json.Obj withMark(Json.Obj input, Ask ask) {
    boolean marked = style == Style.TOKEN && input.text("cursor") != null;
    return marked ? input.with("cursor", Json.of(ask.mark())) : input;
  }

  /** What is added to the request of that page. */
  RequestPlan.Page parameters(Ask ask) {
    if (style == Style.LINK && ask.mark() != null) {
      LinkQuery link = LinkQuery.of(ask.mark());
      link.checkLength(size, most);
      return new RequestPlan.Page(Map.of(), Map.of(), link);
    }
    Map<String, Json> added = new LinkedHashMap<>();
    if (at != null) {
      switch (style) {
        case PAGE -> added.put(at, Json.of(ask.from() / length(ask) + first));
        case OFFSET -> added.put(at, Json.of(ask.from()));
        case TOKEN -> {
          if (ask.mark() != null) {
            added.put(at, Json.of(ask.mark()));
          }
        }
        default -> {}
      }
    }
    if (size != null) {
      added.put(size, Json.of(length(ask)));
    }
    return in.equals("query")
        ? new RequestPlan.Page(added, Map.of(), null)
        : new RequestPlan.Page(Map.of(), added, null);
  }

  // Pages have numbers only where all before are as long: of another limit, a length that fits.
  private int length(Ask ask) {
    return style == Style.PAGE && ask.from() % ask.limit() != 0
        ? BigInteger.valueOf(ask.from()).gcd(BigInteger.valueOf(ask.limit())).intValue()
        : ask.limit();
  }

  /** All items that a reply holds. */
  List<Json> items(@Nullable Json list, Values values, String place) {
    return style == Style.WHOLE
        ? Reply.items(
            list, values, place, MOST_OF_WHOLE, "it comes whole, and no list may be longer")
        : Reply.items(list, values, place, MOST_ITEMS, "ask for a smaller page");
  }

  /** The items of the page, of those that the reply holds. */
  List<Json> cut(List<Json> items, Ask ask) {
    if (style != Style.WHOLE) {
      return items;
    }
    int from = (int) Math.min(ask.from(), items.size());
    return items.subList(from, Math.min(items.size(), from + ask.limit()));
  }

  /** With which page it is, and how many items the reply holds. */
  Values told(Ask ask, Values reply, int items) {
    return reply.with(
        PAGE,
        Json.EMPTY
            .with("from", ask.mark() == null ? Json.of(ask.from()) : Json.of(ask.mark()))
            .with("limit", Json.of(length(ask)))
            .with("items", Json.of(items)));
  }

  /**
   * How a list goes on behind a page.
   *
   * @param mark where the next page begins; null when none can be asked for
   * @param cut whether the vendor says that there is more, and not where
   */
  record Next(@Nullable String mark, boolean cut) {

    private static final Next NONE = new Next(null, false);
    private static final Next LOST = new Next(null, true);

    private static Next at(long from) {
      return new Next(Long.toString(from), false);
    }
  }

  /**
   * How the list goes on.
   *
   * @param values what the page told
   * @param total how many items the whole list has; null where the vendor does not tell
   */
  Next next(Ask ask, Values values, int items, @Nullable Long total) {
    return switch (style) {
      case PAGE, OFFSET -> counted(ask, values, items, total);
      case WHOLE ->
          ask.from() + ask.limit() < items ? Next.at(ask.from() + ask.limit()) : Next.NONE;
      case LINK -> linked(ask, values, items, total != null && total > items);
      case TOKEN -> marked(ask, values, items);
    };
  }

  private Next counted(Ask ask, Values values, int items, @Nullable Long total) {
    boolean told = more == null ? items >= length(ask) : more(more, values);
    boolean left = total != null && total > ask.from() + items;
    if (!told && !left) {
      return Next.NONE;
    }
    // A page that is shorter than it was asked for says nothing of where the next one begins.
    boolean known = style == Style.OFFSET ? items > 0 : told && (items > 0 || more == null);
    return known ? Next.at(ask.from() + (style == Style.OFFSET ? items : length(ask))) : Next.LOST;
  }

  private Next linked(Ask ask, Values values, int items, boolean longer) {
    String address = next == null ? LinkQuery.next(values, when) : token(values);
    String query = LinkQuery.ofAddress(address);
    if (address != null && query == null) {
      return Next.LOST;
    }
    // How many items came before a page is known of the first alone.
    boolean left = (more != null && more(more, values)) || (longer && ask.mark() == null);
    return query == null && left ? Next.LOST : new Next(another(ask, query, values, items), false);
  }

  private Next marked(Ask ask, Values values, int items) {
    if (more != null && !more(more, values)) {
      return Next.NONE;
    }
    String mark = token(values);
    // A file that says when a list ends, by absent or by more, means no end by null.
    boolean ends = more == null && (!endsByAbsence || told(values) == null);
    return mark == null && !ends ? Next.LOST : new Next(another(ask, mark, values, items), false);
  }

  private @Nullable String another(Ask ask, @Nullable String mark, Values values, int items) {
    if (mark != null && mark.equals(ask.mark())) {
      throw UnfitReply.at(
          path,
          values,
          "names the page that was asked for as the next; the list would have no end");
    }
    EmptyPages next = ask.place().behind(items, mark);
    if (next.comesAgain()) {
      throw UnfitReply.at(
          path,
          values,
          "names a page that was empty before as the next; the list would have no end");
    }
    if (mark != null && next.inRow() >= mostEmpty(ask, next)) {
      throw UnfitReply.at(
          path,
          values,
          "is page %d in a row without an item that names a next one; the list would have no end"
              .formatted(next.inRow()));
    }
    return next.cursor();
  }

  private int mostEmpty(Ask ask, EmptyPages next) {
    if (empty > 0) {
      return empty;
    }
    return next.countsOnFrom(ask.mark(), ask.limit()) ? MOST_EMPTY_COUNTED : MOST_EMPTY;
  }

  private boolean more(Expression condition, Values values) {
    return values.hold(condition, path + ".more");
  }

  private @Nullable String token(Values values) {
    return switch (told(values)) {
      case Json.Str(String mark) when !mark.isEmpty() -> mark;
      case Json.Int(long mark) -> Long.toString(mark);
      case null, default -> null;
    };
  }

  // Null in Java where nothing is said.
  private @Nullable Json told(Values values) {
    try {
      return next == null ? null : next.evaluate(values);
    } catch (EvaluationException e) {
      values.refuse(e, Set.of(), path + ".next");
      return null;
    }
  }
}
