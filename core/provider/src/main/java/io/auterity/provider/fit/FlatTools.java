package io.auterity.provider.fit;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Tool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools that OpenAI's two APIs have beside functions, for vendors that lack some of them, and
 * what a model says of them back. The functions of a namespace stand beside all others, and a
 * custom tool, which takes a text, is a function of one text. What the vendor itself would carry
 * out is left out and named.
 *
 * <p>Of one attempt, and confined to its thread: calls of custom tools are gathered as they grow.
 */
public final class FlatTools {

  private static final String RESPONSES = CustomToolCalls.RESPONSES;
  private static final String CHAT = CustomToolCalls.CHAT;
  private static final String INPUT = "input";
  private static final String CUSTOM = CustomToolCalls.CUSTOM;
  private static final String NAMESPACE = "namespace";
  private static final String CHOICE = "tool_choice";
  private static final String CALL = CustomToolCalls.CALL;
  private static final String MORE_TOOLS = "additional_tools";
  private static final int LONGEST = 16 * 1024 * 1024;
  private static final int MOST_VALUES = 1_000_000;
  private static final int LONGEST_FORMAT = 4_000;
  private static final JsonReader JSON = JsonReader.bounded(LONGEST, MOST_VALUES);

  private static final Json.Obj NO_PARAMETERS =
      Json.EMPTY.with("type", Json.of("object")).with("properties", Json.EMPTY);

  /** A tool as its caller knows it. */
  private record Origin(@Nullable String namespace, String name, boolean custom) {}

  /** A call of a custom tool that grows. */
  private static final class Growing {
    private final Part.ToolCall first;
    private final StringBuilder arguments = new StringBuilder();

    private Growing(Part.ToolCall first) {
      this.first = first;
    }
  }

  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final Map<Origin, String> names = new HashMap<>();
  private final Map<Integer, Growing> growing = new HashMap<>();
  private final Set<String> lost = new LinkedHashSet<>();
  private final ChatRequest request;

  private FlatTools(ChatRequest chat) {
    this.request = flat(chat);
  }

  private static ChatRequest without(ChatRequest chat, String dialect) {
    Map<String, Json> rest = new LinkedHashMap<>(Extra.in(chat.extra(), dialect).fields());
    if (rest.remove(CHOICE) == null) {
      return chat;
    }
    Map<String, Json.Obj> extra = new LinkedHashMap<>(Objects.requireNonNull(chat.extra()));
    extra.remove(dialect);
    if (!rest.isEmpty()) {
      extra.put(dialect, new Json.Obj(rest));
    }
    return chat.toBuilder().extra(extra.isEmpty() ? null : extra).build();
  }

  // Tools that a conversation brings, as newer clients of the Responses API do.
  private static List<Json.Obj> inside(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj item)
            && dialect.equals(RESPONSES)
            && MORE_TOOLS.equals(item.text("type"))
            && item.get("tools") instanceof Json.Arr(List<Json> tools)
        ? tools.stream().filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast).toList()
        : List.of();
  }

  private static Json.Obj form(Tool tool) {
    return tool.dialect() == null
        ? Json.EMPTY
        : CustomToolCalls.tool(Extra.in(tool.extra(), tool.dialect()));
  }

  private ChatRequest flat(ChatRequest chat) {
    List<Tool> tools = new ArrayList<>();
    List<Tool> given = Objects.requireNonNullElse(chat.tools(), List.of());
    given.stream()
        .filter(tool -> !isOwn(tool))
        .forEach(tool -> name(new Origin(null, tool.name(), false)));
    for (Tool tool : given) {
      if (isOwn(tool)) {
        flatten(form(tool), null, tools);
      } else {
        tools.add(tool);
      }
    }
    chat.messages().stream()
        .flatMap(message -> message.parts().stream())
        .forEach(part -> inside(part).forEach(tool -> flatten(tool, null, tools)));
    ChatRequest flat = chat.withTools(tools.isEmpty() ? chat.tools() : tools);
    return chosen(flat.withMessages(messages(chat.messages())));
  }

  /** Whether anything of a chat is said as only OpenAI says it. */
  public static boolean isNeeded(ChatRequest chat) {
    return (chat.tools() != null && chat.tools().stream().anyMatch(FlatTools::isOwn))
        || chat.messages().stream()
            .flatMap(message -> message.parts().stream())
            .anyMatch(FlatTools::isOwn);
  }

  /** Whether what a connector loses of a chat is of those. */
  public static boolean isLost(List<String> lost) {
    return lost.stream()
        .anyMatch(
            name ->
                name.equals("tools." + RESPONSES)
                    || name.equals("tools." + CHAT)
                    || name.equals("messages.opaque." + RESPONSES)
                    || name.equals("messages.opaque." + CHAT)
                    || name.startsWith("messages.tool_call.extra." + RESPONSES));
  }

  private static boolean isOwn(Tool tool) {
    return RESPONSES.equals(tool.dialect()) || CHAT.equals(tool.dialect());
  }

  private static boolean isOwn(Part part) {
    return switch (part) {
      case Part.Opaque own -> own.dialect().equals(RESPONSES) || CustomToolCalls.isChats(own);
      case Part.ToolCall call -> !Extra.in(call.extra(), RESPONSES).fields().isEmpty();
      case Part.ToolResult result -> result.parts().stream().anyMatch(FlatTools::isOwn);
      default -> false;
    };
  }

  /** The tools of a chat. */
  public static FlatTools of(ChatRequest chat) {
    return new FlatTools(chat);
  }

  /** The chat with functions alone. */
  public ChatRequest request() {
    return request;
  }

  /** What is left out, by name, e.g. {@code tools.web_search}. */
  public List<String> lost() {
    return List.copyOf(lost);
  }

  private void flatten(Json.Obj tool, @Nullable String namespace, List<Tool> tools) {
    String type = Objects.requireNonNullElse(tool.text("type"), "");
    String name = tool.text("name");
    if (type.equals(NAMESPACE) && namespace == null && name != null) {
      if (tool.get("tools") instanceof Json.Arr(List<Json> inside)) {
        inside.forEach(one -> flatten(one instanceof Json.Obj it ? it : Json.EMPTY, name, tools));
      }
    } else if (name != null && (type.equals("function") || type.equals(CUSTOM))) {
      boolean custom = type.equals(CUSTOM);
      String flat = name(new Origin(namespace, name, custom));
      tools.add(custom ? custom(flat, tool) : function(flat, tool));
    } else {
      lost.add("tools." + (type.isEmpty() ? "of_no_type" : type));
    }
  }

  private static Tool function(String flat, Json.Obj tool) {
    return Tool.builder(
            flat, tool.get("parameters") instanceof Json.Obj schema ? schema : NO_PARAMETERS)
        .description(tool.text("description"))
        .strict(tool.get("strict") instanceof Json.Bool(boolean strict) ? strict : null)
        .build();
  }

  private Tool custom(String flat, Json.Obj tool) {
    String description = Objects.requireNonNullElse(tool.text("description"), "");
    String format = "";
    if (tool.get("format") instanceof Json.Obj form && form.text("definition") != null) {
      lost.add("tools.custom.format");
      String grammar = Objects.requireNonNull(form.text("definition"));
      format =
          "Must fit this grammar (%s): %s"
              .formatted(
                  form.text("syntax"),
                  grammar.substring(0, Math.min(LONGEST_FORMAT, grammar.length())));
    }
    Json.Obj text =
        Json.EMPTY
            .with("type", Json.of("string"))
            .with("description", Json.of(("The whole text for the tool. " + format).strip()));
    Json.Obj schema =
        Json.EMPTY
            .with("type", Json.of("object"))
            .with("properties", Json.EMPTY.with(INPUT, text))
            .with("required", Json.array(List.of(Json.of(INPUT))))
            .with("additionalProperties", Json.of(false));
    return Tool.builder(flat, schema)
        .description(description.isEmpty() ? null : description)
        .build();
  }

  // The same tool is always called the same, and two tools are never called one name.
  private String name(Origin origin) {
    String known = names.get(origin);
    if (known != null) {
      return known;
    }
    String base =
        origin.namespace() == null || !origins.containsKey(origin.name())
            ? origin.name()
            : origin.namespace() + "__" + origin.name();
    String flat = base;
    for (int again = 2; origins.containsKey(flat); again++) {
      flat = base + "_" + again;
    }
    origins.put(flat, origin);
    names.put(origin, flat);
    return flat;
  }

  // A choice of several that holds none of these tools is said as it was.
  private ChatRequest chosen(ChatRequest flat) {
    String dialect = Extra.in(flat.extra(), RESPONSES).get(CHOICE) == null ? CHAT : RESPONSES;
    if (!(Extra.in(flat.extra(), dialect).get(CHOICE) instanceof Json.Obj said)
        || (dialect.equals(CHAT) && !choosesCustom(said))) {
      return flat;
    }
    Json.Obj choice = CustomToolCalls.choice(said);
    String named = named(choice);
    if (named == null
        && choice.get("tools") instanceof Json.Arr(List<Json> some)
        && some.size() == 1
        && some.getFirst() instanceof Json.Obj only
        && "required".equals(choice.text("mode"))) {
      named = named(CustomToolCalls.choice(only));
    }
    if (named == null) {
      lost.add("toolChoice");
      named = "required".equals(choice.text("mode")) ? "required" : null;
    }
    return without(flat, dialect).toBuilder().toolChoice(named).build();
  }

  private static boolean choosesCustom(Json.Obj said) {
    Json.Obj choice = CustomToolCalls.choice(said);
    return CUSTOM.equals(choice.text("type"))
        || (choice.get("tools") instanceof Json.Arr(List<Json> some)
            && some.stream().anyMatch(one -> one instanceof Json.Obj tool && choosesCustom(tool)));
  }

  private @Nullable String named(Json.Obj choice) {
    String name = choice.text("name");
    return name == null
        ? null
        : names.get(new Origin(choice.text(NAMESPACE), name, CUSTOM.equals(choice.text("type"))));
  }

  private List<Message> messages(List<Message> messages) {
    Set<String> gone = new HashSet<>();
    return PartChanges.all(messages, part -> there(part, gone)).stream()
        .filter(message -> !message.parts().isEmpty())
        .toList();
  }

  private @Nullable Part there(Part part, Set<String> gone) {
    return switch (part) {
      case Part.Opaque(String dialect, Json.Obj item) when dialect.equals(RESPONSES) ->
          said(part, item, gone);
      case Part.Opaque(String _, Json.Obj call) when CustomToolCalls.isChats(part) ->
          said(part, CustomToolCalls.item(call), gone);
      case Part.ToolCall call -> called(call);
      case Part.ToolResult result when gone.contains(result.id()) -> {
        lost.add("messages.opaque." + RESPONSES);
        yield null;
      }
      case Part.ToolResult result -> answered(result);
      default -> part;
    };
  }

  // A call of what the vendor carried out, or of a form of its own, goes with what answers it.
  private @Nullable Part said(Part part, Json.Obj item, Set<String> gone) {
    String id = item.text("call_id");
    String name = item.text("name");
    if (MORE_TOOLS.equals(item.text("type"))) {
      return null;
    }
    if (CALL.equals(item.text("type")) && id != null && name != null) {
      String input = Objects.requireNonNullElse(item.text(INPUT), "");
      return new Part.ToolCall(
          id,
          name(new Origin(item.text(NAMESPACE), name, true)),
          Json.EMPTY.with(INPUT, Json.of(input)).toString());
    }
    if (id != null) {
      gone.add(id);
    }
    return part;
  }

  private Part called(Part.ToolCall call) {
    Json.Obj own = Extra.in(call.extra(), RESPONSES);
    if (own.fields().isEmpty()) {
      return call;
    }
    own.fields().keySet().stream()
        .filter(name -> !name.equals(NAMESPACE))
        .forEach(name -> lost.add("messages.tool_call.extra.%s.%s".formatted(RESPONSES, name)));
    Map<String, Json.Obj> extra = new LinkedHashMap<>(Objects.requireNonNull(call.extra()));
    extra.remove(RESPONSES);
    return new Part.ToolCall(
        call.id(),
        name(new Origin(own.text(NAMESPACE), call.name(), false)),
        call.arguments(),
        extra.isEmpty() ? null : extra);
  }

  private Part answered(Part.ToolResult result) {
    if (!isOwn(result)) {
      return result;
    }
    List<Part.Content> parts = new ArrayList<>();
    for (Part.Content content : result.parts()) {
      if (content instanceof Part.Opaque(String dialect, Json.Obj item)
          && dialect.equals(RESPONSES)
          && item.get("output") != null) {
        parts.add(new Part.Text(words(item.get("output"))));
      } else {
        parts.add(content);
      }
    }
    return new Part.ToolResult(result.id(), parts, result.error());
  }

  private static String words(@Nullable Json output) {
    return switch (output) {
      case null -> "";
      case Json.Str(String text) -> text;
      case Json.Arr(List<Json> pieces) -> {
        List<String> texts = new ArrayList<>();
        for (Json piece : pieces) {
          String text = piece instanceof Json.Obj one ? one.text("text") : null;
          texts.add(text == null ? piece.toString() : text);
        }
        yield String.join("\n", texts);
      }
      default -> output.toString();
    };
  }

  /** An answer, or one event of it, with the tools as their caller knows them. */
  public Record back(Record told) {
    return switch (told) {
      case ChatResponse answer -> {
        List<Part> parts = answer.parts().stream().map(this::back).toList();
        yield parts.equals(answer.parts())
            ? answer
            : new ChatResponse(
                answer.id(),
                answer.model(),
                parts,
                answer.reason(),
                answer.usage(),
                answer.extra(),
                answer.detail(),
                answer.xml());
      }
      case ChatEvent.PartDelta(int index, Part.ToolCall call) -> grown(index, call);
      case ChatEvent.PartDone(int index) -> {
        Growing call = growing.remove(index);
        yield call == null
            ? told
            : new ChatEvent.PartDelta(index, item(call.first, call.arguments.toString()));
      }
      default -> told;
    };
  }

  private Part back(Part part) {
    if (!(part instanceof Part.ToolCall call)) {
      return part;
    }
    Origin origin = origins.get(call.name());
    return origin == null
        ? part
        : origin.custom() ? item(call, call.arguments()) : named(call, origin);
  }

  // The text of a custom tool is told whole, as its arguments are what can be read of it.
  private Record grown(int index, Part.ToolCall call) {
    Growing known = growing.get(index);
    Origin origin = origins.get(call.name());
    if (known == null && (origin == null || !origin.custom())) {
      return new ChatEvent.PartDelta(index, origin == null ? call : named(call, origin));
    }
    if (known == null && input(call.arguments()) != null) {
      return new ChatEvent.PartDelta(index, item(call, call.arguments()));
    }
    Growing grows = known == null ? new Growing(call) : known;
    growing.put(index, grows);
    grows.arguments.append(call.arguments());
    return new ChatEvent.PartGrown(index, call.arguments().length());
  }

  private static Part named(Part.ToolCall call, Origin origin) {
    if (origin.namespace() == null) {
      return call.name().equals(origin.name())
          ? call
          : new Part.ToolCall(call.id(), origin.name(), call.arguments(), call.extra());
    }
    Map<String, Json.Obj> extra = new LinkedHashMap<>();
    if (call.extra() != null) {
      extra.putAll(call.extra());
    }
    extra.put(RESPONSES, Json.EMPTY.with(NAMESPACE, Json.of(origin.namespace())));
    return new Part.ToolCall(call.id(), origin.name(), call.arguments(), extra);
  }

  private Part item(Part.ToolCall call, String arguments) {
    Origin origin = Objects.requireNonNull(origins.get(call.name()));
    String input = input(arguments);
    Map<String, Json> item = new LinkedHashMap<>();
    item.put("id", Json.of("ctc_" + call.id()));
    item.put("type", Json.of(CALL));
    item.put("status", Json.of("completed"));
    item.put("call_id", Json.of(call.id()));
    item.put("name", Json.of(origin.name()));
    if (origin.namespace() != null) {
      item.put(NAMESPACE, Json.of(origin.namespace()));
    }
    item.put(INPUT, Json.of(input == null ? arguments : input));
    return new Part.Opaque(RESPONSES, new Json.Obj(item));
  }

  private static @Nullable String input(String arguments) {
    try {
      return JSON.read(arguments.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object
          ? object.text(INPUT)
          : null;
    } catch (CallFailedException e) {
      return null;
    }
  }
}
