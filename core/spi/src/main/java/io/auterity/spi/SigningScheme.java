package io.auterity.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's own way of carrying a credential. It sees each request to a server that gets the
 * credential, and none to another, as it is about to go out, and does no I/O.
 */
public interface SigningScheme {

  /**
   * What a request is given. The platform sends it and tells it nowhere.
   *
   * @throws CallFailedException {@code invalid} when the credential is none that can sign
   */
  Signature sign(UnsignedRequest request, Credential credential);

  /**
   * Fails as {@link #sign} does where the credential could sign no request; asked when a provider
   * is opened.
   */
  default void check(Credential credential) {}

  /**
   * A request before it is signed.
   *
   * @param host as the Host header has it
   * @param path encoded, as it is sent
   * @param query encoded, as it is sent; null when there is none
   * @param headers values by lower-case name
   * @param bodyDigest SHA-256 of the body in lower-case hex, also of an empty one
   * @param at when it is sent
   */
  record UnsignedRequest(
      String method,
      String host,
      String path,
      @Nullable String query,
      Map<String, List<String>> headers,
      String bodyDigest,
      Instant at) {
    public UnsignedRequest {
      Objects.requireNonNull(method);
      Objects.requireNonNull(host);
      Objects.requireNonNull(path);
      headers = Map.copyOf(headers);
      Objects.requireNonNull(bodyDigest);
      Objects.requireNonNull(at);
    }
  }

  /**
   * What signs.
   *
   * @param name that goes with the secret, such as an account; null when the provider says none
   */
  record Credential(@Nullable String name, String secret) {
    public Credential {
      Objects.requireNonNull(secret);
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /**
   * What signs one request, in place of headers and parameters of these names that the connector
   * wrote.
   *
   * @param headers by name
   * @param query by name, not encoded
   */
  record Signature(Map<String, String> headers, Map<String, String> query) {
    public Signature {
      headers = Map.copyOf(headers);
      query = Map.copyOf(query);
    }

    /** One of headers alone. */
    public static Signature ofHeaders(Map<String, String> headers) {
      return new Signature(headers, Map.of());
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }
}
