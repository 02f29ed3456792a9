package io.auterity.provider.call;

import io.auterity.platform.bound.CallMemory;
import io.auterity.provider.Attempt;
import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.spi.WireBatches;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;

/**
 * The way out of an attempt whose requests wait for a batch of their vendor, where that takes them.
 */
record BatchTransport(ProviderContext provider, WireBatches batches, Attempt.Batched batched)
    implements Transport {

  @Override
  public WireResponse send(WireRequest request, Call call) {
    if (!batches.takes(request)) {
      return provider.transport().send(request, call);
    }
    WireResponse answer = batched.ask(request, call);
    call.reserve(CallMemory.weight(answer.body()));
    return answer;
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return provider.transport().open(request, call);
  }
}
