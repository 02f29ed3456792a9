package io.auterity.relay.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of a route: how long a provider may be silent before failover to another one.
 *
 * @param firstToken from the beginning of an attempt to the first that a caller sees of a stream,
 *     or to the head of a plain answer; null for the usual
 * @param idle between two signs of life after that
 */
public record RouteTimeouts(@Nullable Duration firstToken, Duration idle) {

  public static final RouteTimeouts STANDARD = new RouteTimeouts(null, Duration.ofMinutes(1));

  private static final Duration FIRST_OF_STREAM = Duration.ofMinutes(1);
  private static final Duration FIRST_OF_ANSWER = Duration.ofMinutes(5);

  /** For a stream or for a plain answer. */
  public Duration first(boolean stream) {
    return firstToken != null ? firstToken : stream ? FIRST_OF_STREAM : FIRST_OF_ANSWER;
  }
}
