package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.toolkit.json.JsonWalk;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a whole message for its usage, and whether it may pass as it was written. What each
 * message has and an endpoint leaves out is put in as the nothing that it means.
 */
final class MessageScan {

  private static final Set<String> NEEDED =
      Set.of("id", "type", "role", "model", "content", "stop_reason", "usage");
  private static final Set<String> REASONS =
      Set.of(
          "end_turn",
          "max_tokens",
          "tool_use",
          "pause_turn",
          "refusal",
          "model_context_window_exceeded");

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "text", Set.of("text", "citations"),
          "tool_use", Set.of("id", "name", "input", "caller"),
          "thinking", Set.of("thinking", "signature"));

  /** A field of a block that not every endpoint tells, and what it is then. */
  private static final Map<String, String> USUAL =
      Map.of("text", "citations", "tool_use", "caller");

  private static final Map<String, String> NOTHING =
      Map.of("citations", "null", "caller", "{\"type\":\"direct\"}");

  private final JsonWalk walk;
  private TokenUsage usage = TokenUsage.NONE;

  private MessageScan(JsonWalk walk) {
    this.walk = walk;
  }

  /** The answer as it may pass; null when it must be read. */
  static @Nullable WireAnswer of(byte[] body) {
    return JsonWalk.through(body, walk -> new MessageScan(walk).answer());
  }

  private WireAnswer answer() {
    Set<String> found = HashSet.newHashSet(16);
    walk.enterObject();
    int begin = walk.end();
    for (String name = walk.field(); name != null; name = walk.field()) {
      takeField(name);
      found.add(name);
    }
    walk.require(found.containsAll(NEEDED) && !usage.equals(TokenUsage.NONE));
    for (String name : new String[] {"stop_sequence", "stop_details", "container"}) {
      if (!found.contains(name)) {
        walk.change(begin, begin, "\"" + name + "\":null,");
      }
    }
    return new WireAnswer(AnthropicFit.DIALECT, walk.changed(), usage);
  }

  private void takeField(String name) {
    switch (name) {
      case "id", "model" -> walk.require(walk.textLength() > 0);
      case "type" -> walk.require(walk.text().equals("message"));
      case "role" -> walk.require(walk.text().equals("assistant"));
      case "content" -> takeContent();
      case "stop_reason" -> walk.require(REASONS.contains(walk.text()));
      case "stop_sequence" -> walk.require(walk.isNull());
      case "usage" -> takeUsage();
      case "error" -> walk.require(walk.isNull());
      default -> walk.skip();
    }
  }

  private void takeContent() {
    walk.enterList();
    while (walk.item()) {
      takeBlock();
    }
  }

  // A block that only this vendor understands is carried unchanged anyway.
  private void takeBlock() {
    walk.enterObject();
    int begin = walk.end();
    String type = "";
    Set<String> names = HashSet.newHashSet(4);
    for (String name = walk.field(); name != null; name = walk.field()) {
      if (name.equals("type")) {
        type = walk.text();
      } else {
        takeBlockField(name);
        names.add(name);
      }
    }
    String usual = USUAL.get(type);
    if (usual != null && names.add(usual)) {
      walk.change(begin, begin, "\"" + usual + "\":" + NOTHING.get(usual) + ",");
    }
    Set<String> known = KNOWN.get(type);
    walk.require(!type.isEmpty() && (known == null || names.equals(known)));
  }

  private void takeBlockField(String name) {
    switch (name) {
      case "text", "thinking", "id", "name" -> walk.require(walk.isText());
      case "signature" -> walk.require(walk.textLength() > 0);
      case "input", "caller" -> walk.require(walk.value() instanceof Json.Obj);
      case "citations" -> walk.require(walk.isNull());
      default -> walk.skip();
    }
  }

  private void takeUsage() {
    int begin = walk.start();
    if (walk.value() instanceof Json.Obj told) {
      AnthropicMessage message = new AnthropicMessage(Json.EMPTY.with("usage", told));
      usage = message.usage();
      Json.Obj whole = message.wholeUsage();
      if (!whole.equals(told)) {
        walk.change(begin, walk.end(), whole.toString());
      }
    } else {
      walk.require(false);
    }
  }
}
