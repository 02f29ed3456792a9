package io.auterity.platform.telemetry;

import io.auterity.spi.Json;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a call, and the baggage of its caller, as a value that doors hand on. Of
 * a caller who sends baggage alone the ids are empty.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param flags 2 hexadecimal digits
 * @param baggage of the caller (W3C {@code baggage}), by name, without properties: at most 64
 *     entries and 8,192 characters; what is beyond is left out
 */
public record TraceContext(
    String traceId, String spanId, String flags, Map<String, String> baggage) {

  private static final int MOST_BAGGAGE = 64;
  private static final int MOST_CHARACTERS = 8_192;

  public TraceContext {
    baggage = bounded(baggage);
  }

  /** Of a caller without baggage. */
  public TraceContext(String traceId, String spanId, String flags) {
    this(traceId, spanId, flags, Map.of());
  }

  private static Map<String, String> bounded(Map<String, String> all) {
    Map<String, String> some = new LinkedHashMap<>();
    int characters = 0;
    for (Map.Entry<String, String> entry : all.entrySet()) {
      characters += entry.getKey().length() + entry.getValue().length();
      if (some.size() < MOST_BAGGAGE && characters <= MOST_CHARACTERS) {
        some.put(entry.getKey(), entry.getValue());
      }
    }
    return Map.copyOf(some);
  }

  /** The one that this thread works under; null when there is neither trace nor baggage. */
  public static @Nullable TraceContext current() {
    Map<String, String> baggage = new LinkedHashMap<>();
    Baggage.current().forEach((name, entry) -> baggage.put(name, entry.getValue()));
    TraceContext trace = of(Span.current().getSpanContext());
    if (trace == null) {
      return baggage.isEmpty() ? null : new TraceContext("", "", "", baggage);
    }
    return trace.with(baggage);
  }

  /** That of a span; null when nothing is traced. */
  public static @Nullable TraceContext of(SpanContext span) {
    return span.isValid()
        ? new TraceContext(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }

  /** The same with another baggage. */
  public TraceContext with(Map<String, String> other) {
    return new TraceContext(traceId, spanId, flags, other);
  }

  /** Whether there is a trace, and not baggage alone. */
  public boolean traced() {
    return !traceId.isEmpty();
  }

  /** As W3C's header {@code traceparent} has it; empty without a trace. */
  public Optional<String> header() {
    return traced()
        ? Optional.of(String.join("-", "00", traceId, spanId, flags))
        : Optional.empty();
  }

  /** As {@link #read} takes it. */
  public Json.Obj written() {
    Json.Obj entries = Json.EMPTY;
    for (Map.Entry<String, String> entry : baggage.entrySet()) {
      entries = entries.with(entry.getKey(), Json.of(entry.getValue()));
    }
    return Json.EMPTY
        .with("trace", Json.of(traceId))
        .with("span", Json.of(spanId))
        .with("flags", Json.of(flags))
        .with("baggage", entries);
  }

  /** The one that was written so. */
  public static TraceContext read(Json.Obj written) {
    Map<String, String> baggage = new LinkedHashMap<>();
    if (written.get("baggage") instanceof Json.Obj(Map<String, Json> entries)) {
      entries.forEach(
          (name, value) -> baggage.put(name, value instanceof Json.Str(String text) ? text : ""));
    }
    return new TraceContext(
        Objects.requireNonNullElse(written.text("trace"), ""),
        Objects.requireNonNullElse(written.text("span"), ""),
        Objects.requireNonNullElse(written.text("flags"), ""),
        baggage);
  }
}
