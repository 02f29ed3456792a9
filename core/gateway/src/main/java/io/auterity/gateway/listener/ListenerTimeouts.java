package io.auterity.gateway.listener;

import io.auterity.platform.call.BodyPace;
import java.time.Duration;

/**
 * The timeouts of a listener: how long callers may take.
 *
 * @param silence to the first request of a connection, to the end of a head, and to that of a body
 *     that is not read
 * @param body to the end of a body that is read
 */
public record ListenerTimeouts(Duration silence, BodyPace body) {

  /** What is usual. */
  public static final ListenerTimeouts USUAL =
      new ListenerTimeouts(Duration.ofSeconds(20), BodyPace.USUAL);
}
