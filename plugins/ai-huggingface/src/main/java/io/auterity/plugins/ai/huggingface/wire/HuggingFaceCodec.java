package io.auterity.plugins.ai.huggingface.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures Hugging Face tells in its usual form. */
interface HuggingFaceCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return HuggingFaceErrors.failure(response);
  }
}
