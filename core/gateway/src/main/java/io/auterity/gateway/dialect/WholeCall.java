package io.auterity.gateway.dialect;

import io.auterity.spi.Content;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call that is asked whole and answered whole.
 *
 * @param operation of the kind ai, e.g. {@code moderation.create}
 * @param input its record
 * @param model that is asked for; null when any will do
 * @param labels that the request means, beside those of its header
 * @param answer how what the call gives is written; it may refuse what has no place in the dialect
 */
public record WholeCall(
    String operation,
    Record input,
    @Nullable String model,
    Map<String, String> labels,
    BiFunction<Record, AnswerDefaults, Content> answer) {

  public WholeCall {
    labels = Map.copyOf(labels);
  }

  /** One whose answer is JSON. */
  public static <A extends Record> WholeCall json(
      String operation,
      Record input,
      @Nullable String model,
      @Nullable String user,
      Class<A> type,
      BiFunction<A, AnswerDefaults, byte[]> answer) {
    return new WholeCall(
        operation,
        input,
        model,
        labels(user),
        (made, defaults) ->
            Content.of("application/json", answer.apply(type.cast(made), defaults)));
  }

  /** One whose answer says itself what it is. */
  public static <A extends Record> WholeCall content(
      String operation,
      Record input,
      @Nullable String model,
      Class<A> type,
      Function<A, Content> answer) {
    return new WholeCall(
        operation, input, model, Map.of(), (made, defaults) -> answer.apply(type.cast(made)));
  }

  // The canonical inputs have no place for the end user, but routes and the decision do.
  private static Map<String, String> labels(@Nullable String user) {
    return user == null ? Map.of() : Map.of("user", user);
  }
}
