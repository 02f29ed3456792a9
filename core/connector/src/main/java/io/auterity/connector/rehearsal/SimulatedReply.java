package io.auterity.connector.rehearsal;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulated reply of a vendor to one request. */
public record SimulatedReply(int status, String body) {
  public SimulatedReply {
    if (status < 100 || status > 599) {
      throw new CallFailedException(
          FailureCode.INVALID, "a reply has a status of 100 to 599, not %d".formatted(status));
    }
  }

  WireResponse whole() {
    return new WireResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  WireStream stream() {
    return new Read();
  }

  /** The body in one piece. */
  private final class Read implements WireStream {

    private boolean read;

    @Override
    public int status() {
      return status;
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }

    @Override
    public byte @Nullable [] next() {
      if (read) {
        return null;
      }
      read = true;
      return whole().body();
    }

    @Override
    public WireResponse drain(int limit) {
      WireResponse whole = whole();
      if (whole.body().length > limit) {
        throw new CallFailedException(
            FailureCode.TOO_LARGE, "the reply is longer than %d bytes".formatted(limit));
      }
      return read ? new WireResponse(status, Map.of(), new byte[0]) : whole;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
