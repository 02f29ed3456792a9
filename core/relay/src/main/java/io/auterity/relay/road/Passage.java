package io.auterity.relay.road;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Mark;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.route.Facts;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call on the road: what each stage found out, for those after it. Confined to its driver. */
final class Passage {

  final Parts parts;
  final Invocation call;
  final Instant began;
  final long beganNanos;
  final long deadline;
  final List<Mark> marks = new ArrayList<>(Stage.values().length);
  final List<Decision.Tried> tried = new ArrayList<>(2);
  final List<Decision.AttemptHold> holds = new ArrayList<>(4);
  final List<Decision.Withheld> withheld = new ArrayList<>(0);
  final Bill bill = new Bill();

  @Nullable Capability capability;

  /** The input as the caller gave it. */
  @Nullable Record question;

  /** The input as the connector gets it. */
  @Nullable Record input;

  @Nullable Facts facts;
  @Nullable Planned planned;
  volatile @Nullable Attempts attempts;

  /** The event that the caller is to get next. */
  @Nullable Record event;

  @Nullable Record value;
  @Nullable String provider;
  @Nullable Failure failure;

  Passage(Parts parts, Invocation call) {
    this.parts = parts;
    this.call = call;
    this.began = parts.time().now();
    this.beganNanos = parts.time().nanos();
    this.deadline = beganNanos + call.timeout().toNanos();
  }

  Capability capability() {
    return Objects.requireNonNull(capability);
  }

  Record input() {
    return Objects.requireNonNull(input);
  }

  Record question() {
    return Objects.requireNonNull(question);
  }

  Facts facts() {
    return Objects.requireNonNull(facts);
  }

  Planned planned() {
    return Objects.requireNonNull(planned);
  }

  Attempts attempts() {
    Attempts made = attempts;
    return Objects.requireNonNull(made);
  }

  void withhold(String id, String reason) {
    Decision.Withheld one = new Decision.Withheld(id, reason);
    if (!withheld.contains(one)) {
      withheld.add(one);
    }
  }

  /**
   * A failure that no stage foresaw.
   *
   * @param asked whether a provider has been asked for anything, so that it may have an effect
   */
  Failure unforeseen(boolean asked, String message) {
    return Failure.of(FailureCode.INTERNAL, message)
        .withApplied(asked ? capability().effect().unanswered() : Applied.NO);
  }

  long sinceBegan() {
    return parts.time().nanos() - beganNanos;
  }
}
