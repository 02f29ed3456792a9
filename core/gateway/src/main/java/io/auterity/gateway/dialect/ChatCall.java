package io.auterity.gateway.dialect;

import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.ai.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of a chat asks for.
 *
 * @param request without its conversation where that was not read
 * @param stream whether the answer comes as it is made
 * @param usage whether a stream tells what it used
 * @param answers how many answers are wanted, of which each is a call of its own
 * @param wire the same as it was written, if it can go on so
 */
public record ChatCall(
    ChatRequest request,
    boolean stream,
    boolean usage,
    int answers,
    Payload.@Nullable OfWire wire) {

  /** A call that was read whole. */
  public ChatCall(ChatRequest request, boolean stream, boolean usage) {
    this(request, stream, usage, 1);
  }

  /** One that wants several answers. */
  public ChatCall(ChatRequest request, boolean stream, boolean usage, int answers) {
    this(request, stream, usage, answers, null);
  }

  public Payload input() {
    return wire == null ? Payload.of(request) : wire;
  }
}
