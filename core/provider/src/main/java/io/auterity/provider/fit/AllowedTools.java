package io.auterity.provider.fit;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Tool;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * A choice of some of a chat's functions, as OpenAI knows it, for vendors that do not: they are
 * told of no others, and whether one must be called. Nothing of it is lost so.
 */
final class AllowedTools {

  private static final String CHOICE = "tool_choice";
  private static final String TYPE = "allowed_tools";
  private static final String LOST = "extra.%s.%s".formatted(CustomToolCalls.CHAT, CHOICE);

  /**
   * The chat with the functions that may be called; the same where its vendor has such a choice.
   */
  static ChatRequest of(ChatRequest chat, Function<ChatRequest, List<String>> lossy) {
    Json.Obj own = Extra.in(chat.extra(), CustomToolCalls.CHAT);
    if (!(own.get(CHOICE) instanceof Json.Obj said)
        || !TYPE.equals(said.text("type"))
        || chat.tools() == null
        || !lossy.apply(chat).contains(LOST)) {
      return chat;
    }
    Json.Obj choice = CustomToolCalls.choice(said);
    Set<String> names = names(choice);
    List<Tool> left =
        chat.tools().stream()
            .filter(tool -> isHosted(tool) || names.contains(tool.name()))
            .toList();
    if (left.isEmpty()) {
      return chat;
    }
    Map<String, Json> rest = new LinkedHashMap<>(own.fields());
    rest.remove(CHOICE);
    Map<String, Json.Obj> extra = new LinkedHashMap<>(Objects.requireNonNull(chat.extra()));
    extra.put(CustomToolCalls.CHAT, new Json.Obj(rest));
    if (rest.isEmpty()) {
      extra.remove(CustomToolCalls.CHAT);
    }
    boolean must = "required".equals(choice.text("mode"));
    return chat.toBuilder()
        .tools(left)
        .toolChoice(must ? "required" : null)
        .extra(extra.isEmpty() ? null : extra)
        .build();
  }

  private static boolean isHosted(Tool tool) {
    String dialect = tool.dialect();
    return dialect != null
        && !CustomToolCalls.CUSTOM.equals(Extra.in(tool.extra(), dialect).text("type"));
  }

  private static Set<String> names(Json.Obj choice) {
    Set<String> names = new HashSet<>();
    if (choice.get("tools") instanceof Json.Arr(List<Json> some)) {
      for (Json one : some) {
        String name =
            one instanceof Json.Obj tool ? CustomToolCalls.choice(tool).text("name") : null;
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
