package io.auterity.relay.telemetry;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Sampling;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a request on the span of an attempt, such as its limit of output tokens and its
 * sampling.
 */
final class RequestAttributes {

  private static final AttributeKey<Long> MAX_TOKENS =
      AttributeKey.longKey("gen_ai.request.max_tokens");
  private static final AttributeKey<Double> TEMPERATURE =
      AttributeKey.doubleKey("gen_ai.request.temperature");
  private static final AttributeKey<Double> TOP_P = AttributeKey.doubleKey("gen_ai.request.top_p");
  private static final AttributeKey<Double> TOP_K = AttributeKey.doubleKey("gen_ai.request.top_k");
  private static final AttributeKey<Long> SEED = AttributeKey.longKey("gen_ai.request.seed");
  private static final AttributeKey<Double> FREQUENCY =
      AttributeKey.doubleKey("gen_ai.request.frequency_penalty");
  private static final AttributeKey<Double> PRESENCE =
      AttributeKey.doubleKey("gen_ai.request.presence_penalty");
  private static final AttributeKey<Long> DIMENSIONS =
      AttributeKey.longKey("gen_ai.embeddings.dimension.count");

  /** Puts what is asked for; nothing where it is left to the vendor. */
  static void put(SpanBuilder span, Record input) {
    if (input instanceof ChatRequest chat) {
      whole(span, MAX_TOKENS, chat.maxOutputTokens());
      decimal(span, TEMPERATURE, chat.temperature());
      decimal(span, TOP_P, chat.topP());
      Sampling sampling = chat.sampling();
      if (sampling != null) {
        put(span, sampling);
      }
    } else if (input instanceof EmbeddingRequest embedding) {
      whole(span, DIMENSIONS, embedding.dimensions());
    }
  }

  private static void put(SpanBuilder span, Sampling sampling) {
    decimal(span, TOP_K, sampling.topK());
    whole(span, SEED, sampling.seed());
    decimal(span, FREQUENCY, sampling.frequencyPenalty());
    decimal(span, PRESENCE, sampling.presencePenalty());
  }

  private static void whole(SpanBuilder span, AttributeKey<Long> key, @Nullable Number value) {
    if (value != null) {
      span.setAttribute(key, Long.valueOf(value.longValue()));
    }
  }

  private static void decimal(SpanBuilder span, AttributeKey<Double> key, @Nullable Number value) {
    if (value != null) {
      span.setAttribute(key, Double.valueOf(value.doubleValue()));
    }
  }
}
