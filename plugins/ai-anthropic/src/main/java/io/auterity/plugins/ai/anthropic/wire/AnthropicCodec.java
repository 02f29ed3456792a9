package io.auterity.plugins.ai.anthropic.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures Anthropic tells in its usual form. */
interface AnthropicCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return AnthropicErrors.failure(response);
  }
}
