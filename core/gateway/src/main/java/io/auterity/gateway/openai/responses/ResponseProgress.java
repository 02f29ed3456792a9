package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.BlockingRule;
import io.auterity.gateway.dialect.FailureStatus;
import io.auterity.gateway.dialect.MediaNotice;
import io.auterity.gateway.dialect.NativeFinish;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.XmlAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One response from its beginning to its end. It is made of the same events whether it is streamed,
 * whole or was kept, so that all three say the same.
 */
final class ResponseProgress {

  /** What it says of what was asked for, where the caller said nothing. */
  private static final Map<String, Json> UNSAID = unsaid();

  private final Json.Obj asked;
  private final UUID decision;
  private final ResponseEventSink responseEventSink;
  private final OutputItems items;
  private String model;
  private TokenUsage usage = TokenUsage.NONE;
  private Json.Obj further = Json.EMPTY;
  private String status = "in_progress";
  private @Nullable String incomplete;
  private @Nullable String nativeFinish;
  private @Nullable XmlAnswer xml;
  private Json error = Json.NULL;
  private boolean begun;

  /**
   * @param asked as it is repeated
   */
  ResponseProgress(
      Json.Obj asked,
      String model,
      UUID decision,
      UnsupportedParts keeper,
      ResponseEventSink responseEventSink) {
    this.asked = asked;
    this.model = model;
    this.decision = decision;
    this.responseEventSink = responseEventSink;
    this.items = new OutputItems(hex(decision), keeper, responseEventSink, new MediaNotice());
  }

  private static Map<String, Json> unsaid() {
    Map<String, Json> unsaid = new LinkedHashMap<>();
    unsaid.put("background", Json.of(false));
    unsaid.put("instructions", Json.NULL);
    unsaid.put("max_output_tokens", Json.NULL);
    unsaid.put("metadata", Json.EMPTY);
    unsaid.put("parallel_tool_calls", Json.of(true));
    unsaid.put("previous_response_id", Json.NULL);
    unsaid.put("temperature", Json.of(1.0));
    unsaid.put("text", Json.EMPTY.with("format", Json.EMPTY.with("type", Json.of("text"))));
    unsaid.put("tool_choice", Json.of("auto"));
    unsaid.put("tools", Json.array(List.of()));
    unsaid.put("top_p", Json.of(1.0));
    unsaid.put("truncation", Json.of("disabled"));
    return unsaid;
  }

  /** Whether its last event has been taken. */
  boolean ended() {
    return !status.equals("in_progress");
  }

  /** The events of an answer that came whole. */
  static List<ChatEvent> events(ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>();
    events.add(new ChatEvent.Started(answer.id(), answer.model()));
    for (int i = 0; i < answer.parts().size(); i++) {
      events.add(new ChatEvent.PartDelta(i, answer.parts().get(i)));
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(
        new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra(), answer.xml()));
    return events;
  }

  void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Started(String _, String named) -> model = named.isEmpty() ? model : named;
      case ChatEvent.Used(TokenUsage soFar) -> usage = soFar;
      case ChatEvent.PartDelta(int part, var piece) when OutputItems.carries(piece) -> {
        begin();
        items.add(part, piece);
      }
      case ChatEvent.PartDone(int part) -> items.done(part);
      case ChatEvent.Finished finished -> finish(finished);
      case ChatEvent.Failed(Failure failure) -> fail(failure);
      default -> {}
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      tell("response.created");
      tell("response.in_progress");
    }
  }

  private void finish(ChatEvent.Finished finished) {
    begin();
    further = further(finished.extra());
    incomplete = why(finished.reason());
    xml = finished.xml();
    boolean whole = incomplete == null && finished.reason() != FinishReason.PAUSED;
    items.end(whole);
    status = whole ? "completed" : "incomplete";
    nativeFinish = NativeFinish.beside(status, finished.reason(), finished.detail());
    tell("response." + status);
  }

  // Of chat completions only how an answer was served means the same here.
  private static Json.Obj further(@Nullable Map<String, Json.Obj> extra) {
    Json.Obj own = Extra.in(extra, ResponsesReader.RESPONSES);
    Json tier = Extra.in(extra, ResponsesReader.CHAT).get("service_tier");
    return tier == null ? own : own.with("service_tier", tier);
  }

  private @Nullable String why(FinishReason reason) {
    return switch (reason) {
      case LENGTH, CONTEXT_FULL -> "max_output_tokens";
      case CONTENT_REFUSED -> items.refuses() ? null : "content_filter";
      default -> null;
    };
  }

  private void fail(Failure failure) {
    begin();
    items.end(false);
    status = "failed";
    Json.Obj told =
        Json.EMPTY.with("code", Json.of(code(failure))).with("message", Json.of(failure.message()));
    String rule = BlockingRule.of(failure);
    error = rule == null ? told : told.with(BlockingRule.FIELD, Json.of(rule));
    tell("response.failed");
  }

  private static String code(Failure failure) {
    return failure.code() == FailureCode.RATE_LIMITED
        ? "rate_limit_exceeded"
        : FailureStatus.of(failure) < 500 ? "invalid_prompt" : "server_error";
  }

  private void tell(String type) {
    responseEventSink.tell(type, out -> JsonWriter.field(out, "response", json()));
  }

  /** As it stands. */
  Json.Obj json() {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("id", Json.of(StoredResponse.ID.write(decision)));
    fields.put("object", Json.of("response"));
    fields.put("created_at", Json.of(seconds(decision)));
    fields.put("status", Json.of(status));
    fields.put("error", error);
    fields.put(
        "incomplete_details",
        incomplete == null ? Json.NULL : Json.EMPTY.with("reason", Json.of(incomplete)));
    if (nativeFinish != null) {
      fields.put(NativeFinish.FIELD, Json.of(nativeFinish));
    }
    fields.put("model", Json.of(model));
    fields.put("output", items.json());
    if (!usage.equals(TokenUsage.NONE)) {
      fields.put("usage", used());
    }
    if (xml != null) {
      fields.put(XmlField.NAME, XmlField.json(xml));
    }
    asked.fields().forEach(fields::putIfAbsent);
    UNSAID.forEach(fields::putIfAbsent);
    further.fields().forEach((name, value) -> further(fields, name, value));
    return new Json.Obj(fields);
  }

  // What the vendor says counts, where it was asked for something; what is ours is not the
  // vendor's.
  private static void further(Map<String, Json> fields, String name, Json value) {
    if (name.equals("service_tier")) {
      fields.put(name, value);
    } else {
      fields.putIfAbsent(name, value);
    }
  }

  private Json used() {
    return Json.EMPTY
        .with("input_tokens", Json.of(usage.input()))
        .with(
            "input_tokens_details",
            Json.EMPTY
                .with("cached_tokens", Json.of(usage.cachedInput()))
                .with("cache_write_tokens", Json.of(usage.cacheWrite())))
        .with("output_tokens", Json.of(usage.output()))
        .with(
            "output_tokens_details",
            Json.EMPTY.with("reasoning_tokens", Json.of(usage.reasoning())))
        .with("total_tokens", Json.of(usage.input() + usage.output()));
  }

  /** What ids that are made of a decision's have in common. */
  static String hex(UUID decision) {
    return StoredResponse.ID.write(decision).substring("resp_".length());
  }

  // When the call came in, by the first 48 bits of its id (RFC 9562, 5.7).
  private static long seconds(UUID decision) {
    return (decision.getMostSignificantBits() >>> 16) / 1_000;
  }
}
