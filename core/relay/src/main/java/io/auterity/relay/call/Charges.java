package io.auterity.relay.call;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a chat asks that changes its price: tools that a vendor carries out and bills by their use,
 * and classes of its service. What each dialect calls them stands in the tables of this class.
 */
final class Charges {

  /** Searches that a vendor may make where its request sets no bound. */
  static final long SEARCHES = 10;

  /** A tool of a dialect, by its type or name. */
  private record VendorTool(String dialect, Pattern name, String unit, long most) {}

  private static final List<VendorTool> TOOLS =
      List.of(
          tool("anthropic", "web_search_\\d+", Surcharge.WEB_SEARCHES, SEARCHES),
          tool("anthropic", "code_execution_\\d+", Surcharge.CODE_SESSIONS, 1),
          tool("gemini", "google_?search(_?retrieval)?", Surcharge.WEB_SEARCHES, SEARCHES),
          tool("gemini", "enterprise_?web_?search", Surcharge.WEB_SEARCHES, SEARCHES),
          tool("gemini", "google_?maps", Surcharge.MAP_SEARCHES, SEARCHES),
          tool("bedrock", "nova_grounding", Surcharge.WEB_SEARCHES, SEARCHES),
          tool("bedrock", "nova_code_interpreter", Surcharge.CODE_SESSIONS, 1),
          tool("openai", "web_search.*", Surcharge.WEB_SEARCHES, SEARCHES),
          tool("openai", "code_interpreter", Surcharge.CODE_SESSIONS, 1));

  /** Fields by whose presence a search is asked: one for each answer. */
  private static final Map<String, Set<String>> SEARCHING =
      Map.of("openai", Set.of("web_search_options"));

  /** Fields that name a class of service. */
  private static final Map<String, List<String>> CLASSES =
      Map.of(
          "openai", List.of("service_tier"),
          "anthropic", List.of("speed", "inference_geo"),
          "gemini", List.of("serviceTier", "service_tier"),
          "bedrock", List.of("serviceTier"));

  private Charges() {}

  private static VendorTool tool(String dialect, String name, String unit, long most) {
    return new VendorTool(dialect, Pattern.compile(name, Pattern.CASE_INSENSITIVE), unit, most);
  }

  /** The most of each unit that it can use. */
  static Map<String, Long> most(ChatRequest chat) {
    Map<String, Long> units = new HashMap<>();
    tier(chat).ifPresent(unit -> units.put(unit, 1L));
    units.putAll(untold(chat));
    if (chat.tools() != null) {
      for (Tool tool : chat.tools()) {
        VendorTool known = known(tool);
        if (known != null) {
          units.merge(known.unit(), bound(tool, known.most()), Math::max);
        }
      }
    }
    return units;
  }

  /** What it probably uses: each once. */
  static Map<String, Long> likely(ChatRequest chat) {
    Map<String, Long> units = most(chat);
    units.replaceAll((unit, most) -> 1L);
    return units;
  }

  /** What it uses though no answer tells it. */
  static Map<String, Long> untold(ChatRequest chat) {
    for (Map.Entry<String, Set<String>> fields : SEARCHING.entrySet()) {
      Json.Obj asked = Extra.in(chat.extra(), fields.getKey());
      for (String field : fields.getValue()) {
        if (asked.get(field) instanceof Json.Obj) {
          return Map.of(Surcharge.WEB_SEARCHES, 1L);
        }
      }
    }
    return Map.of();
  }

  private static Optional<String> tier(ChatRequest chat) {
    List<String> words = new ArrayList<>(1);
    CLASSES.forEach(
        (dialect, fields) -> {
          Json.Obj asked = Extra.in(chat.extra(), dialect);
          fields.forEach(field -> words.add(word(asked.get(field))));
        });
    return Surcharge.tier(words.toArray(String[]::new));
  }

  private static String word(@Nullable Json value) {
    return switch (value) {
      case Json.Str(String text) -> text;
      case Json.Obj object when object.text("type") != null -> String.valueOf(object.text("type"));
      case null, default -> "";
    };
  }

  private static @Nullable VendorTool known(Tool tool) {
    String dialect = tool.dialect();
    if (dialect != null) {
      for (VendorTool one : TOOLS) {
        if (one.dialect().equals(dialect) && isNamed(tool, dialect, one.name())) {
          return one;
        }
      }
    }
    return null;
  }

  // Vendors tell a tool of theirs by its type, or by the name of the one field that it is in.
  private static boolean isNamed(Tool tool, String dialect, Pattern name) {
    Json.Obj own = Extra.in(tool.extra(), dialect);
    String type = own.text("type");
    return (type != null && name.matcher(type).matches())
        || name.matcher(tool.name()).matches()
        || own.fields().keySet().stream().anyMatch(field -> name.matcher(field).matches());
  }

  private static long bound(Tool tool, long usual) {
    Json.Obj own = Extra.in(tool.extra(), String.valueOf(tool.dialect()));
    return own.get("max_uses") instanceof Json.Int(long most) && most > 0 ? most : usual;
  }
}
