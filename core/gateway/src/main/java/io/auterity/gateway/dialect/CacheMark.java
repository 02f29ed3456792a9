package io.auterity.gateway.dialect;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import org.jspecify.annotations.Nullable;

/**
 * The mark for the cache of vendors that have one ({@code cache_control}), as OpenRouter, LiteLLM
 * and coding agents write it into requests of OpenAI's APIs, which have none of their own.
 */
public final class CacheMark {

  public static final String FIELD = "cache_control";

  /** Takes the mark out of an object; null without one. */
  public static Part.@Nullable CachePoint take(RequestFields fields) {
    return fields.take(FIELD) instanceof Json.Obj control
            && "ephemeral".equals(control.text("type"))
        ? new Part.CachePoint(control.text("ttl"))
        : null;
  }
}
