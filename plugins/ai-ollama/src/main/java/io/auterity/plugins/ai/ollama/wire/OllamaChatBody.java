package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.toolkit.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat request in the dialect. The vendor's own fields come last: objects are joined, anything
 * else takes the place of what stands there. Those that the length of the answer hangs on have a
 * typed field only.
 */
final class OllamaChatBody {

  private static final List<String> TYPED_ONLY = List.of("model", "messages", "stream");

  static Json.Obj of(OllamaEndpoint endpoint, ChatRequest asked, boolean stream) {
    if (asked.messages().isEmpty()) {
      throw Refusal.invalid("messages", "must be at least one");
    }
    ChatRequest request = OllamaFit.of(asked);
    Map<String, Json> fields = endpoint.running(request.model());
    fields.put("messages", OllamaMessages.write(request.messages()));
    fields.put("stream", Json.of(stream));
    // Unasked, the server would drop the oldest messages, or the beginning of a long answer.
    fields.put("truncate", Json.of(false));
    fields.put("shift", Json.of(false));
    List<Tool> tools = request.tools();
    if (tools != null && !tools.isEmpty()) {
      fields.put("tools", Json.array(tools.stream().map(OllamaChatBody::tool).toList()));
    }
    if (request.answerSchema() != null) {
      fields.put("format", request.answerSchema());
    } else if (request.wantsAnyJson()) {
      fields.put("format", Json.of("json"));
    }
    if (request.thinking() != null) {
      fields.put("think", think(request.thinking()));
    }
    if (request.logprobs() != null) {
      fields.put("logprobs", Json.of(true));
      fields.put("top_logprobs", Json.of(request.logprobs().longValue()));
    }
    Json.Obj options = options(request);
    Json.Obj ours = new Json.Obj(fields);
    Json.Obj set =
        options.fields().isEmpty()
            ? ours
            : OllamaEndpoint.joined(ours, Json.EMPTY.with("options", options));
    return OllamaEndpoint.joined(set, own(request));
  }

  private static Json tool(Tool tool) {
    Json.Obj function = Json.EMPTY.with("name", Json.of(tool.name()));
    if (tool.description() != null) {
      function = function.with("description", Json.of(tool.description()));
    }
    function = function.with("parameters", tool.parameters());
    return Json.EMPTY
        .with("type", Json.of("function"))
        .with(
            "function", OllamaEndpoint.joined(function, Extra.in(tool.extra(), OllamaFit.DIALECT)));
  }

  private static Json think(Thinking thinking) {
    if (thinking.mode() == Thinking.Mode.OFF) {
      return Json.of(false);
    }
    return thinking.effort() == null ? Json.of(true) : Json.of(thinking.effort());
  }

  private static Json.Obj options(ChatRequest request) {
    Map<String, Json> options = new LinkedHashMap<>();
    if (request.maxOutputTokens() != null) {
      options.put("num_predict", Json.of(request.maxOutputTokens().longValue()));
    }
    if (request.temperature() != null) {
      options.put("temperature", Json.of(request.temperature().doubleValue()));
    }
    if (request.topP() != null) {
      options.put("top_p", Json.of(request.topP().doubleValue()));
    }
    putSampling(request.sampling(), options);
    List<String> stop = request.stop();
    if (stop != null && !stop.isEmpty()) {
      options.put("stop", Json.array(stop.stream().map(Json::of).toList()));
    }
    return new Json.Obj(options);
  }

  private static void putSampling(@Nullable Sampling sampling, Map<String, Json> options) {
    if (sampling == null) {
      return;
    }
    if (sampling.topK() != null) {
      options.put("top_k", Json.of(sampling.topK().longValue()));
    }
    if (sampling.seed() != null) {
      options.put("seed", Json.of(sampling.seed().longValue()));
    }
    if (sampling.frequencyPenalty() != null) {
      options.put("frequency_penalty", Json.of(sampling.frequencyPenalty().doubleValue()));
    }
    if (sampling.presencePenalty() != null) {
      options.put("presence_penalty", Json.of(sampling.presencePenalty().doubleValue()));
    }
  }

  private static Json.Obj own(ChatRequest request) {
    Json.Obj own = Extra.in(request.extra(), OllamaFit.DIALECT);
    for (String name : TYPED_ONLY) {
      if (own.get(name) != null) {
        throw refused(name);
      }
    }
    if (own.get("options") instanceof Json.Obj options && options.get("num_predict") != null) {
      throw refused("options.num_predict");
    }
    return own;
  }

  private static RuntimeException refused(String name) {
    return Refusal.invalid(
        "extra.%s.%s".formatted(OllamaFit.DIALECT, name), "must not be given among further fields");
  }
}
