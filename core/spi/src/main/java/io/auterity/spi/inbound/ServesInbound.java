package io.auterity.spi.inbound;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;

/**
 * The handler of inbound requests that a connector's instance implements besides its kind when
 * clients of a protocol of their own reach its provider through the platform.
 */
@FunctionalInterface
public interface ServesInbound {

  /**
   * Answers a request that the platform has authenticated, and authorized as the {@link
   * InboundCall} that its kind says it is, on a thread that may compute. It ends when the answer is
   * written.
   *
   * @param rights what else the caller may do
   * @throws CallFailedException what the caller is told where no answer has begun
   */
  void serve(InboundRequest request, InboundReply reply, InboundRights rights, Call call);
}
