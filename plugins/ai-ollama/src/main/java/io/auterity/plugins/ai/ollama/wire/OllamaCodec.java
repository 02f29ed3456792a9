package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures Ollama tells in its usual form. */
interface OllamaCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return OllamaErrors.failure(response);
  }
}
