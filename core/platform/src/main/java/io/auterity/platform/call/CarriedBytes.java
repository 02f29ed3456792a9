package io.auterity.platform.call;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request of bytes that a call carries to the connector in place of its input, which only says
 * what the request amounts to. It can be served once: its body is not kept.
 */
public final class CarriedBytes {

  private final InboundRequest request;
  private final InboundReply reply;
  private final Set<String> also;
  private final AtomicBoolean taken = new AtomicBoolean();

  /**
   * @param also capabilities that its caller must be allowed besides the one that is called
   */
  public CarriedBytes(InboundRequest request, InboundReply reply, Set<String> also) {
    this.request = request;
    this.reply = reply;
    this.also = Set.copyOf(also);
  }

  public Set<String> also() {
    return also;
  }

  public InboundReply reply() {
    return reply;
  }

  /**
   * The request, for whoever serves it.
   *
   * @throws CallFailedException {@code internal} when somebody has taken it already
   */
  public InboundRequest take() {
    if (!taken.compareAndSet(false, true)) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "a request of bytes can be served once only");
    }
    return request;
  }
}
