package io.auterity.platform.provider;

import io.auterity.platform.call.PlatformCause;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call is told that ends because the host takes its instance away. The connector only sees
 * that it is to end, so what it says then, or how it breaks, is no finding of the provider.
 *
 * @param effect what it would do in the world
 */
record Replacement(Cancellation call, Effect effect) {

  private static final Set<FailureCode> FOLLOWING =
      EnumSet.of(FailureCode.CANCELLED, FailureCode.UNAVAILABLE, FailureCode.INTERNAL);

  /**
   * Runs code of the connector for the call, or not at all when its instance is gone already.
   *
   * @param before what the call has done until now
   */
  <T extends @Nullable Object> T during(Applied before, Supplier<T> work) {
    if (call.cut()) {
      throw new CallFailedException(replaced(before));
    }
    try {
      return work.get();
    } catch (CallFailedException e) {
      Failure told = told(e.failure());
      throw told.equals(e.failure()) ? e : new CallFailedException(told);
    }
  }

  /** An event of the call's stream. */
  @Nullable Record told(@Nullable Record event) {
    return event instanceof ChatEvent.Failed(Failure failure)
        ? new ChatEvent.Failed(told(failure))
        : event;
  }

  private Failure told(Failure failure) {
    boolean follows = call.cut() && FOLLOWING.contains(failure.code());
    return follows && PlatformCause.of(failure) == null ? replaced(applied(failure)) : failure;
  }

  // Whoever ends a call in the middle cannot know that nothing of it was done.
  private Applied applied(Failure failure) {
    boolean vague = failure.code() == FailureCode.CANCELLED && failure.applied() == Applied.NO;
    return vague ? effect.unanswered() : failure.applied();
  }

  private static Failure replaced(Applied applied) {
    return PlatformCause.REPLACED.on(
        Failure.of(
                FailureCode.UNAVAILABLE,
                "the provider was replaced or withdrawn while the call was under way")
            .withApplied(applied));
  }
}
