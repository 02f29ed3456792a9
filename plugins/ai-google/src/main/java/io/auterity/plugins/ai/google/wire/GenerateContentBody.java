package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chat request in the dialect. The vendor's own fields come last: objects are joined, anything
 * else takes the place of what stands there. Those that what the call may cost hangs on have a
 * typed field only, or one value.
 */
final class GenerateContentBody {

  private static final String CONFIG = "generationConfig";
  private static final Set<String> TYPED_ONLY = Set.of("model", "contents");
  private static final Pattern UNDERSCORED = Pattern.compile("_([a-z0-9])");

  private final ChatRequest request;
  private final ModelFamily family;
  private final Map<String, Json> fields = new LinkedHashMap<>();

  private GenerateContentBody(ChatRequest request) {
    if (request.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    this.request = GeminiFit.of(request);
    this.family = ModelFamily.of(request.model());
  }

  static Json.Obj of(ChatRequest request) {
    GenerateContentBody body = new GenerateContentBody(request);
    body.putMessages();
    body.putTools();
    Json.Obj config = body.config();
    if (!config.fields().isEmpty()) {
      body.fields.put(CONFIG, config);
    }
    return body.withOwn(Extra.in(request.extra(), GeminiFit.DIALECT));
  }

  private void putMessages() {
    ContentParts parts = new ContentParts(request.messages(), family.wantsSignatures());
    List<Json> system = new ArrayList<>();
    List<Json> contents = new ArrayList<>();
    List<Json> results = new ArrayList<>();
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      List<Json> written = parts.write(message.parts(), "messages[%d]".formatted(i));
      if (message.role() == Role.SYSTEM) {
        system.addAll(written);
        continue;
      }
      // All answers to the calls of one message stand together.
      if (message.role() == Role.TOOL) {
        results.addAll(written);
        continue;
      }
      close(results, contents);
      if (!written.isEmpty()) {
        contents.add(content(message.role() == Role.ASSISTANT ? "model" : "user", written));
      }
    }
    close(results, contents);
    fields.put("contents", Json.array(contents));
    if (!system.isEmpty()) {
      fields.put("systemInstruction", Json.EMPTY.with("parts", Json.array(system)));
    }
  }

  private static void close(List<Json> results, List<Json> contents) {
    if (!results.isEmpty()) {
      contents.add(content("user", results));
      results.clear();
    }
  }

  private static Json content(String role, List<Json> parts) {
    return Json.EMPTY.with("role", Json.of(role)).with("parts", Json.array(parts));
  }

  private void putTools() {
    List<Tool> tools = request.tools();
    if (tools == null || tools.isEmpty()) {
      return;
    }
    List<Json> functions = new ArrayList<>();
    List<Json> written = new ArrayList<>();
    for (Tool tool : tools) {
      Json.Obj own = Extra.in(tool.extra(), GeminiFit.DIALECT);
      if (tool.dialect() == null) {
        functions.add(joined(function(tool), own));
      } else {
        written.add(own);
      }
    }
    if (!functions.isEmpty()) {
      written.addFirst(Json.EMPTY.with("functionDeclarations", Json.array(functions)));
    }
    fields.put("tools", Json.array(written));
    Json.Obj calling = calling(tools);
    if (calling != null) {
      fields.put("toolConfig", Json.EMPTY.with("functionCallingConfig", calling));
    }
  }

  private static Json.Obj function(Tool tool) {
    Json.Obj function = Json.EMPTY.with("name", Json.of(tool.name()));
    if (tool.description() != null) {
      function = function.with("description", Json.of(tool.description()));
    }
    return tool.parameters().fields().isEmpty()
        ? function
        : function.with("parametersJsonSchema", tool.parameters());
  }

  /** A model that must call keeps to the schema anyway. */
  private Json.@Nullable Obj calling(List<Tool> tools) {
    boolean strict = tools.stream().anyMatch(tool -> Boolean.TRUE.equals(tool.strict()));
    return switch (request.toolChoice()) {
      case null -> strict ? mode("VALIDATED") : null;
      case "auto" -> mode(strict ? "VALIDATED" : "AUTO");
      case "none" -> mode("NONE");
      case "required" -> mode("ANY");
      case String name ->
          mode("ANY").with("allowedFunctionNames", Json.array(List.of(Json.of(name))));
    };
  }

  private static Json.Obj mode(String mode) {
    return Json.EMPTY.with("mode", Json.of(mode));
  }

  private Json.Obj config() {
    Map<String, Json> config = new LinkedHashMap<>();
    if (request.maxOutputTokens() != null) {
      config.put("maxOutputTokens", Json.of(request.maxOutputTokens().longValue()));
    }
    if (request.temperature() != null) {
      config.put("temperature", Json.of(request.temperature().doubleValue()));
    }
    if (request.topP() != null) {
      config.put("topP", Json.of(request.topP().doubleValue()));
    }
    putSampling(config);
    List<String> stop = request.stop();
    if (stop != null && !stop.isEmpty()) {
      config.put("stopSequences", Json.array(stop.stream().map(Json::of).toList()));
    }
    if (request.modalities() != null) {
      config.put(
          "responseModalities",
          Json.array(
              request.modalities().stream()
                  .map(one -> Json.of(one.toUpperCase(Locale.ROOT)))
                  .toList()));
    }
    if (request.wantsAnyJson()) {
      config.put("responseMimeType", Json.of("application/json"));
    }
    if (request.answerSchema() != null) {
      config.put("responseMimeType", Json.of("application/json"));
      config.put("responseJsonSchema", GeminiSchema.of(request.answerSchema(), _ -> {}));
    }
    if (request.logprobs() != null) {
      config.put("responseLogprobs", Json.of(true));
      if (request.logprobs() > 0) {
        config.put("logprobs", Json.of(request.logprobs().longValue()));
      }
    }
    if (request.thinking() != null) {
      config.put("thinkingConfig", thinking(request.thinking()));
    }
    return new Json.Obj(config);
  }

  private void putSampling(Map<String, Json> config) {
    Sampling sampling = request.sampling();
    if (sampling == null) {
      return;
    }
    if (sampling.topK() != null) {
      config.put("topK", Json.of(sampling.topK().longValue()));
    }
    if (sampling.seed() != null) {
      config.put("seed", Json.of(sampling.seed().longValue()));
    }
    if (sampling.frequencyPenalty() != null) {
      config.put("frequencyPenalty", Json.of(sampling.frequencyPenalty().doubleValue()));
    }
    if (sampling.presencePenalty() != null) {
      config.put("presencePenalty", Json.of(sampling.presencePenalty().doubleValue()));
    }
  }

  private Json.Obj thinking(Thinking thinking) {
    boolean off = thinking.mode() == Thinking.Mode.OFF;
    Json.Obj config = Json.EMPTY;
    if (thinking.budgetTokens() != null) {
      config = config.with("thinkingBudget", Json.of(thinking.budgetTokens().longValue()));
    } else if (thinking.effort() != null) {
      config = config.with("thinkingLevel", Json.of(thinking.effort().toUpperCase(Locale.ROOT)));
    } else if (family.thinksByTokens()) {
      config = config.with("thinkingBudget", Json.of(off ? ThinkingFit.OFF : ThinkingFit.ADAPTIVE));
    }
    // Who asks for thinking is told the thoughts, as other vendors do.
    return off ? config : config.with("includeThoughts", Json.of(true));
  }

  private Json.Obj withOwn(Json.Obj given) {
    Json.Obj own = spelled(given);
    for (String name : TYPED_ONLY) {
      if (own.get(name) != null) {
        throw refused(name, "must not be given among further fields");
      }
    }
    Json further = own.get(CONFIG);
    if (further instanceof Json.Obj config) {
      if (config.get("maxOutputTokens") != null) {
        throw refused(CONFIG + ".maxOutputTokens", "must not be given among further fields");
      }
      Json count = config.get("candidateCount");
      if (count != null && !count.equals(Json.of(1))) {
        throw refused(CONFIG + ".candidateCount", "must be 1: a call has one answer");
      }
    } else if (further != null) {
      throw refused(CONFIG, "must be an object");
    }
    return joined(new Json.Obj(fields), own);
  }

  /** As the vendor reads them, who takes {@code generation_config} for the same. */
  private static Json.Obj spelled(Json.Obj own) {
    Json.Obj all = Json.EMPTY;
    for (Map.Entry<String, Json> field : own.fields().entrySet()) {
      String name = UNDERSCORED.matcher(field.getKey()).replaceAll(GenerateContentBody::capital);
      Json value = field.getValue();
      boolean config = name.equals(CONFIG);
      Json read = config && value instanceof Json.Obj inner ? spelled(inner) : value;
      all = joined(all, Json.EMPTY.with(name, read));
    }
    return all;
  }

  private static String capital(MatchResult found) {
    return found.group(1).toUpperCase(Locale.ROOT);
  }

  private static RuntimeException refused(String name, String rule) {
    return Refusal.invalid("extra.%s.%s".formatted(GeminiFit.DIALECT, name), rule);
  }

  /** Both, objects within them joined likewise; of anything else the second counts. */
  static Json.Obj joined(Json.Obj ours, Json.Obj own) {
    if (own.fields().isEmpty()) {
      return ours;
    }
    Map<String, Json> all = new LinkedHashMap<>(ours.fields());
    own.fields()
        .forEach(
            (name, value) ->
                all.merge(
                    name,
                    value,
                    (before, more) ->
                        before instanceof Json.Obj left && more instanceof Json.Obj right
                            ? joined(left, right)
                            : more));
    return new Json.Obj(all);
  }
}
