package io.auterity.provider;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.BackgroundCall;
import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.platform.transport.SentRequests;
import java.time.Duration;

/** The attempt of a check. */
public final class CheckAttempt extends BackgroundCall implements Attempt {

  private final SentRequests sent = new SentRequests();

  public CheckAttempt(Time time, Duration deadline) {
    super(time, deadline);
  }

  /** The attempt of a check whose caller waits, and may go. */
  public CheckAttempt(Time time, Duration deadline, CallerDisconnect callerDisconnect) {
    super(time, deadline, callerDisconnect);
  }

  @Override
  public SentRequests sent() {
    return sent;
  }
}
