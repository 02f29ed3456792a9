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
    String named = named(opened.input());
    if (named == null) {
      return opened.provider();
    }
    if (opened.provider() != null && !opened.provider().equals(named)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "the cursor comes from %s and the input names %s".formatted(opened.provider(), named));
    }
    return named;
  }

  // By what it refers to, or because it says so.
  private static @Nullable String named(Record input) {
    Shape shape = Shape.of(input);
    Ref ref = shape.ref(input);
    return ref == null ? shape.text(input, "provider") : ref.provider();
  }
}
