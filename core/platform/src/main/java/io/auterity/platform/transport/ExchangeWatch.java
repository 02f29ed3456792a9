package io.auterity.platform.transport;

import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.rate.RateOwner;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.SigningScheme.Signature;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one exchange: its span, its measurements, its line in the log, its rate limit. */
final class ExchangeWatch {

  private static final Logger LOG = LoggerFactory.getLogger("io.auterity.transport");
  private static final String REQUESTS = "auterity.transport.requests";
  private static final int UNAUTHORIZED = 401;

  private final Telemetry telemetry;
  private final Time time;
  private final RateLimits limits;
  private final TransportBinding binding;
  private final RateOwner owner;
  private final OutgoingSpan span;
  private final String line;
  private final long begun;
  private final SentRequests requests;
  private final boolean writes;
  private final boolean signed;
  private final Signature signature;
  private volatile SentRequests.@Nullable Sending sending;
  private volatile int status;

  ExchangeWatch(
      Telemetry telemetry,
      Time time,
      RateLimits limits,
      TransportBinding binding,
      RateOwner owner,
      OutgoingSpan span,
      String line,
      SentRequests requests,
      boolean writes,
      boolean signed,
      Signature signature) {
    this.signed = signed;
    this.signature = signature;
    this.telemetry = telemetry;
    this.time = time;
    this.limits = limits;
    this.binding = binding;
    this.owner = owner;
    this.span = span;
    this.line = line;
    this.requests = requests;
    this.writes = writes;
    this.begun = time.nanos();
  }

  /** The request is about to be written. */
  void sent() {
    sending = requests.send(writes);
  }

  void replied(HttpClientResponse response) {
    status = response.statusCode();
    SentRequests.Sending one = sending;
    if (one != null) {
      one.head(status, time.nanos());
    }
    span.replied(status);
    if (status == UNAUTHORIZED && signed && binding.signing().refused(signature)) {
      requests.hasAnotherCredential();
    }
    if (signed && status >= 200 && status < 300) {
      binding.signing().taken(signature);
    }
    Duration rest =
        VendorBackoff.told(status, response::getHeader, binding.pacing().headers(), time.now());
    if (VendorBackoff.countsApart(response::getHeader, binding.pacing().headers())) {
      requests.isCountedApart();
    }
    if (rest != null && !requests.heedsItself() && !requests.isRestTold()) {
      limits.rest(owner, rest, begun);
    }
  }

  /** More of the reply is here. */
  void heard() {
    SentRequests.Sending one = sending;
    if (one != null) {
      one.heard(time.nanos());
    }
  }

  void ended(@Nullable Failure failure) {
    SentRequests.Sending one = sending;
    if (failure == null && one != null) {
      one.answered();
    }
    span.ended(failure);
    Duration took = Duration.ofNanos(time.nanos() - begun);
    String outcome = failure == null ? Integer.toString(status) : failure.code().wire();
    telemetry
        .meters()
        .timer(REQUESTS, "connector", binding.connector(), "outcome", outcome)
        .record(took);
    LOG.debug("provider {}: {} {} in {} ms", binding.provider(), line, outcome, took.toMillis());
  }
}
