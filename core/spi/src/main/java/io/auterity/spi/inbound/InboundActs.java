package io.auterity.spi.inbound;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import java.util.Optional;

/**
 * The mapping of a protocol's requests to the operations of a kind. It is named by {@link
 * io.auterity.spi.Kind#inbound}, has a public constructor without arguments, keeps nothing, and
 * reads no more of a body than it needs.
 */
public interface InboundActs {

  /**
   * The operation that a caller must be allowed before a byte of the request's body is read.
   *
   * @return empty when the protocol has no such request
   */
  Optional<String> needed(InboundRequest request);

  /**
   * What a request is.
   *
   * @param provider for which it came in
   * @return empty when the protocol has no such request
   * @throws CallFailedException {@code invalid} when it is malformed, {@code too_large} when it
   *     does too much at once
   */
  Optional<InboundCall> call(String provider, InboundRequest request);

  /**
   * A refusal in the words of the protocol, so that its clients show why. The rest of the body is
   * read before it is sent, as some clients hear nothing until they have said all.
   *
   * @param status that HTTP has for the failure
   */
  default InboundRefusal refusal(InboundRequest request, int status, Failure failure) {
    return InboundRefusal.inWords(status, failure.message());
  }
}
