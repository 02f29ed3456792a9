package io.auterity.cli.api;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Walks a list of the API page by page. */
public final class PageWalk {

  /** As {@link #each}, for a capability that lists: the cursor goes into the input. */
  public static void eachPosted(
      ApiClient api, String path, ObjectNode query, Consumer<JsonNode> sink) {
    ObjectNode next = query.deepCopy();
    while (true) {
      JsonNode page = api.post(path, next);
      page.path("items").forEach(sink);
      if (!page.hasNonNull("next")) {
        return;
      }
      next.put("cursor", page.path("next").asString());
    }
  }

  /** Hands every item to {@code sink}, in order; {@code path} already holds a query. */
  public static void each(ApiClient api, String path, Consumer<JsonNode> sink) {
    eachPage(api, path, page -> page.path("items").forEach(sink));
  }

  /** Hands over whole pages. */
  public static void eachPage(ApiClient api, String path, Consumer<JsonNode> sink) {
    String cursor = "";
    do {
      JsonNode page = api.get(path + cursor);
      sink.accept(page);
      cursor =
          page.hasNonNull("next")
              ? "&cursor=" + UrlEncoding.encoded(page.path("next").asString())
              : "";
    } while (!cursor.isEmpty());
  }
}
