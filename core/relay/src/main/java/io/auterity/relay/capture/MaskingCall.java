package io.auterity.relay.capture;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import java.time.Duration;
import java.util.Objects;

/** Masks by a call of {@code text.pii.mask}, which takes the road like any other. */
public record MaskingCall(Invoker invoker, Ids ids) implements Captures.Masker {

  /** The one capability that the platform itself calls. */
  public static final String CAPABILITY = "text.pii.mask";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public String mask(TenantScope scope, String text) {
    Outcome outcome =
        invoker.invoke(
            Invocation.of(
                    ids.next(),
                    scope,
                    Principal.PLATFORM,
                    CAPABILITY,
                    Payload.of(new TextToMask(text)))
                .timeout(TIMEOUT)
                .door(Invocation.Door.CAPTURE)
                .build());
    return switch (outcome) {
      case Outcome.Succeeded answered ->
          ((MaskedText) Objects.requireNonNull(answered.value())).text();
      case Outcome.Refused refused -> throw new CallFailedException(refused.failure());
      case Outcome.Failed failed -> throw new CallFailedException(failed.failure());
    };
  }
}
