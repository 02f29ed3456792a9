package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures Bedrock tells in its usual form. */
interface BedrockCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return BedrockErrors.failure(response);
  }
}
