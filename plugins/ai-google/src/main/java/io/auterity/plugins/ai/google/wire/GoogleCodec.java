package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.Failure;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Codec;

/** A codec of one operation whose failures Google tells in its usual form. */
interface GoogleCodec<I, O> extends Codec<I, O> {

  @Override
  default Failure failure(WireResponse response) {
    return GoogleRpcErrors.failure(response);
  }
}
