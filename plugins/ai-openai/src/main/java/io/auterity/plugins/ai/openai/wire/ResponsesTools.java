package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tools of a Responses API request: those that the caller carries out, and those that
 * the vendor bills by a unit that can be held before it is asked. Others would use more than was
 * held.
 */
final class ResponsesTools {

  /** How often the vendor may use its own in one answer; as many searches as are held. */
  static final int MOST_USES = 10;

  private static final String SEARCH = "web_search";
  private static final Json SMALLEST = Json.of("1g");
  private static final String CODE = "code_interpreter";

  /** The vendor carries out none of them, or only looks among those that it was given. */
  private static final Set<String> FREE =
      Set.of(
          "function",
          "custom",
          "tool_search",
          "apply_patch",
          "local_shell",
          "computer",
          "computer_use_preview");

  /**
   * Looks at all tools of a request.
   *
   * @param tools as they would be sent
   * @param limit how often the vendor may use its own, as the caller says it
   * @return how often it may; null when none of them is the vendor's
   */
  static @Nullable Json checked(@Nullable Json tools, @Nullable Json limit) {
    if (tools == null || tools.equals(Json.NULL)) {
      return limit;
    }
    if (!(tools instanceof Json.Arr(List<Json> all))) {
      throw Refusal.invalid(place("tools"), "must be a list");
    }
    boolean billed = false;
    for (Json tool : all) {
      billed |= isBilled(tool);
    }
    return billed ? bounded(limit) : limit;
  }

  private static Json bounded(@Nullable Json limit) {
    if (limit == null || limit.equals(Json.NULL)) {
      return Json.of(MOST_USES);
    }
    if (!(limit instanceof Json.Int(long most)) || most < 1 || most > MOST_USES) {
      throw Refusal.invalid(
          place("max_tool_calls"), "must be 1 to %d, not %s".formatted(MOST_USES, limit));
    }
    return limit;
  }

  private static boolean isBilled(Json tool) {
    String type = tool instanceof Json.Obj fields ? fields.text("type") : null;
    if (type == null) {
      throw Refusal.invalid(place("tools"), "must each have a type");
    }
    if (type.equals(CODE)) {
      checkContainer((Json.Obj) tool);
    }
    if (type.startsWith(SEARCH) || type.equals(CODE)) {
      return true;
    }
    if (type.equals("namespace")) {
      checkInside((Json.Obj) tool);
    } else if (!FREE.contains(type)) {
      throw refused(type);
    }
    return false;
  }

  // Larger containers cost more than the one that is held for.
  private static void checkContainer(Json.Obj tool) {
    Json size = ReplyFields.object(tool, "container").get("memory_limit");
    if (size != null && !size.equals(Json.NULL) && !size.equals(SMALLEST)) {
      throw refused("code_interpreter with a memory_limit above 1g");
    }
  }

  /** Looks at the tools inside an object, which are functions and tools of the caller's own. */
  static void checkInside(Json.Obj holder) {
    if (checked(holder.get("tools"), null) != null) {
      throw refused("%s with tools of the vendor's".formatted(holder.text("type")));
    }
  }

  private static RuntimeException refused(String type) {
    return Refusal.of(
        FailureCode.UNSUPPORTED,
        "tools",
        "the tool %s cannot be asked for: what the vendor bills for it is not known before;"
                .formatted(type)
            + " use web_search, code_interpreter or tools of your own");
  }

  private static String place(String name) {
    return "extra.%s.%s".formatted(ResponsesFit.DIALECT, name);
  }
}
