package io.auterity.gateway.door;

/** Serves the requests of one endpoint. */
@FunctionalInterface
interface Door {

  /**
   * Serves one request, on a thread of its own.
   *
   * @throws io.auterity.spi.CallFailedException to refuse it, as long as no answer has begun
   */
  void serve(GatewayRequest request, ReplyChannel reply);
}
