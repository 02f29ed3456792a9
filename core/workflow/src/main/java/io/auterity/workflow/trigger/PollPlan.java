package io.auterity.workflow.trigger;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.expression.BadExpressionException;
import io.auterity.platform.expression.EvaluationException;
import io.auterity.platform.expression.Expression;
import io.auterity.platform.expression.Template;
import io.auterity.platform.expression.TemplateCompiler;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A poll that is compiled against the operation that it calls; it decides, and makes no call. */
final class PollPlan {

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  static final Duration LONGEST = Duration.ofDays(7);
  private static final String CURSOR = "cursor";

  final Capability capability;
  private final Template with;
  private final Expression items;
  private final Expression id;
  private final @Nullable Expression position;

  private PollPlan(
      Capability capability,
      Template with,
      Expression items,
      Expression id,
      @Nullable Expression position) {
    this.capability = capability;
    this.with = with;
    this.items = items;
    this.id = id;
    this.position = position;
  }

  /**
   * Compiles it.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid}, naming the field; {@code
   *     not_found} when there is no such operation
   */
  static PollPlan of(Poll poll, Catalogue catalogue) {
    Capability capability = catalogue.get(poll.call());
    if (capability.effect() != Effect.NONE || capability.stream()) {
      throw EventCondition.invalid("poll.call", poll.call() + " does not merely read a list");
    }
    if (poll.every().compareTo(SHORTEST) < 0 || poll.every().compareTo(LONGEST) > 0) {
      throw EventCondition.invalid("poll.every", "must be 10s to 7d");
    }
    Map<String, ValueType> before = Map.of("position", Scalar.TEXT);
    ValueType result = ValueType.ofSchema(capability.outputSchema());
    return new PollPlan(
        capability,
        template("poll.with", poll.with(), before),
        expression("poll.items", poll.items(), Map.of("result", result)),
        expression("poll.id", poll.id(), Map.of("item", Scalar.ANY)),
        poll.position() == null
            ? null
            : expression(
                "poll.position",
                poll.position(),
                Map.of("position", Scalar.TEXT, "result", result)));
  }

  private static Template template(String field, Json value, Map<String, ValueType> names) {
    EventCondition.within(field, value);
    try {
      return TemplateCompiler.ofRuns(names).compile(value);
    } catch (BadExpressionException e) {
      throw EventCondition.invalid(field, String.valueOf(e.getMessage()));
    }
  }

  private static Expression expression(String field, String text, Map<String, ValueType> names) {
    if (template(field, Json.of(text), names) instanceof Template.Whole(Expression found)) {
      return found;
    }
    throw EventCondition.invalid(field, "must be one expression, e.g. " + Poll.ITEMS);
  }

  /**
   * The input of a call.
   *
   * @param page cursor of the page that is wanted; null of the first
   * @throws EvaluationException when it has none
   */
  Json.Obj input(@Nullable String position, @Nullable String page) {
    Json.Obj input = (Json.Obj) with.evaluate(named("position", text(position)));
    return page == null ? input : input.with(CURSOR, Json.of(page));
  }

  /** The cursor of the page that follows; null when there is none, or it cannot be asked for. */
  @Nullable String next(Json.Obj result) {
    boolean takes =
        capability.inputSchema().get("properties") instanceof Json.Obj properties
            && properties.get(CURSOR) != null;
    return takes ? result.text("next") : null;
  }

  /**
   * The items of an answer.
   *
   * @throws EvaluationException when it has no value
   * @throws io.auterity.spi.CallFailedException {@code invalid} when that is no list
   */
  List<Json> items(Json.Obj result) {
    if (items.evaluate(named("result", result)) instanceof Json.Arr(List<Json> found)) {
      return found;
    }
    throw EventCondition.invalid("poll.items", "is no list");
  }

  /**
   * By what an item is known again.
   *
   * @throws EvaluationException when it has no value
   * @throws io.auterity.spi.CallFailedException {@code invalid} when that is no text
   */
  String id(Json item) {
    return switch (id.evaluate(named("item", item))) {
      case Json.Str(String text) when !text.isBlank() && text.indexOf('\0') < 0 -> text;
      case Json.Int number -> number.toString();
      default -> throw EventCondition.invalid("poll.id", "is no text, or has a character U+0000");
    };
  }

  /**
   * What is kept for the next time.
   *
   * @throws EvaluationException when it has no value
   */
  @Nullable String position(@Nullable String before, Json.Obj result) {
    if (position == null) {
      return before;
    }
    Json kept =
        position.evaluate(
            name ->
                switch (name) {
                  case "position" -> text(before);
                  case "result" -> result;
                  default -> null;
                });
    return switch (kept) {
      case Json.Str(String text) -> text;
      case Json.Int number -> number.toString();
      default -> before;
    };
  }

  private static Json text(@Nullable String text) {
    return Json.of(text == null ? "" : text);
  }

  private static Expression.Bindings named(String one, Json value) {
    return name -> name.equals(one) ? value : null;
  }
}
