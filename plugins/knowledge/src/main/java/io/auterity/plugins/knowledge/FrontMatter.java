package io.auterity.plugins.knowledge;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A file of Markdown with facts above the text, each on a line of its own: YAML whose values are
 * JSON, as other tools for Markdown read it.
 */
record FrontMatter(Json.Obj facts, String body) {

  private static final String FENCE = "---\n";

  byte[] bytes() {
    StringBuilder text = new StringBuilder(FENCE);
    facts
        .fields()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.append(FENCE).append(body).toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException when it is nothing of that kind
   */
  static FrontMatter of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\n" + FENCE);
    if (!text.startsWith(FENCE) || end < 0) {
      throw new IllegalArgumentException("no facts above the text");
    }
    Map<String, Json> facts = new LinkedHashMap<>();
    for (String line : text.substring(FENCE.length(), end).lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon < 1) {
        throw new IllegalArgumentException("a fact has no name");
      }
      facts.put(line.substring(0, colon), value(line.substring(colon + 2)));
    }
    return new FrontMatter(new Json.Obj(facts), text.substring(end + 1 + FENCE.length()));
  }

  private static Json value(String json) {
    try {
      return JsonUtf8.read(json);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("a fact is no JSON", e);
    }
  }

  String text(String name) {
    return Objects.requireNonNullElse(facts.text(name), "");
  }

  long number(String name) {
    return facts.get(name) instanceof Json.Int(long value) ? value : 0;
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }
}
