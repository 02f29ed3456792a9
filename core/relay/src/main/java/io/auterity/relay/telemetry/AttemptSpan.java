package io.auterity.relay.telemetry;

import io.auterity.platform.telemetry.TraceContext;
import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.ai.TokenUnit;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client span of one attempt, by OpenTelemetry's conventions for generative AI. */
public final class AttemptSpan {

  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey(GenAi.OPERATION);
  private static final AttributeKey<String> VENDOR = AttributeKey.stringKey(GenAi.PROVIDER);
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey(GenAi.MODEL);
  private static final AttributeKey<Boolean> STREAM =
      AttributeKey.booleanKey("gen_ai.request.stream");
  private static final AttributeKey<Double> FIRST =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
  private static final AttributeKey<String> CAPABILITY =
      AttributeKey.stringKey("auterity.capability");
  private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("auterity.provider");
  private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("auterity.attempt");
  private static final AttributeKey<Boolean> ESTIMATED =
      AttributeKey.booleanKey("auterity.usage.estimated");

  // Input and output are all of it, as the conventions say; the others are parts of these.
  private static final Map<AttributeKey<Long>, List<TokenUnit>> USAGE =
      Map.of(
          AttributeKey.longKey("gen_ai.usage.input_tokens"),
          TokenUnit.ofInput(),
          AttributeKey.longKey("gen_ai.usage.output_tokens"),
          TokenUnit.ofOutput(),
          AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens"),
          List.of(TokenUnit.CACHED_INPUT),
          AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens"),
          List.of(TokenUnit.CACHE_WRITE, TokenUnit.CACHE_WRITE_LONG),
          AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens"),
          List.of(TokenUnit.REASONING));

  private final Span span;
  private final @Nullable TraceContext context;
  private final @Nullable AnswerAttributes answer;

  private AttemptSpan(
      Span span, @Nullable TraceContext context, @Nullable AnswerAttributes answer) {
    this.span = span;
    this.context = context;
    this.answer = answer;
  }

  /** What is asked of whom. */
  record Asked(String capability, boolean stream, Offer offer, Record input) {}

  /** A span that is not recorded. */
  static AttemptSpan none(@Nullable TraceContext context) {
    return new AttemptSpan(Span.getInvalid(), context, null);
  }

  static AttemptSpan begin(Tracer tracer, Context parent, Asked asked) {
    String operation = GenAi.operation(asked.capability());
    String model = Offer.modelOf(asked.offer().id());
    String what = operation == null ? asked.capability() : operation;
    SpanBuilder builder =
        tracer
            .spanBuilder(model == null ? what : what + " " + model)
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(CAPABILITY, asked.capability())
            .setAttribute(PROVIDER, asked.offer().provider().id());
    if (operation != null) {
      builder
          .setAttribute(OPERATION, operation)
          .setAttribute(VENDOR, GenAi.provider(asked.offer().provider().connector()))
          .setAttribute(STREAM, asked.stream());
      RequestAttributes.put(builder, asked.input());
    }
    if (model != null) {
      builder.setAttribute(MODEL, model);
    }
    Span span = builder.startSpan();
    return new AttemptSpan(
        span,
        TraceContext.of(span.getSpanContext()),
        span.isRecording() ? new AnswerAttributes(span) : null);
  }

  /** What requests of the attempt are made under; null when nothing is traced. */
  public @Nullable TraceContext context() {
    return context;
  }

  /** Takes what the answer, or an event of it, tells of itself. */
  public void saw(Record seen) {
    if (answer != null) {
      answer.put(seen);
    }
  }

  /** Ends it, of an attempt that was made. */
  public void end(Decision.Tried tried) {
    if (span.isRecording()) {
      tell(tried);
    }
    span.end();
  }

  /** Ends it, of an attempt that was not made after all. */
  public void end() {
    span.end();
  }

  private void tell(Decision.Tried tried) {
    span.setAttribute(NUMBER, (long) tried.number());
    USAGE.forEach(
        (name, units) -> {
          Long tokens = GenAi.tokens(tried.used(), units);
          if (tokens != null) {
            span.setAttribute(name, tokens);
          }
        });
    if (tried.estimated()) {
      span.setAttribute(ESTIMATED, true);
    }
    Long first = tried.firstNanos();
    if (first != null) {
      span.setAttribute(FIRST, (double) first / 1e9);
    }
    CallTrace.failed(span, tried.failure());
  }
}
