package io.auterity.provider;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;

/** A way out that leads nowhere. */
public final class NoTransport implements Transport {
  @Override
  public WireResponse send(WireRequest request, Call call) {
    throw new CallFailedException(FailureCode.UNAVAILABLE, "no network");
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    throw new CallFailedException(FailureCode.UNAVAILABLE, "no network");
  }
}
