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

    private static final String EMPTY_BODY =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public UnsignedRequest {
      Objects.requireNonNull(method);
      Objects.requireNonNull(host);
      Objects.requireNonNull(path);
      headers = Map.copyOf(headers);
      Objects.requireNonNull(bodyDigest);
      Objects.requireNonNull(at);
    }

    /** One without headers, query and body. */
    public static Builder builder(String method, String host, String path, Instant at) {
      return new Builder(method, host, path, at);
    }

    /** A request piece by piece. */
    public static final class Builder {
      private final String method;
      private final String host;
      private final String path;
      private final Instant at;
      private @Nullable String query;
      private Map<String, List<String>> headers = Map.of();
      private String bodyDigest = EMPTY_BODY;

      private Builder(String method, String host, String path, Instant at) {
        this.method = method;
        this.host = host;
        this.path = path;
        this.at = at;
      }

      public Builder query(@Nullable String value) {
        query = value;
        return this;
      }

      public Builder headers(Map<String, List<String>> value) {
        headers = value;
        return this;
      }

      public Builder bodyDigest(String value) {
        bodyDigest = value;
        return this;
      }

      public UnsignedRequest build() {
        return new UnsignedRequest(method, host, path, query, headers, bodyDigest, at);
      }
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
   * wrote, and in front of its path.
   *
   * @param headers by name
   * @param query by name, not encoded
   * @param path the segment in front of the path, not encoded: neither empty nor a dot segment;
   *     null for none
   */
  record Signature(Map<String, String> headers, Map<String, String> query, @Nullable String path) {
    public Signature {
      headers = Map.copyOf(headers);
      query = Map.copyOf(query);
    }

    /** One with nothing in the path. */
    public Signature(Map<String, String> headers, Map<String, String> query) {
      this(headers, query, null);
    }

    /** One of a segment in front of the path alone. */
    public static Signature ofPath(String segment) {
      return new Signature(Map.of(), Map.of(), segment);
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
