package io.auterity.workflow.trigger.webhook;

import io.auterity.spi.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A verified call of a trigger's webhook.
 *
 * @param key by which its sender tells a repetition of it; null where it gives none
 * @param headers those that expressions may read, by their lower-case names
 */
public record IncomingCall(
    @Nullable String key, Json body, Map<String, String> headers, Map<String, String> query) {

  public IncomingCall {
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
  }

  /** What expressions read of it. */
  public Json.Obj json() {
    return Json.EMPTY
        .with("body", body)
        .with("headers", texts(headers))
        .with("query", texts(query));
  }

  private static Json.Obj texts(Map<String, String> values) {
    Json.Obj texts = Json.EMPTY;
    for (Map.Entry<String, String> one : values.entrySet()) {
      texts = texts.with(one.getKey(), Json.of(one.getValue()));
    }
    return texts;
  }
}
