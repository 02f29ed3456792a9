package io.auterity.provider.fit;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search of the web that a vendor makes while it answers, as OpenAI, Anthropic and Gemini each
 * spell it.
 *
 * @param only domains that may be found; null when any
 * @param not domains that may not
 * @param place where the user roughly is: city, region, country, timezone
 * @param context how much of what is found the model reads, in OpenAI's words
 * @param most how often it may search; null when nothing is said
 * @param others what else is said of it, by name
 */
record WebSearch(
    Json.@Nullable Arr only,
    Json.@Nullable Arr not,
    Map<String, Json> place,
    @Nullable String context,
    @Nullable Integer most,
    List<String> others) {

  /** Name of Anthropic on what only it understands. */
  static final String ANTHROPIC = "anthropic";

  /** Name of Gemini on what only it understands. */
  static final String GEMINI = "gemini";

  /** Field of a chat completion that asks for one. */
  static final String OPTIONS = "web_search_options";

  /** As many as are held for where its caller says nothing, and the most of the Responses API. */
  private static final int USUAL = 10;

  private static final String NAME = "web_search";
  private static final String LOCATION = "user_location";
  private static final String ALLOWED = "allowed_domains";
  private static final String BLOCKED = "blocked_domains";
  private static final String CONTEXT = "search_context_size";
  private static final String USES = "max_uses";
  private static final Set<String> GOOGLES =
      Set.of("googlesearch", "googlesearchretrieval", "enterprisewebsearch");
  private static final Set<String> PLACE = Set.of("city", "region", "country", "timezone");
  private static final Set<String> READ =
      Set.of("type", "name", "filters", LOCATION, ALLOWED, BLOCKED, CONTEXT, USES);

  /** The search that a tool is; null when it is another. */
  static @Nullable WebSearch of(Tool tool, @Nullable Integer most) {
    String dialect = tool.dialect();
    if (dialect == null) {
      return null;
    }
    Json.Obj own = Extra.in(tool.extra(), dialect);
    String type = Objects.requireNonNullElse(own.text("type"), "");
    return switch (dialect) {
      case CustomToolCalls.RESPONSES, CustomToolCalls.CHAT ->
          type.startsWith(NAME) ? openAi(own, most) : null;
      case ANTHROPIC -> type.startsWith(NAME + "_") ? anthropic(own) : null;
      case GEMINI -> GOOGLES.contains(plain(tool.name())) ? gemini(own) : null;
      default -> null;
    };
  }

  /** Whether a tool is a search that was asked for in another dialect, and may go. */
  static boolean isTurned(Tool tool) {
    return Boolean.FALSE.equals(tool.strict()) && of(tool, null) != null;
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** What a chat completion asks by its field. */
  static WebSearch ofOptions(Json.Obj options) {
    Json.Obj place = object(options, LOCATION);
    Json.Obj near = object(place, "approximate");
    return new WebSearch(
        null,
        null,
        place(near.fields().isEmpty() ? place : near),
        options.text(CONTEXT),
        null,
        others(options));
  }

  private static WebSearch openAi(Json.Obj tool, @Nullable Integer most) {
    Json.Obj filters = object(tool, "filters");
    return new WebSearch(
        list(filters, ALLOWED),
        list(filters, BLOCKED),
        place(object(tool, LOCATION)),
        tool.text(CONTEXT),
        most,
        others(tool));
  }

  private static WebSearch anthropic(Json.Obj tool) {
    return new WebSearch(
        list(tool, ALLOWED),
        list(tool, BLOCKED),
        place(object(tool, LOCATION)),
        null,
        tool.get(USES) instanceof Json.Int(long uses)
            ? Math.clamp(uses, 1, Integer.MAX_VALUE)
            : null,
        others(tool));
  }

  private static WebSearch gemini(Json.Obj own) {
    Json.Obj said =
        own.fields().values().stream()
            .filter(Json.Obj.class::isInstance)
            .map(Json.Obj.class::cast)
            .findFirst()
            .orElse(Json.EMPTY);
    List<String> others = new ArrayList<>(said.fields().keySet());
    others.remove("excludeDomains");
    return new WebSearch(null, list(said, "excludeDomains"), Map.of(), null, null, others);
  }

  private static Json.Obj object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj found ? found : Json.EMPTY;
  }

  private static Json.@Nullable Arr list(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr(List<Json> items) && !items.isEmpty()
        ? new Json.Arr(items)
        : null;
  }

  private static Map<String, Json> place(Json.Obj told) {
    Map<String, Json> place = new LinkedHashMap<>();
    told.fields()
        .forEach(
            (name, value) -> {
              if (PLACE.contains(name) && value instanceof Json.Str) {
                place.put(name, value);
              }
            });
    return place;
  }

  private static List<String> others(Json.Obj told) {
    return told.fields().entrySet().stream()
        .filter(field -> !READ.contains(field.getKey()) && !field.getValue().equals(Json.NULL))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The tool by which a vendor of that dialect is asked for the same.
   *
   * @param lost told of each field that the vendor has not
   */
  Tool tool(String dialect, Consumer<String> lost) {
    others.forEach(lost);
    return switch (dialect) {
      case CustomToolCalls.RESPONSES -> own(NAME, dialect, responses(lost));
      case ANTHROPIC -> own(NAME, dialect, claude(lost));
      default -> {
        lose(only != null, ALLOWED, lost);
        lose(not != null, BLOCKED, lost);
        lose(!place.isEmpty(), LOCATION, lost);
        lose(context != null, CONTEXT, lost);
        lose(most != null, USES, lost);
        yield own("google_search", dialect, Json.EMPTY.with("google_search", Json.EMPTY));
      }
    };
  }

  private static Tool own(String name, String dialect, Json.Obj fields) {
    return Tool.builder(name, Json.EMPTY)
        .extra(Extra.of(dialect, fields))
        .strict(false)
        .dialect(dialect)
        .build();
  }

  private Json.Obj responses(Consumer<String> lost) {
    lose(not != null, BLOCKED, lost);
    Json.Obj tool = located(Json.EMPTY.with("type", Json.of(NAME)));
    tool = only == null ? tool : tool.with("filters", Json.EMPTY.with(ALLOWED, only));
    return context == null ? tool : tool.with(CONTEXT, Json.of(context));
  }

  // It takes domains that may be found or such that may not, never both.
  private Json.Obj claude(Consumer<String> lost) {
    lose(context != null, CONTEXT, lost);
    lose(only != null && not != null, BLOCKED, lost);
    Json.Obj tool =
        located(
            Json.EMPTY
                .with("type", Json.of("web_search_20250305"))
                .with("name", Json.of(NAME))
                .with(USES, Json.of((long) uses())));
    if (only != null) {
      return tool.with(ALLOWED, only);
    }
    return not == null ? tool : tool.with(BLOCKED, not);
  }

  private Json.Obj located(Json.Obj tool) {
    if (place.isEmpty()) {
      return tool;
    }
    Map<String, Json> near = new LinkedHashMap<>();
    near.put("type", Json.of("approximate"));
    near.putAll(place);
    return tool.with(LOCATION, new Json.Obj(near));
  }

  private static void lose(boolean said, String name, Consumer<String> lost) {
    if (said) {
      lost.accept(name);
    }
  }

  /** How often it may search where that must be said. */
  int uses() {
    return most == null ? USUAL : Math.min(most, USUAL);
  }

  /** The field by which a chat completion asks for the same. */
  Json.Obj options(Consumer<String> lost) {
    others.forEach(lost);
    lose(only != null, ALLOWED, lost);
    lose(not != null, BLOCKED, lost);
    lose(most != null, USES, lost);
    Json.Obj options = context == null ? Json.EMPTY : Json.EMPTY.with(CONTEXT, Json.of(context));
    return place.isEmpty()
        ? options
        : options.with(
            LOCATION,
            Json.EMPTY
                .with("type", Json.of("approximate"))
                .with("approximate", new Json.Obj(place)));
  }
}
