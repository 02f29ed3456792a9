package io.auterity.spi.event;

import io.auterity.spi.Call;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;

/** Events of a tenant's own: triggers start runs by them, and steps await them. */
@Kind("event")
public interface Eventing {

  @Operation(
      resource = "custom",
      verb = "raise",
      summary = "Raise an event of a type that the tenant declares",
      effect = Effect.NON_IDEMPOTENT)
  default EventRaised raiseCustom(EventRaise input, Call call) {
    throw call.unsupported();
  }
}
