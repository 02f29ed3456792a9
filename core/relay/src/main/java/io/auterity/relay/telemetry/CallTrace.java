package io.auterity.relay.telemetry;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one call, under the trace of its caller: one of the call itself and one beneath it
 * of each attempt. No word of a prompt or an answer stands in them. Without a collector there are
 * none, and the trace of the caller is handed on as it came.
 */
public final class CallTrace {

  private static final AttributeKey<String> CAPABILITY =
      AttributeKey.stringKey("auterity.capability");
  private static final AttributeKey<String> DECISION = AttributeKey.stringKey("auterity.decision");
  private static final AttributeKey<String> TENANT = AttributeKey.stringKey("auterity.tenant");
  private static final AttributeKey<String> DOOR = AttributeKey.stringKey("auterity.door");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("auterity.route");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("auterity.outcome");
  private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("auterity.attempts");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey(GenAi.ERROR);

  /** Of an entry of the caller's baggage. */
  private static final String BAGGAGE = "baggage.";

  private final @Nullable Tracer tracer;
  private final Span span;
  private final @Nullable TraceContext context;

  private CallTrace(@Nullable Tracer tracer, Span span, @Nullable TraceContext context) {
    this.tracer = tracer;
    this.span = span;
    this.context = context;
  }

  /** Begins the span of a call. */
  public static CallTrace begin(Telemetry telemetry, Invocation call) {
    if (!telemetry.traced()) {
      return new CallTrace(null, Span.getInvalid(), call.trace());
    }
    Tracer tracer = telemetry.tracer();
    Span span =
        under(call.trace(), tracer.spanBuilder("call"))
            .setSpanKind(SpanKind.INTERNAL)
            .setAttribute(DECISION, Decision.ID.write(call.id()))
            .setAttribute(TENANT, TenantScope.ID.write(call.scope().tenant()))
            .setAttribute(DOOR, call.door().wire())
            .startSpan();
    Map<String, String> baggage = call.trace() == null ? Map.of() : call.trace().baggage();
    baggage.forEach((name, value) -> span.setAttribute(BAGGAGE + name, value));
    TraceContext own = TraceContext.of(span.getSpanContext());
    return new CallTrace(tracer, span, own == null ? null : own.with(baggage));
  }

  /** What the call is made under; null when nothing is traced. */
  public @Nullable TraceContext context() {
    return context;
  }

  /** Begins the span of an attempt at an offer. */
  public AttemptSpan attempt(String capability, boolean stream, Offer offer, Record input) {
    return tracer == null
        ? AttemptSpan.none(context)
        : AttemptSpan.begin(
            tracer,
            Context.root().with(span),
            new AttemptSpan.Asked(capability, stream, offer, input));
  }

  /**
   * Ends it.
   *
   * @param capability null when the call was stopped before it was known
   */
  public void end(@Nullable String capability, Decision decision) {
    if (!span.isRecording()) {
      span.end();
      return;
    }
    if (capability != null) {
      span.updateName(capability);
      span.setAttribute(CAPABILITY, capability);
    }
    Decision.Planning planning = decision.planning();
    Decision.Routed routed = planning == null ? null : planning.route();
    if (routed != null) {
      span.setAttribute(ROUTE, routed.id());
    }
    span.setAttribute(OUTCOME, decision.result().ending().wire());
    span.setAttribute(ATTEMPTS, (long) decision.attempts().size());
    failed(span, decision.result().failure());
    span.end();
  }

  // The message of a failure may quote the input.
  static void failed(Span span, @Nullable Failure failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR, failure.code().wire());
    }
  }

  private static SpanBuilder under(@Nullable TraceContext caller, SpanBuilder builder) {
    if (caller == null || !caller.traced()) {
      return builder.setNoParent();
    }
    SpanContext parent =
        SpanContext.create(
            caller.traceId(),
            caller.spanId(),
            TraceFlags.fromHex(caller.flags(), 0),
            TraceState.getDefault());
    return builder.setParent(Context.root().with(Span.wrap(parent)));
  }
}
