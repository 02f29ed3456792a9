package io.auterity.connector.witness;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vendor that answers everything in the same way. */
record Answers(int status, String body) implements Transport {

  static Transport of(int status, String body) {
    return new Answers(status, body);
  }

  /** One that refuses so; of a deadline that passes there is no answer. */
  static Optional<Transport> refusing(FailureCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> Optional.of(of(401, "{}"));
      case RATE_LIMITED -> Optional.of(of(429, "{}"));
      case TIMEOUT -> Optional.of(of(0, ""));
      default -> Optional.empty();
    };
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    if (status == 0) {
      throw new CallFailedException(
          Failure.of(FailureCode.TIMEOUT, "no answer came in time").withApplied(Applied.UNKNOWN));
    }
    return new WireResponse(
        status,
        Map.of("content-type", List.of("application/vnd.oci.image.manifest.v1+json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    throw new UnsupportedOperationException("nothing is streamed here");
  }
}
