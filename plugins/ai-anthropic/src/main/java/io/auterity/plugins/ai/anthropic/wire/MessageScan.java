package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.toolkit.json.JsonWalk;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a message for its usage, and whether it may pass as it was written, to which
 * nothing is added.
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

  private final JsonWalk walk;
  private final boolean whole;
  private TokenUsage usage = TokenUsage.NONE;
  private boolean executed;

  private MessageScan(JsonWalk walk, boolean whole) {
    this.walk = walk;
    this.whole = whole;
  }

  /** The answer as it may pass; null when it must be read. */
  static @Nullable WireAnswer of(byte[] body) {
    return JsonWalk.through(
        body,
        walk -> {
          TokenUsage usage = new MessageScan(walk, true).message();
          walk.require(!usage.equals(TokenUsage.NONE));
          return new WireAnswer(AnthropicFit.DIALECT, walk.changed(), usage);
        });
  }

  /** What a message that only begins tells of its usage; a walk stands at it. */
  static TokenUsage beginning(JsonWalk walk) {
    return new MessageScan(walk, false).message();
  }

  private TokenUsage message() {
    Set<String> found = HashSet.newHashSet(16);
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      takeField(name);
      found.add(name);
    }
    walk.require(found.containsAll(NEEDED));
    return executed ? usage.and(Surcharge.CODE_SESSIONS, 1) : usage;
  }

  private void takeField(String name) {
    switch (name) {
      case "id", "model" -> walk.require(walk.textLength() > 0);
      case "type" -> walk.require(walk.text().equals("message"));
      case "role" -> walk.require(walk.text().equals("assistant"));
      case "content" -> takeContent();
      case "stop_reason" -> walk.require(whole ? isReason(walk) : walk.isNull());
      case "stop_sequence" -> walk.require(walk.isNull());
      case "usage" -> takeUsage();
      case "error" -> walk.require(walk.isNull());
      case "container" -> {
        executed = !walk.isNull();
        walk.skip();
      }
      default -> walk.skip();
    }
  }

  /** Whether a reason stands there that is told without the text that ended the answer. */
  static boolean isReason(JsonWalk walk) {
    return REASONS.contains(walk.text());
  }

  private void takeContent() {
    walk.enterList();
    while (walk.item()) {
      walk.require(whole);
      BlockScan.of(walk, true);
    }
  }

  private void takeUsage() {
    walk.require(walk.value() instanceof Json.Obj told && takeUsage(told));
  }

  private boolean takeUsage(Json.Obj told) {
    usage = new AnthropicMessage(Json.EMPTY.with("usage", told)).usage();
    return true;
  }
}
