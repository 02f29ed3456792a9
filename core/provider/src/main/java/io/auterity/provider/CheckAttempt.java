package io.auterity.provider;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.Hangup;
import io.auterity.platform.transport.SentRequests;
import io.auterity.platform.transport.Unattended;
import java.time.Duration;

/** The attempt of a check. */
public final class CheckAttempt extends Unattended implements Attempt {

  private final SentRequests sent = new SentRequests();

  public CheckAttempt(Time time, Duration deadline) {
    super(time, deadline);
  }

  /** One for somebody who waits, and may go. */
  public CheckAttempt(Time time, Duration deadline, Hangup hangup) {
    super(time, deadline, hangup);
  }

  @Override
  public SentRequests sent() {
    return sent;
  }
}
