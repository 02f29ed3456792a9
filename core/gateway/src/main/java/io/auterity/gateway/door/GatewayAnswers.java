package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.VendorError;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.id.WireId;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Answers with the headers that every answer carries. */
public final class GatewayAnswers {

  /** Ids of requests of which no call was made. */
  public static final WireId REQUEST_ID = new WireId("req_");

  static final String PROVIDER = "auterity-provider";

  /** Trailer that names the offers which went on with a stream where it was cut. */
  static final String RESUMED = "auterity-resumed";

  /** The coding of a body that is as it is (RFC 9110, 12.5.3). */
  public static final String IDENTITY = "identity";

  private static final int LONGEST_CODING = 40;

  /** Of a call that succeeded. */
  static WholeAnswer of(Dialect dialect, Outcome.Succeeded outcome, byte[] body) {
    Map<String, String> headers = decided(dialect, outcome.decision());
    headers.put(PROVIDER, outcome.provider());
    return json(200, headers, body);
  }

  /** Of a call whose decision says why the gateway itself had to answer. */
  static WholeAnswer of(Dialect dialect, UUID decision, byte[] body) {
    return json(200, decided(dialect, decision), body);
  }

  /** JSON that no call stands behind. */
  static WholeAnswer of(byte[] body) {
    return json(200, new LinkedHashMap<>(), body);
  }

  /** The error of a call that was made. */
  static WholeAnswer failed(Dialect dialect, Failure failure, UUID decision) {
    String id = Decision.ID.write(decision);
    return error(dialect, failure, id, decided(dialect, decision));
  }

  /** The error of a request of which no call was made. */
  public static WholeAnswer refused(Dialect dialect, Failure failure, UUID request) {
    String id = REQUEST_ID.write(request);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(dialect.requestIdHeader(), id);
    return error(dialect, failure, id, headers);
  }

  /** For a request that did not come to its end in time; {@code what} came too slowly. */
  public static WholeAnswer tooSlow(Dialect dialect, String what, UUID request) {
    Failure failure =
        Failure.of(
            FailureCode.TIMEOUT,
            "the %s of the request came too slowly; send it without pauses".formatted(what));
    WholeAnswer answer = refused(dialect, failure, request);
    return new WholeAnswer(408, answer.headers(), answer.body());
  }

  /** For a request whose body is packed; names how it was. */
  public static WholeAnswer packed(Dialect dialect, String coding, UUID request) {
    Failure failure =
        Failure.of(
            FailureCode.UNSUPPORTED,
            "the body has content-encoding '%s', and is taken as it is alone: send it without this header and not compressed"
                .formatted(coding.substring(0, Math.min(LONGEST_CODING, coding.length()))));
    WholeAnswer answer = refused(dialect, failure, request);
    return new WholeAnswer(415, answer.headers(), answer.body()).with("accept-encoding", IDENTITY);
  }

  private static WholeAnswer error(
      Dialect dialect, Failure failure, String id, Map<String, String> headers) {
    headers.put("auterity-code", failure.code().wire());
    // The vendors' clients go by these two before they guess from the status.
    headers.put("x-should-retry", Boolean.toString(failure.retryable()));
    headers.put("auterity-applied", failure.applied().wire());
    headers.putAll(VendorError.headers(failure, dialect.name()));
    Duration wait = failure.retryAfter();
    if (wait != null) {
      headers.put("retry-after-ms", Long.toString(wait.toMillis()));
      headers.put("retry-after", Long.toString(wait.plusMillis(999).toSeconds()));
    }
    return json(dialect.status(failure), headers, dialect.body(failure, id));
  }

  private static WholeAnswer json(int status, Map<String, String> headers, byte[] body) {
    headers.put("content-type", "application/json");
    return new WholeAnswer(status, headers, body);
  }

  /** Headers of a stream. */
  static Map<String, String> stream(Dialect dialect, String contentType, UUID decision) {
    Map<String, String> headers = decided(dialect, decision);
    headers.put("content-type", contentType);
    headers.put("cache-control", "no-cache");
    headers.put("x-accel-buffering", "no");
    headers.put("trailer", PROVIDER + ", " + LossHeader.NAME + ", " + RESUMED);
    return headers;
  }

  private static Map<String, String> decided(Dialect dialect, UUID decision) {
    Map<String, String> headers = new LinkedHashMap<>();
    String id = Decision.ID.write(decision);
    headers.put("auterity-decision", id);
    headers.put(dialect.requestIdHeader(), id);
    return headers;
  }
}
