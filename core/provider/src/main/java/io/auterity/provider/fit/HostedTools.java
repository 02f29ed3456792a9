package io.auterity.provider.fit;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a chat that its vendor would carry out itself, at a vendor that has others: a search
 * of the web becomes the vendor's own where it has one, any other is left out and named. A choice
 * that would mean nothing then goes with it.
 */
public final class HostedTools {

  private static final String RESPONSES = CustomToolCalls.RESPONSES;
  private static final String CHAT = CustomToolCalls.CHAT;
  private static final String CHOICE = "tool_choice";
  private static final String ASKED = "extra.%s.%s".formatted(CHAT, WebSearch.OPTIONS);
  private static final String LIMIT = "max_tool_calls";
  private static final String REQUIRED = "required";
  private static final Set<String> KNOWN =
      Set.of(RESPONSES, CHAT, WebSearch.ANTHROPIC, WebSearch.GEMINI);

  /** What a vendor loses of whom it is not known which tools it has. */
  public static final List<String> ALL_LOST =
      KNOWN.stream()
          .sorted()
          .flatMap(dialect -> Stream.of("tools." + dialect, "messages.opaque." + dialect))
          .toList();

  /** What stands among them though its caller carries it out. */
  private static final Set<String> CALLERS =
      Set.of("namespace", CustomToolCalls.CUSTOM, "function");

  /** Models of chat completions that search: https://platform.openai.com/docs/models. */
  private static final Pattern SEARCHES = Pattern.compile(".*-search(-.*)?");

  private final Function<ChatRequest, List<String>> lossy;
  private final ChatRequest asked;
  private final Set<String> lost = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final List<Tool> tools = new ArrayList<>();
  private final Map<String, Map<String, Json>> extra = new LinkedHashMap<>();
  private @Nullable String choice;
  private boolean changed;

  private HostedTools(ChatRequest asked, Function<ChatRequest, List<String>> lossy) {
    this.asked = asked;
    this.lossy = lossy;
    this.choice = asked.toolChoice();
  }

  /**
   * A chat with the tools that its vendor has, and what is lost of the others.
   *
   * @param unbilled whether a search that no answer would tell is not asked for in that way
   */
  public record Turned(ChatRequest request, List<String> lost, boolean unbilled) {
    public Turned {
      lost = List.copyOf(lost);
    }
  }

  /**
   * The chat as a vendor takes it; the same where it has all of its tools.
   *
   * @param lossy what the vendor loses of a chat, by name
   */
  public static Turned of(ChatRequest asked, Function<ChatRequest, List<String>> lossy) {
    ChatRequest chat = AllowedTools.of(asked, lossy);
    boolean any = chat.tools() != null && chat.tools().stream().anyMatch(HostedTools::isHosted);
    return any || options(chat) != null
        ? new HostedTools(chat, lossy).turned()
        : new Turned(chat, List.of(), false);
  }

  private static boolean isHosted(Tool tool) {
    String dialect = tool.dialect();
    if (dialect == null || !KNOWN.contains(dialect)) {
      return false;
    }
    boolean openAi = dialect.equals(RESPONSES) || dialect.equals(CHAT);
    String type = type(tool);
    return openAi ? !CALLERS.contains(type) : !Boolean.TRUE.equals(tool.strict()) || search(tool);
  }

  private static boolean search(Tool tool) {
    return WebSearch.of(tool, null) != null;
  }

  private static String type(Tool tool) {
    String dialect = tool.dialect();
    String type = dialect == null ? null : Extra.in(tool.extra(), dialect).text("type");
    return type == null ? tool.name() : type;
  }

  private static Json.@Nullable Obj options(ChatRequest chat) {
    return Extra.in(chat.extra(), CHAT).get(WebSearch.OPTIONS) instanceof Json.Obj options
        ? options
        : null;
  }

  private Turned turned() {
    List<String> lacks = lossy.apply(asked);
    if (asked.extra() != null) {
      asked
          .extra()
          .forEach((dialect, fields) -> extra.put(dialect, new LinkedHashMap<>(fields.fields())));
    }
    List<Tool> given = Objects.requireNonNullElse(asked.tools(), List.of());
    List<Tool> hosted =
        given.stream()
            .filter(tool -> isHosted(tool) && lacks.contains("tools." + tool.dialect()))
            .toList();
    given.stream().filter(tool -> !hosted.contains(tool)).forEach(tools::add);
    hosted.forEach(this::turn);
    boolean unbilled = turnOptions(lacks);
    if (!changed) {
      return new Turned(asked, List.of(), false);
    }
    choose();
    return new Turned(request(), List.copyOf(lost), unbilled);
  }

  private void turn(Tool tool) {
    changed = true;
    gone.add(tool.name());
    Map<String, Json> own = extra.getOrDefault(RESPONSES, Map.of());
    Integer most =
        own.get(LIMIT) instanceof Json.Int(long calls) ? Math.clamp(calls, 1, 100) : null;
    WebSearch search = WebSearch.of(tool, most);
    if (search == null || !asks(search)) {
      lost.add(name(tool));
    } else if (most != null) {
      own.remove(LIMIT);
    }
  }

  private static String name(Tool tool) {
    String dialect = String.valueOf(tool.dialect());
    String type = type(tool);
    return dialect.equals(RESPONSES) || dialect.equals(CHAT)
        ? "tools." + type
        : "tools.%s.%s".formatted(dialect, type);
  }

  // What a chat asks by a field, where the field is lost.
  private boolean turnOptions(List<String> lacks) {
    Json.Obj options = options(asked);
    if (options == null || !lacks.contains(ASKED)) {
      return false;
    }
    changed = true;
    Objects.requireNonNull(extra.get(CHAT)).remove(WebSearch.OPTIONS);
    if (!asks(WebSearch.ofOptions(options))) {
      lost.add(ASKED);
    }
    return true;
  }

  /** Whether the vendor is asked for a search in its own way. */
  private boolean asks(WebSearch search) {
    if (tools.stream().anyMatch(HostedTools::search)) {
      return true;
    }
    boolean named = tools.stream().anyMatch(tool -> tool.name().equals("web_search"));
    for (String dialect : List.of(RESPONSES, WebSearch.ANTHROPIC, WebSearch.GEMINI)) {
      Tool tool = search.tool(dialect, _ -> {});
      if (has(probe().tools(List.of(tool)).build(), "tools." + dialect)) {
        if (dialect.equals(WebSearch.GEMINI) ? standsAlone() : !named) {
          tools.add(search.tool(dialect, this::loseOfSearch));
          limit(dialect, search);
          return true;
        }
        return false;
      }
    }
    Json.Obj options = Json.EMPTY.with(WebSearch.OPTIONS, Json.EMPTY);
    if (!SEARCHES.matcher(asked.model()).matches()
        || !has(probe().extra(Extra.of(CHAT, options)).build(), ASKED)) {
      return false;
    }
    extra
        .computeIfAbsent(CHAT, _ -> new LinkedHashMap<>())
        .put(WebSearch.OPTIONS, search.options(this::loseOfSearch));
    return true;
  }

  private ChatRequest.Builder probe() {
    return ChatRequest.builder(asked.model(), List.of(Message.text(Role.USER, "?")));
  }

  private boolean has(ChatRequest chat, String name) {
    return !lossy.apply(chat).contains(name);
  }

  // Gemini searches beside no functions, and not for an answer in JSON.
  private boolean standsAlone() {
    boolean functions =
        asked.tools() != null && asked.tools().stream().anyMatch(one -> !isHosted(one));
    return !functions && asked.answerSchema() == null && !asked.wantsAnyJson();
  }

  private void loseOfSearch(String field) {
    lost.add("tools.web_search." + field);
  }

  private void limit(String dialect, WebSearch search) {
    if (dialect.equals(RESPONSES) && search.most() != null) {
      extra
          .computeIfAbsent(RESPONSES, _ -> new LinkedHashMap<>())
          .put(LIMIT, Json.of((long) search.uses()));
    }
    if (search.most() != null && search.uses() < search.most()) {
      loseOfSearch("max_uses");
    }
  }

  private void choose() {
    Map<String, Json> own = extra.getOrDefault(RESPONSES, Map.of());
    boolean stays = tools.stream().anyMatch(tool -> RESPONSES.equals(tool.dialect()));
    if (!stays && own.get(CHOICE) instanceof Json.Obj said) {
      own.remove(CHOICE);
      lost.add("toolChoice");
      choice = REQUIRED.equals(said.text("mode")) ? REQUIRED : null;
    }
    if (choice != null && gone.contains(choice)) {
      chooseHosted(own);
    }
    boolean nothing =
        tools.isEmpty() || tools.stream().allMatch(tool -> WebSearch.GEMINI.equals(tool.dialect()));
    if (nothing && choice != null) {
      if (!choice.equals("auto") && !choice.equals("none")) {
        lost.add("toolChoice");
      }
      choice = null;
    }
    if (tools.isEmpty()) {
      extra.values().forEach(fields -> fields.remove(CHOICE));
    }
  }

  // A choice of a tool that was turned is one of what it became, where such can be chosen.
  private void chooseHosted(Map<String, Json> own) {
    if (tools.stream().anyMatch(tool -> RESPONSES.equals(tool.dialect()) && search(tool))) {
      extra
          .computeIfAbsent(RESPONSES, _ -> new LinkedHashMap<>(own))
          .put(CHOICE, Json.EMPTY.with("type", Json.of("web_search")));
    } else {
      lost.add("toolChoice");
    }
    choice = null;
  }

  private ChatRequest request() {
    Map<String, Json.Obj> left = new LinkedHashMap<>();
    extra.forEach(
        (dialect, fields) -> {
          if (!fields.isEmpty()) {
            left.put(dialect, new Json.Obj(fields));
          }
        });
    return asked.toBuilder()
        .tools(tools.isEmpty() ? null : tools)
        .toolChoice(choice)
        .parallelTools(tools.isEmpty() ? null : asked.parallelTools())
        .extra(left.isEmpty() ? null : left)
        .build();
  }
}
