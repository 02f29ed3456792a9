package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Sampling;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.RequestFit;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The traits that set a vendor of the OpenAI dialect apart from OpenAI, as its preset tells them.
 *
 * @param drops fields of a request that it does not take
 * @param takes fields of a request that it takes beyond those of OpenAI's
 * @param messageDrops fields of a message that it does not take
 * @param renames what it calls fields of a request otherwise
 * @param schemas whether it holds answers to a JSON Schema; else it is asked for JSON, and told the
 *     schema in words
 * @param thinking how it is asked to think
 * @param thoughtsBack whether it wants to be told its thoughts again where it went on with tools
 * @param streamOptions whether it takes {@code stream_options}; else it tells usage unasked
 * @param shortCallIds whether ids of tool calls are nine letters and digits
 * @param prefix whether words that an answer shall begin with are marked so, and said again in it
 * @param strictTurns whether it heeds the order of roles: instructions first, an answer behind the
 *     result of a tool, and a person or a tool last
 * @param images whether a message of a model holds the pictures that it drew
 * @param files how it takes the bytes of a file in a message
 * @param deployments whether its models are deployments of a resource, which the address names
 * @param responses whether it has the Responses API
 * @param customTools whether it has tools that take a text, beside functions
 * @param tokenArrays whether it makes vectors of tokens as well as of texts
 * @param tuning how it has jobs that train models further, where it has any
 * @param media how it is asked for pictures and sound
 */
public record VendorTraits(
    Set<String> drops,
    Set<String> takes,
    Set<String> messageDrops,
    Map<String, String> renames,
    boolean schemas,
    ThinkingForm thinking,
    boolean thoughtsBack,
    boolean streamOptions,
    boolean shortCallIds,
    boolean prefix,
    boolean strictTurns,
    boolean images,
    FilePieceForm files,
    boolean deployments,
    boolean responses,
    boolean customTools,
    boolean tokenArrays,
    TuningForm tuning,
    MediaForm media) {

  /** Of OpenAI itself. */
  public static final VendorTraits NONE =
      new VendorTraits(
          Set.of(),
          Set.of(),
          Set.of(),
          Map.of(),
          true,
          ThinkingForm.WORD,
          false,
          true,
          false,
          false,
          false,
          false,
          FilePieceForm.FILE,
          false,
          true,
          true,
          true,
          TuningForm.OPENAI,
          MediaForm.OPENAI);

  private static final Set<String> KNOWN =
      Set.of(
          "drops",
          "takes",
          "messageDrops",
          "renames",
          "schemas",
          "thinking",
          "thoughtsBack",
          "streamOptions",
          "shortCallIds",
          "prefix",
          "strictTurns",
          "images",
          "files",
          "deployments",
          "responses",
          "customTools",
          "tokenArrays",
          "tuning",
          "media");

  private static final String FORMAT = "response_format";

  /** A field that the canonical request has a name for. */
  private record Typed(String name, Function<ChatRequest, @Nullable Object> value) {

    Typed(Sampling.Field field) {
      this(field.path(), request -> field.of(request.sampling()).orElse(null));
    }
  }

  /** Fields that OpenAI itself does not take, though servers of other models do. */
  private static final Set<String> BEYOND = Set.of("top_k", "cache_control");

  private static final Map<String, Typed> TYPED =
      Map.ofEntries(
          Map.entry("temperature", new Typed("temperature", ChatRequest::temperature)),
          Map.entry("top_p", new Typed("topP", ChatRequest::topP)),
          Map.entry("stop", new Typed("stop", ChatRequest::stop)),
          Map.entry("tools", new Typed("tools", ChatRequest::tools)),
          Map.entry("tool_choice", new Typed("toolChoice", ChatRequest::toolChoice)),
          Map.entry(FORMAT, new Typed("answerSchema", ChatRequest::answerSchema)),
          Map.entry("reasoning_effort", new Typed("thinking", ChatRequest::thinking)),
          Map.entry("parallel_tool_calls", new Typed("parallelTools", ChatRequest::parallelTools)),
          Map.entry("logprobs", new Typed("logprobs", ChatRequest::logprobs)),
          Map.entry("user", new Typed("user", ChatRequest::user)),
          Map.entry("modalities", new Typed("modalities", ChatRequest::modalities)),
          Map.entry("top_k", new Typed(Sampling.Field.TOP_K)),
          Map.entry("seed", new Typed(Sampling.Field.SEED)),
          Map.entry("frequency_penalty", new Typed(Sampling.Field.FREQUENCY_PENALTY)),
          Map.entry("presence_penalty", new Typed(Sampling.Field.PRESENCE_PENALTY)));

  public VendorTraits {
    drops = Set.copyOf(drops);
    takes = Set.copyOf(takes);
    messageDrops = Set.copyOf(messageDrops);
    renames = Map.copyOf(renames);
  }

  /**
   * Those of a manifest.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when a trait is unknown or of the
   *     wrong type
   */
  public static VendorTraits of(Json.Obj told) {
    for (String name : told.fields().keySet()) {
      if (!KNOWN.contains(name)) {
        throw Refusal.invalid("traits." + name, "is no trait");
      }
    }
    Fields fields = Fields.of(told);
    return new VendorTraits(
        Set.copyOf(fields.texts("drops")),
        Set.copyOf(fields.texts("takes")),
        Set.copyOf(fields.texts("messageDrops")),
        texts(fields.object("renames")),
        flag(told, "schemas", true),
        thinking(fields),
        flag(told, "thoughtsBack", false),
        flag(told, "streamOptions", true),
        flag(told, "shortCallIds", false),
        flag(told, "prefix", false),
        flag(told, "strictTurns", false),
        flag(told, "images", false),
        files(fields),
        flag(told, "deployments", false),
        flag(told, "responses", false),
        flag(told, "customTools", false),
        flag(told, "tokenArrays", false),
        tuning(fields),
        media(fields));
  }

  /**
   * Those of an endpoint that is known to take further fields.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when a field is none of those that
   *     only some take
   */
  public VendorTraits taking(List<String> further) {
    if (!BEYOND.containsAll(further)) {
      throw Refusal.invalid("takes", "must be of " + String.join(", ", BEYOND));
    }
    Set<String> all = new HashSet<>(takes);
    all.addAll(further);
    return new VendorTraits(
        drops,
        all,
        messageDrops,
        renames,
        schemas,
        thinking,
        thoughtsBack,
        streamOptions,
        shortCallIds,
        prefix,
        strictTurns,
        images,
        files,
        deployments,
        responses,
        customTools,
        tokenArrays,
        tuning,
        media);
  }

  private static ThinkingForm thinking(Fields fields) {
    String form = fields.optionalText("thinking").orElse("word");
    for (ThinkingForm one : ThinkingForm.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(form)) {
        return one;
      }
    }
    throw Refusal.invalid("traits.thinking", "must be word, switch or object");
  }

  private static FilePieceForm files(Fields fields) {
    return switch (fields.optionalText("files").orElse("file")) {
      case "file" -> FilePieceForm.FILE;
      case "document_url" -> FilePieceForm.DOCUMENT_URL;
      case "none" -> FilePieceForm.NONE;
      default -> throw Refusal.invalid("traits.files", "must be file, document_url or none");
    };
  }

  private static MediaForm media(Fields fields) {
    return switch (fields.optionalText("media").orElse("openai")) {
      case "openai" -> MediaForm.OPENAI;
      case "together" -> MediaForm.TOGETHER;
      default -> throw Refusal.invalid("traits.media", "must be openai or together");
    };
  }

  private static TuningForm tuning(Fields fields) {
    String form = fields.optionalText("tuning").orElse("openai");
    for (TuningForm one : TuningForm.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(form)) {
        return one;
      }
    }
    throw Refusal.invalid("traits.tuning", "must be openai or together");
  }

  private static Map<String, String> texts(Json.Obj told) {
    Fields fields = Fields.of(told);
    return told.fields().keySet().stream()
        .collect(Collectors.toMap(Function.identity(), fields::text));
  }

  private static boolean flag(Json.Obj told, String name, boolean usual) {
    return switch (told.get(name)) {
      case null -> usual;
      case Json.Bool(boolean value) -> value;
      default -> throw Refusal.invalid("traits." + name, "must be true or false");
    };
  }

  /** Notes what of a request the vendor does not take. */
  void lose(ChatRequest request, RequestFit fit) {
    Json.Obj own = Extra.in(request.extra(), ChatJson.DIALECT);
    for (String name : drops) {
      loseTyped(name, request, fit);
      if (own.get(name) != null) {
        fit.lose(extra("", name));
      }
    }
    BEYOND.stream()
        .filter(name -> !takes.contains(name))
        .forEach(name -> loseTyped(name, request, fit));
    if (!schemas && request.answerSchema() != null) {
      fit.lose("answerSchema");
    }
    if (!messageDrops.isEmpty()) {
      request.messages().forEach(message -> loseOf(message.extra(), fit));
    }
  }

  private static void loseTyped(String name, ChatRequest request, RequestFit fit) {
    Typed typed = TYPED.get(name);
    if (typed != null && typed.value().apply(request) != null) {
      fit.lose(typed.name());
    }
  }

  private static boolean says(String name, ChatRequest request, Json.Obj own) {
    Typed typed = TYPED.get(name);
    return own.get(name) != null || (typed != null && typed.value().apply(request) != null);
  }

  private void loseOf(@Nullable Map<String, Json.Obj> extra, RequestFit fit) {
    Extra.in(extra, ChatJson.DIALECT).fields().keySet().stream()
        .filter(messageDrops::contains)
        .forEach(name -> fit.lose(extra("messages.", name)));
  }

  private static String extra(String place, String name) {
    return "%sextra.%s.%s".formatted(place, ChatJson.DIALECT, name);
  }

  /**
   * Refuses a field that cannot be left out without changing what is asked for.
   *
   * @throws io.auterity.spi.CallFailedException {@code unsupported} when the vendor does not take
   *     it
   */
  void refuse(String name) {
    if (drops.contains(name)) {
      throw Refusal.of(FailureCode.UNSUPPORTED, name, name + " cannot be chosen at this vendor");
    }
  }

  /**
   * Whether a request that was written in the dialect may go as it is, but for its conversation.
   */
  boolean passes(ChatRequest frame) {
    Json.Obj own = Extra.in(frame.extra(), ChatJson.DIALECT);
    RequestFit fit = new RequestFit(ChatJson.DIALECT);
    lose(frame, fit);
    return !shortCallIds
        && !strictTurns
        && !thoughtsBack
        && fit.lost().isEmpty()
        && renames.keySet().stream().noneMatch(name -> says(name, frame, own))
        && !(thinking == ThinkingForm.SWITCH && frame.thinking() != null);
  }

  /** The fields of a request as the vendor takes them. */
  Map<String, Json> shaped(Map<String, Json> fields) {
    Map<String, Json> shaped = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (!drops.contains(name)) {
            shaped.put(Objects.requireNonNullElse(renames.get(name), name), value);
          }
        });
    if (!schemas && shaped.get(FORMAT) instanceof Json.Obj format && isSchema(format)) {
      shaped.put(FORMAT, Json.object(Map.of("type", Json.of("json_object"))));
      shaped.computeIfPresent(
          "messages", (name, messages) -> withSchemaInstruction(format, messages));
    } else if (!schemas && shaped.get(FORMAT) instanceof Json.Obj format && isJson(format)) {
      shaped.computeIfPresent("messages", (name, messages) -> withJsonInstruction(messages));
    }
    shaped.computeIfPresent("messages", (name, messages) -> files.in(messages));
    if (strictTurns) {
      shaped.computeIfPresent("messages", (name, messages) -> StrictTurns.of(messages));
    }
    if (prefix) {
      shaped.computeIfPresent("messages", (name, messages) -> markingBegun(messages));
    }
    if (shaped.get("messages") instanceof Json.Arr(List<Json> messages)
        && (shortCallIds || !messageDrops.isEmpty())) {
      shaped.put("messages", Json.array(messages.stream().map(this::message).toList()));
    }
    return shaped;
  }

  private static boolean isSchema(Json.Obj format) {
    return "json_schema".equals(format.text("type"));
  }

  private static boolean isJson(Json.Obj format) {
    return "json_object".equals(format.text("type"));
  }

  private static Json withSchemaInstruction(Json.Obj format, Json messages) {
    Json schema = ReplyFields.object(format, "json_schema").get("schema");
    return withInstruction(
        "Answer with one value in json alone, which fits this JSON Schema: " + schema, messages);
  }

  // Asked for JSON, vendors want to find the word in what they are told.
  private static Json withJsonInstruction(Json messages) {
    return messages.toString().contains("json")
        ? messages
        : withInstruction("Answer with one value in json alone.", messages);
  }

  private static Json withInstruction(String words, Json messages) {
    List<Json> all =
        new ArrayList<>(
            List.of(Json.EMPTY.with("role", Json.of("system")).with("content", Json.of(words))));
    all.addAll(((Json.Arr) messages).items());
    return Json.array(all);
  }

  private static Json markingBegun(Json messages) {
    List<Json> all = new ArrayList<>(((Json.Arr) messages).items());
    if (all.getLast() instanceof Json.Obj last
        && "assistant".equals(last.text("role"))
        && last.get("tool_calls") == null) {
      all.set(all.size() - 1, last.with("prefix", Json.of(true)));
    }
    return Json.array(all);
  }

  private Json message(Json written) {
    Map<String, Json> fields = new LinkedHashMap<>(((Json.Obj) written).fields());
    fields.keySet().removeAll(messageDrops);
    if (shortCallIds) {
      fields.computeIfPresent("tool_call_id", (name, id) -> ShortCallId.of(id));
      if (fields.containsKey("tool_calls")) {
        fields.put("tool_calls", calls(ReplyFields.objects(new Json.Obj(fields), "tool_calls")));
      }
    }
    return new Json.Obj(fields);
  }

  private static Json calls(List<Json.Obj> calls) {
    List<Json> shortened = new ArrayList<>();
    for (Json.Obj call : calls) {
      shortened.add(call.with("id", ShortCallId.of(Json.of(ReplyFields.text(call, "id")))));
    }
    return Json.array(shortened);
  }
}
