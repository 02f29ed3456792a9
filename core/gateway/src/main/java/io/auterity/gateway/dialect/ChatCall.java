package io.auterity.gateway.dialect;

import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.ai.ChatRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat call, as its caller asks for it.
 *
 * @param request without its conversation where that was not read
 * @param stream whether the answer comes as it is made
 * @param usage whether a stream tells what it used
 * @param answers how many answers are wanted, of which each is a call of its own
 * @param older whether calls of functions are told in the older of the forms that the dialect has
 * @param wire the same as it was written, if it can go on so
 * @param alternatives models to ask when that of the request fails, in this order
 */
public record ChatCall(
    ChatRequest request,
    boolean stream,
    boolean usage,
    int answers,
    boolean older,
    Payload.@Nullable OfWire wire,
    List<String> alternatives) {

  /** A call that was read whole. */
  public ChatCall(ChatRequest request, boolean stream, boolean usage) {
    this(request, stream, usage, 1, false);
  }

  /** One that may want several answers, or calls of functions in the older form. */
  public ChatCall(ChatRequest request, boolean stream, boolean usage, int answers, boolean older) {
    this(request, stream, usage, answers, older, null, List.of());
  }

  /** One that can go on as it was written. */
  public ChatCall(ChatRequest request, boolean stream, boolean usage, Payload.OfWire wire) {
    this(request, stream, usage, 1, false, wire, List.of());
  }

  /** The same for a request that says more, which was read whole. */
  public ChatCall with(ChatRequest whole) {
    return new ChatCall(whole, stream, usage, answers, older, null, alternatives);
  }

  /** The same for a caller who names further models. */
  public ChatCall or(List<String> models) {
    return new ChatCall(request, stream, usage, answers, older, wire, models);
  }

  public Payload input() {
    return wire == null ? Payload.of(request) : wire;
  }
}
