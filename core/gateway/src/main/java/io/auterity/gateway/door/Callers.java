package io.auterity.gateway.door;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.platform.call.Credential;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;

/** Reads the API key that a caller's request shows. */
public final class Callers {

  /**
   * The key that a request shows.
   *
   * @throws CallFailedException {@code unauthenticated} when it shows none, or several that differ
   */
  public static Credential key(Dialect dialect, RequestHeaders headers, Query query) {
    List<String> keys = dialect.keys(headers, query);
    if (keys.isEmpty()) {
      throw refusal("no key: " + dialect.keyHint());
    }
    if (keys.stream().distinct().count() > 1) {
      throw refusal("the keys that the request shows differ: " + dialect.keyHint());
    }
    return new Credential.ApiKey(keys.getFirst());
  }

  private static CallFailedException refusal(String message) {
    return new CallFailedException(Failure.of(FailureCode.UNAUTHENTICATED, message));
  }
}
