package io.auterity.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request on the wire before it is signed.
 *
 * @param uri absolute, http or https
 * @param headers values by lower-case name
 * @param credential that it bears where credentials are sent; elsewhere it bears none
 * @param redirects whether the transport follows a reply that leads elsewhere on the same host;
 *     otherwise that is the reply
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record WireRequest(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    RequestCredential credential,
    boolean redirects) {
  public WireRequest {
    Objects.requireNonNull(method);
    Objects.requireNonNull(uri);
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body);
    Objects.requireNonNull(credential);
  }

  /** One whose redirections are followed. */
  public WireRequest(
      String method,
      URI uri,
      Map<String, List<String>> headers,
      byte[] body,
      RequestCredential credential) {
    this(method, uri, headers, body, credential, true);
  }

  /** One that bears the provider's credential. */
  public WireRequest(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
    this(method, uri, headers, body, RequestCredential.PROVIDER);
  }

  public static WireRequest get(URI uri) {
    return new WireRequest("GET", uri, Map.of(), new byte[0]);
  }

  /** The same without the credential. */
  public WireRequest withoutCredential() {
    return new WireRequest(method, uri, headers, body, RequestCredential.NONE, redirects);
  }

  /** The same, whose redirections are replies: for who has rules of its own about them. */
  public WireRequest withoutRedirects() {
    return new WireRequest(method, uri, headers, body, credential, false);
  }

  /** The same to another place. */
  public WireRequest withUri(URI uri) {
    return new WireRequest(method, uri, headers, body, credential, redirects);
  }

  /** The same by another method. */
  public WireRequest withMethod(String method) {
    return new WireRequest(method, uri, headers, body, credential, redirects);
  }

  /**
   * The same with other headers.
   *
   * @param headers all of them, values by lower-case name
   */
  public WireRequest withHeaders(Map<String, List<String>> headers) {
    return new WireRequest(method, uri, headers, body, credential, redirects);
  }

  /** The same with another body. */
  public WireRequest withBody(byte[] body) {
    return new WireRequest(method, uri, headers, body, credential, redirects);
  }

  /** A POST of JSON bytes. */
  public static WireRequest json(URI uri, byte[] body) {
    return new WireRequest("POST", uri, Map.of("content-type", List.of("application/json")), body);
  }
}
