package io.auterity.relay.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.spi.ai.WireEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an answer on the span of its attempt: its id, the model that gave it and why it
 * ended. Only where the span is recorded is an answer that passes as its vendor wrote it looked
 * into; its reason is then the vendor's word.
 */
final class AnswerAttributes {

  private static final AttributeKey<String> ID = AttributeKey.stringKey("gen_ai.response.id");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.response.model");
  private static final AttributeKey<List<String>> REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  // A vendor's word is told as it is, but a vendor does not fill a collector.
  private static final int LONGEST = 256;

  // Whether to look for it at its place: most events of a stream have none. What a tool is called
  // with may hold a field of that name, too; words of an answer have a backslash before each quote.
  private static final Pattern REASON = Pattern.compile("\"(?:finish|stop)_reason\"\\s*+:\\s*+\"");
  private static final JsonReader JSON = new JsonReader(Integer.MAX_VALUE);

  private final Span span;
  private boolean named;

  AnswerAttributes(Span span) {
    this.span = span;
  }

  /** Puts what an answer, or one event of it, tells. */
  void put(Record seen) {
    switch (seen) {
      case ChatResponse answer -> {
        name(answer.id(), answer.model());
        end(word(answer.reason(), answer.detail()));
      }
      case ChatEvent.Started begun -> name(begun.id(), begun.model());
      case ChatEvent.Finished end -> end(word(end.reason(), end.detail()));
      case Embeddings answer -> name(null, answer.model());
      case WireAnswer answer -> passed(new String(answer.json(), UTF_8));
      case WireEvent.Passed event -> passed(data(new String(event.bytes(), UTF_8)));
      case WireEvent.Read read -> read.before().forEach(event -> put((Record) event));
      default -> {
        // Nothing else tells any of it.
      }
    }
  }

  private void passed(String text) {
    if (text.startsWith("{") && (!named || REASON.matcher(text).find())) {
      look(text);
    }
  }

  // What cannot be read goes to its caller as it is: a span that does not name it fails no call.
  private void look(String text) {
    try {
      if (JSON.read(text.getBytes(UTF_8)) instanceof Json.Obj whole) {
        if (!named) {
          Json.Obj answer = whole.get("message") instanceof Json.Obj begun ? begun : whole;
          name(answer.text("id"), answer.text("model"));
        }
        String reason = reason(whole);
        if (reason != null && !reason.isEmpty() && reason.length() <= LONGEST) {
          end(reason);
        }
      }
    } catch (CallFailedException e) {
      named = true;
    }
  }

  // As chat completions tell it, or else as messages do: in a stream's last event but one.
  private static @Nullable String reason(Json.Obj whole) {
    if (whole.get("choices") instanceof Json.Arr(List<Json> choices)) {
      return choices.stream()
          .map(choice -> choice instanceof Json.Obj one ? one.text("finish_reason") : null)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    Json.Obj ended = whole.get("delta") instanceof Json.Obj delta ? delta : whole;
    return ended.text("stop_reason");
  }

  // The data of an event of a stream.
  private static String data(String event) {
    int at = event.startsWith("data:") ? 0 : event.indexOf("\ndata:") + 1;
    return event.startsWith("data:", at) ? event.substring(at + "data:".length()).strip() : "";
  }

  private void name(@Nullable String id, @Nullable String model) {
    boolean first = put(ID, id);
    boolean second = put(MODEL, model);
    named |= first || second;
  }

  private boolean put(AttributeKey<String> key, @Nullable String value) {
    boolean said = value != null && !value.isEmpty() && value.length() <= LONGEST;
    if (said) {
      span.setAttribute(key, value);
    }
    return said;
  }

  private void end(String reason) {
    span.setAttribute(REASONS, List.of(reason));
  }

  // The text that was met at the end is one of the prompt.
  private static String word(FinishReason reason, @Nullable String detail) {
    return switch (reason) {
      case STOP, STOP_TEXT -> "stop";
      case LENGTH, CONTEXT_FULL -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_REFUSED -> "content_filter";
      case PAUSED -> "pause";
      case OTHER -> detail == null || detail.length() > LONGEST ? "other" : detail;
    };
  }
}
