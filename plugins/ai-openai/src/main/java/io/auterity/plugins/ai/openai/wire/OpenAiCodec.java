package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures OpenAI tells in its usual form. */
interface OpenAiCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return OpenAiErrors.failure(response);
  }
}
