package io.auterity.platform.call;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import io.auterity.spi.inbound.InboundRights;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A request of bytes that a call carries to the connector in place of its input, which only says
 * what the request amounts to. It can be served once: its body is not kept.
 */
public final class CarriedBytes implements InboundRights {

  /**
   * One thing that it does.
   *
   * @param capability that its caller must be allowed
   * @param input of that, as far as it is known
   * @param subject what it is done to; empty when that is the whole place
   */
  public record Deed(String capability, Record input, String subject) {}

  private final InboundRequest request;
  private final InboundReply reply;
  private final List<Deed> deeds;
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile Predicate<String> rights = capability -> false;

  /**
   * @param deeds all that it does, the capability that is called first
   */
  public CarriedBytes(InboundRequest request, InboundReply reply, List<Deed> deeds) {
    this.request = request;
    this.reply = reply;
    this.deeds = List.copyOf(deeds);
  }

  public List<Deed> deeds() {
    return deeds;
  }

  /** Says what else its caller may do, by the name of a capability; nothing until this is said. */
  public void permits(Predicate<String> known) {
    rights = known;
  }

  @Override
  public boolean may(String operation) {
    String first = deeds.getFirst().capability();
    return rights.test(first.substring(0, first.indexOf('.') + 1) + operation);
  }

  public InboundReply reply() {
    return reply;
  }

  /**
   * The request, for the connector that serves it.
   *
   * @throws CallFailedException {@code internal} when it was taken already
   */
  public InboundRequest take() {
    if (!taken.compareAndSet(false, true)) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "a request of bytes can be served once only");
    }
    return request;
  }
}
