package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures Cohere tells in its usual form. */
interface CohereCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return CohereErrors.failure(response);
  }
}
