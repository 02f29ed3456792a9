package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.route.Facts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import org.jspecify.annotations.Nullable;

/** Gathers what planning may know of a call. */
final class Facing {

  private Facing() {}

  static Facts facts(Passage passage, Cursors.Opened opened) {
    Invocation call = passage.call;
    Capability capability = passage.capability();
    return new Facts(
        capability.id(),
        capability.kind(),
        capability.operation(),
        capability.effect(),
        capability.stream(),
        capability.dataClass(),
        Shape.of(opened.input()).text(opened.input(), "model"),
        call.labels(),
        call.principal().name(),
        call.principal().type(),
        call.door(),
        pinned(opened));
  }

  private static @Nullable String pinned(Cursors.Opened opened) {
    Ref ref = Shape.of(opened.input()).ref(opened.input());
    if (ref == null) {
      return opened.provider();
    }
    if (opened.provider() != null && !opened.provider().equals(ref.provider())) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the cursor comes from %s and the reference from %s"
              .formatted(opened.provider(), ref.provider()));
    }
    return ref.provider();
  }
}
