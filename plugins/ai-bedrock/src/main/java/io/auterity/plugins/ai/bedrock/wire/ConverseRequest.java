package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.RequestFit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a Converse request. The vendor's own fields come last: an object is joined with what
 * stands there, anything else takes its place. Those that what the call may cost hangs on have a
 * typed field only.
 */
final class ConverseRequest {

  private static final String MAKERS = "additionalModelRequestFields";
  private static final String INFERENCE = "inferenceConfig";
  private static final String BESIDE_DOCUMENT = "Document:";

  /** What makers call the limit of output, in their own fields or in {@link #INFERENCE} there. */
  private static final Set<String> LIMITS =
      Set.of(
          "max_tokens",
          "max_completion_tokens",
          "max_gen_len",
          "maxTokens",
          "max_new_tokens",
          "max_tokens_to_sample",
          "maxTokenCount");

  /** By the object they would stand in. */
  private static final Map<String, Set<String>> TYPED_ONLY =
      Map.of(INFERENCE, Set.of("maxTokens"), MAKERS, LIMITS);

  /** What tokens are counted of. */
  private static final Set<String> COUNTED = Set.of("messages", "system", "toolConfig", MAKERS);

  private final ChatRequest request;
  private final Map<String, Json> fields = new LinkedHashMap<>();

  private ConverseRequest(ChatRequest asked) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    this.request = ConverseFit.of(asked);
    putMessages();
    putInference();
    put("toolConfig", ConverseTools.config(request));
    putThinking();
    putTopK();
    putSchema();
    Extra.in(request.extra(), ConverseFit.DIALECT).fields().forEach(this::putOwn);
  }

  static Json.Obj chat(ChatRequest request) {
    return new Json.Obj(new ConverseRequest(request).fields);
  }

  static Json.Obj count(ChatRequest request) {
    Map<String, Json> counted = new ConverseRequest(request).fields;
    counted.keySet().retainAll(COUNTED);
    return Json.EMPTY.with("input", Json.EMPTY.with("converse", new Json.Obj(counted)));
  }

  private void put(String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void putOwn(String name, Json value) {
    if (value instanceof Json.Obj further) {
      refuse(name, further, TYPED_ONLY.getOrDefault(name, Set.of()));
      if (name.equals(MAKERS) && further.get(INFERENCE) instanceof Json.Obj inner) {
        refuse(MAKERS + "." + INFERENCE, inner, LIMITS);
      }
    } else if (TYPED_ONLY.containsKey(name)) {
      throw Refusal.invalid(
          "extra.%s.%s".formatted(ConverseFit.DIALECT, name), "must be an object");
    }
    fields.put(
        name,
        fields.get(name) instanceof Json.Obj ours && value instanceof Json.Obj further
            ? joined(ours, further)
            : value);
  }

  private static void refuse(String place, Json.Obj further, Set<String> names) {
    for (String each : names) {
      if (further.get(each) != null) {
        throw Refusal.invalid(
            "extra.%s.%s.%s".formatted(ConverseFit.DIALECT, place, each),
            "must not be given among further fields: use maxOutputTokens");
      }
    }
  }

  static Json.Obj joined(Json.Obj ours, Json.Obj own) {
    if (own.fields().isEmpty()) {
      return ours;
    }
    Map<String, Json> joined = new LinkedHashMap<>(ours.fields());
    joined.putAll(own.fields());
    return new Json.Obj(joined);
  }

  /** Turns alternate, so what one side says in several messages becomes one. */
  private void putMessages() {
    List<Json> system = new ArrayList<>();
    List<Json> messages = new ArrayList<>();
    List<Json> turn = new ArrayList<>();
    String before = "";
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      List<Json> blocks = ConverseBlocks.write(message.parts(), "messages[%d]".formatted(i));
      if (message.role() == Role.SYSTEM) {
        system.addAll(blocks);
        continue;
      }
      String role = message.role() == Role.ASSISTANT ? "assistant" : "user";
      if (!role.equals(before)) {
        close(turn, before, messages);
      }
      turn.addAll(blocks);
      before = role;
    }
    close(turn, before, messages);
    put("messages", Json.array(messages));
    put("system", system.isEmpty() ? null : Json.array(system));
  }

  private static void close(List<Json> turn, String role, List<Json> messages) {
    if (!turn.isEmpty()) {
      List<Json> content = withWords(turn);
      messages.add(Json.EMPTY.with("role", Json.of(role)).with("content", Json.array(content)));
      turn.clear();
    }
  }

  /** A document needs words beside it, which stand before it where the turn has none. */
  private static List<Json> withWords(List<Json> turn) {
    List<Json> content = new ArrayList<>(turn);
    int first = 0;
    while (first < turn.size() && ((Json.Obj) turn.get(first)).get("document") == null) {
      first++;
    }
    boolean speaks = turn.stream().anyMatch(block -> ((Json.Obj) block).text("text") != null);
    if (first < turn.size() && !speaks) {
      content.add(first, Json.EMPTY.with("text", Json.of(BESIDE_DOCUMENT)));
    }
    return content;
  }

  private void putInference() {
    Json.Obj config = Json.EMPTY;
    if (request.maxOutputTokens() != null) {
      config = config.with("maxTokens", Json.of(request.maxOutputTokens().longValue()));
    }
    if (request.temperature() != null) {
      config = config.with("temperature", Json.of(request.temperature().doubleValue()));
    }
    if (request.topP() != null) {
      config = config.with("topP", Json.of(request.topP().doubleValue()));
    }
    List<String> stop = request.stop();
    if (stop != null && !stop.isEmpty()) {
      config = config.with("stopSequences", Json.array(stop.stream().map(Json::of).toList()));
    }
    put(INFERENCE, config.fields().isEmpty() ? null : config);
  }

  private void putThinking() {
    Thinking thinking = request.thinking();
    if (thinking != null) {
      Json.Obj told =
          ConverseThinking.fields(thinking, request, new RequestFit(ConverseFit.DIALECT));
      put(MAKERS, told.fields().isEmpty() ? null : told);
    }
  }

  /** A field of the makers, which each of the two that take it calls otherwise. */
  private void putTopK() {
    Sampling.Field.TOP_K
        .of(request.sampling())
        .map(k -> Json.of(k.longValue()))
        .map(
            k ->
                BedrockFamily.of(request.model()) == BedrockFamily.NOVA
                    ? Json.EMPTY.with(INFERENCE, Json.EMPTY.with("topK", k))
                    : Json.EMPTY.with("top_k", k))
        .ifPresent(
            told ->
                put(
                    MAKERS,
                    fields.get(MAKERS) instanceof Json.Obj ours ? joined(ours, told) : told));
  }

  private void putSchema() {
    Json.Obj schema = request.answerSchema();
    if (schema != null) {
      Json.Obj definition =
          Json.EMPTY.with("schema", Json.of(schema.toString())).with("name", Json.of(name()));
      AnswerFormat called = request.answerFormat();
      if (called != null && called.description() != null) {
        definition = definition.with("description", Json.of(called.description()));
      }
      Json.Obj format =
          Json.EMPTY
              .with("type", Json.of("json_schema"))
              .with("structure", Json.EMPTY.with("jsonSchema", definition));
      put("outputConfig", Json.EMPTY.with("textFormat", format));
    }
  }

  private String name() {
    AnswerFormat called = request.answerFormat();
    return called == null || called.name() == null ? "answer" : called.name();
  }
}
