package io.auterity.gateway.dialect;

/**
 * What is asked at an endpoint.
 *
 * @param named what the path names at the endpoint's placeholder, decoded; empty where it has none
 * @param body as it was sent
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Question(String named, Query query, RequestHeaders headers, byte[] body) {
  /** One that is all in its body and headers. */
  public static Question of(byte[] body, RequestHeaders headers) {
    return new Question("", Query.NONE, headers, body);
  }
}
