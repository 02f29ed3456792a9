package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.toolkit.json.JsonWalk;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a whole answer for its usage, and whether it may pass as it was written: it must
 * have all that the dialect asks for, and mean what it says. Any other answer must be read.
 */
final class AnswerScan {

  private static final Set<String> REASONS =
      Set.of("stop", "length", "tool_calls", "content_filter");

  private final JsonWalk walk;
  private TokenUsage usage = TokenUsage.NONE;
  private String reason = "";
  private String tier = "";
  private boolean asksForTools;

  private AnswerScan(JsonWalk walk) {
    this.walk = walk;
  }

  /** The answer as it may pass; null when it must be read. */
  static @Nullable WireAnswer of(byte[] body) {
    return JsonWalk.through(body, walk -> new AnswerScan(walk).answer());
  }

  private WireAnswer answer() {
    int needed = 6;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      needed -= takeField(name) ? 1 : 0;
    }
    walk.require(needed == 0 && !usage.equals(TokenUsage.NONE));
    return new WireAnswer(ChatJson.DIALECT, walk.changed(), UsageJson.served(usage, tier));
  }

  /** Takes a field; true when the dialect asks for it. */
  private boolean takeField(String name) {
    switch (name) {
      case "id", "model" -> walk.require(walk.textLength() > 0);
      case "object" -> walk.require(walk.text().equals("chat.completion"));
      case "created" -> walk.integer();
      case "choices" -> takeChoices();
      case "usage" -> takeUsage();
      case UsageJson.SERVICE_TIER -> {
        tier = walk.isNull() ? "" : walk.text();
        return false;
      }
      default -> {
        walk.require(!name.equals("error") || walk.isNull());
        walk.skip();
        return false;
      }
    }
    return true;
  }

  private void takeChoices() {
    walk.enterList();
    walk.require(walk.item());
    takeChoice();
    walk.require(!walk.item());
    walk.require(REASONS.contains(reason) && !(asksForTools && reason.equals("stop")));
  }

  private void takeChoice() {
    boolean first = false;
    boolean message = false;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      switch (name) {
        case "index" -> first = walk.integer() == 0;
        case "message" -> {
          takeMessage();
          message = true;
        }
        case "finish_reason" -> reason = walk.text();
        default -> walk.skip();
      }
    }
    walk.require(first && message);
  }

  private void takeMessage() {
    boolean role = false;
    boolean content = false;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      switch (name) {
        case "role" -> role = walk.text().equals("assistant");
        case "content" -> content = walk.isNull() || walk.textLength() > 0;
        case "refusal" -> walk.require(walk.isNull());
        case "tool_calls" -> takeToolCalls();
        default -> takeFurther(name);
      }
    }
    walk.require(role && content);
  }

  // Thoughts under another name, and sources without their places, are told in other words here.
  private void takeFurther(String name) {
    switch (name) {
      case "reasoning", "function_call", "auterity_parts" -> walk.require(walk.isNull());
      case "reasoning_content" -> walk.require(walk.isNull() || walk.isText());
      case "annotations" -> walk.require(walk.isNull() || isEmptyList());
      default -> walk.skip();
    }
  }

  private boolean isEmptyList() {
    walk.enterList();
    return !walk.item();
  }

  private void takeToolCalls() {
    if (walk.isNull()) {
      return;
    }
    walk.enterList();
    while (walk.item()) {
      takeToolCall();
      asksForTools = true;
    }
  }

  private void takeToolCall() {
    int needed = 3;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      switch (name) {
        case "id" -> walk.require(walk.textLength() > 0);
        case "type" -> walk.require(walk.text().equals("function"));
        case "function" -> takeFunction();
        default -> {
          walk.skip();
          needed++;
        }
      }
      needed--;
    }
    walk.require(needed == 0);
  }

  private void takeFunction() {
    int needed = 2;
    walk.enterObject();
    for (String name = walk.field(); name != null; name = walk.field()) {
      if (name.equals("name") || name.equals("arguments")) {
        walk.require(walk.isText());
        needed--;
      } else {
        walk.skip();
      }
    }
    walk.require(needed == 0);
  }

  private void takeUsage() {
    int begin = walk.start();
    walk.require(walk.value() instanceof Json.Obj told && takeUsage(told, begin));
  }

  private boolean takeUsage(Json.Obj told, int begin) {
    usage = UsageJson.read(told);
    Json.Obj whole = UsageJson.whole(told, usage);
    if (!whole.equals(told)) {
      walk.change(begin, walk.end(), whole.toString());
    }
    return true;
  }
}
