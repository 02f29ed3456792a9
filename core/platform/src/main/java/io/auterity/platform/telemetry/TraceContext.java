package io.auterity.platform.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a call stands in a trace, as a value that doors hand on.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param flags 2 hexadecimal digits
 */
public record TraceContext(String traceId, String spanId, String flags) {

  public TraceContext {
    Objects.requireNonNull(traceId);
    Objects.requireNonNull(spanId);
    Objects.requireNonNull(flags);
  }

  /** The one that this thread works under; null when nothing is traced. */
  public static @Nullable TraceContext current() {
    return of(Span.current().getSpanContext());
  }

  /** That of a span; null when nothing is traced. */
  public static @Nullable TraceContext of(SpanContext span) {
    return span.isValid()
        ? new TraceContext(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }

  /** As W3C's header {@code traceparent} has it. */
  public String header() {
    return String.join("-", "00", traceId, spanId, flags);
  }
}
