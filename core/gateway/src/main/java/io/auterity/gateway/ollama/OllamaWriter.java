package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.CallArguments;
import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.NativeFinish;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenLogprob;
import io.auterity.spi.ai.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer, or a piece of one, in the Ollama dialect: as a message of a chat, or as the
 * response to a prompt. Calls have a number that counts on over all pieces.
 */
final class OllamaWriter {

  private static final String LIKELIHOODS = "logprobs";

  /** Fields that are written of themselves. */
  private static final Set<String> OURS =
      Set.of(
          "model",
          "created_at",
          "message",
          "response",
          "thinking",
          "done",
          "done_reason",
          "prompt_eval_count",
          "eval_count",
          LIKELIHOODS);

  /** What else its server says of an end: a model came or went. */
  private static final Set<String> OTHERS = Set.of("load", "unload");

  private final boolean chat;
  private final UnsupportedParts kept;
  private final MediaNotice notices = new MediaNotice();
  private int calls;

  OllamaWriter(boolean chat, UnsupportedParts kept) {
    this.chat = chat;
    this.kept = kept;
  }

  /** An object with what the parts say. */
  Json.Obj of(List<Part> parts, AnswerDefaults defaults, boolean done) {
    Json.Obj head =
        Json.EMPTY
            .with("model", Json.of(defaults.model()))
            .with("created_at", Json.of(Instant.ofEpochSecond(defaults.seconds()).toString()));
    Pieces pieces = new Pieces();
    parts.forEach(pieces::add);
    Json.Obj said = chat ? head.with("message", message(pieces)) : response(head, pieces);
    Json.Obj told =
        pieces.tokens.isEmpty()
            ? said
            : said.with(
                LIKELIHOODS, Json.array(pieces.tokens.stream().map(OllamaWriter::likely).toList()));
    return told.with("done", Json.of(done));
  }

  /** The same with why it ended, what it used, and the vendor's own fields. */
  Json.Obj ended(Json.Obj answer, ChatEvent.Finished end, TokenUsage usage) {
    Map<String, Json> fields = new LinkedHashMap<>(answer.fields());
    String word = word(end.reason(), end.detail());
    fields.put("done_reason", Json.of(word));
    String own = NativeFinish.beside(word, end.reason(), end.detail());
    if (own != null) {
      fields.put(NativeFinish.FIELD, Json.of(own));
    }
    if (!usage.equals(TokenUsage.NONE)) {
      fields.put("prompt_eval_count", Json.of(usage.input()));
      fields.put("eval_count", Json.of(usage.output()));
    }
    if (end.xml() != null) {
      fields.put(XmlField.NAME, XmlField.json(end.xml()));
    }
    Extra.in(end.extra(), OllamaDialect.NAME)
        .fields()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name)) {
                fields.put(name, value);
              }
            });
    return new Json.Obj(fields);
  }

  private static String word(FinishReason reason, @Nullable String detail) {
    return switch (reason) {
      case LENGTH, CONTEXT_FULL -> "length";
      case OTHER -> detail != null && OTHERS.contains(detail) ? detail : "stop";
      default -> "stop";
    };
  }

  private static Json.Obj message(Pieces pieces) {
    Json.Obj message =
        Json.EMPTY
            .with("role", Json.of("assistant"))
            .with("content", Json.of(pieces.text.toString()));
    return pieces.beside(message);
  }

  private static Json.Obj response(Json.Obj head, Pieces pieces) {
    return pieces.beside(head.with("response", Json.of(pieces.text.toString())));
  }

  /** Parts, sorted into the places that the dialect has. */
  private final class Pieces {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final List<Json> pictures = new ArrayList<>();
    private final List<Json> called = new ArrayList<>();
    private final List<TokenLogprob> tokens = new ArrayList<>();
    private final List<Part> rest = new ArrayList<>();

    void add(Part part) {
      String refusal = UnsupportedParts.refusal(part);
      switch (part) {
        case Part.Text(String words) -> text.append(words);
        case Part.Reasoning thought -> think(thought);
        case Part.ToolCall call -> called.add(call(call));
        case Part.Image(var _, var _, String data, var _) when data != null ->
            pictures.add(Json.of(data));
        case Part.Logprobs told -> tokens.addAll(told.tokens());
        case Part.Opaque _ when refusal != null -> text.append(refusal);
        default -> {
          rest.add(part);
          text.append(Objects.requireNonNullElse(notices.of(part), ""));
        }
      }
    }

    private void think(Part.Reasoning thought) {
      if (thought.text() != null) {
        thoughts.append(thought.text());
      }
      if (thought.signature() != null) {
        rest.add(thought);
      }
    }

    Json.Obj beside(Json.Obj said) {
      Json.Obj all = said;
      if (!thoughts.isEmpty()) {
        all = all.with("thinking", Json.of(thoughts.toString()));
      }
      if (!pictures.isEmpty()) {
        all = all.with("images", Json.array(pictures));
      }
      if (!called.isEmpty()) {
        all = all.with("tool_calls", Json.array(called));
      }
      return rest.isEmpty() ? all : all.with(UnsupportedParts.FIELD, kept.write(rest));
    }
  }

  private static Json likely(TokenLogprob token) {
    Json.Obj told = likely(token.token(), token.logprob(), token.bytes());
    if (token.top() == null) {
      return told;
    }
    return told.with(
        "top_logprobs",
        Json.array(
            token.top().stream()
                .map(other -> likely(other.token(), other.logprob(), other.bytes()))
                .toList()));
  }

  private static Json.Obj likely(String token, double logprob, @Nullable List<Integer> bytes) {
    Json.Obj told = Json.EMPTY.with("token", Json.of(token)).with("logprob", Json.of(logprob));
    return bytes == null
        ? told
        : told.with("bytes", Json.array(bytes.stream().map(one -> Json.of(one)).toList()));
  }

  private Json call(Part.ToolCall call) {
    Json.Obj function =
        Json.EMPTY
            .with("index", Json.of(calls++))
            .with("name", Json.of(call.name()))
            .with("arguments", CallArguments.object(call.arguments()));
    return Json.EMPTY.with("id", Json.of(call.id())).with("function", function);
  }
}
