package io.auterity.platform.transport;

import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import java.time.Duration;

/** An internal call: a request of the platform itself, as the transport sees it. */
public final class InternalCall extends BackgroundCall implements Call {

  private final String capability;

  /**
   * One that is to be over soon.
   *
   * @param capability what it is for
   * @param most it may take
   */
  public InternalCall(String capability, Time time, Duration most) {
    super(time, most);
    this.capability = capability;
  }

  /**
   * One for a caller that waits.
   *
   * @param callerDisconnect tells that the caller has gone, which cancels it
   */
  public InternalCall(
      String capability, Time time, Duration most, CallerDisconnect callerDisconnect) {
    super(time, most, callerDisconnect);
    this.capability = capability;
  }

  @Override
  public String capability() {
    return capability;
  }

  @Override
  public void pause(Duration duration) {
    if (duration.compareTo(remaining()) >= 0) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED, "there is no time to wait %s".formatted(duration));
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the process ends");
    }
  }

  @Override
  public ProviderContext provider() {
    throw new IllegalStateException("no connector is asked");
  }
}
