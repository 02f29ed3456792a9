package io.auterity.server.inbound;

import io.auterity.platform.time.Time;
import io.auterity.spi.FailureCode;
import io.auterity.spi.inbound.InboundBodyException;
import java.io.IOException;
import java.time.Duration;

/** Until when bytes may go to and fro. */
record TimeLeft(Time time, long deadline) {

  static TimeLeft of(Time time, Duration timeout) {
    return new TimeLeft(time, time.nanos() + timeout.toNanos());
  }

  void require() throws IOException {
    if (time.nanos() - deadline > 0) {
      throw new InboundBodyException(
          FailureCode.TIMEOUT, "the time of the call is over: ask for less at one time");
    }
  }
}
