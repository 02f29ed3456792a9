package io.auterity.connector.plan;

import io.auterity.connector.plan.EventPlans.EventPlan;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.spi.WebhookReading.Events;
import io.auterity.spi.WebhookReading.KnownBy;
import io.auterity.spi.WebhookReading.Unknown;
import io.auterity.webhook.SignedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Selects the events that verified deliveries tell: of the whole, or of each item of a list, the
 * first event whose condition holds.
 */
record EventSelection(WebhookPlan plan, String kind, String provider) {

  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){1,5}");
  private static final int LONGEST_TYPE = 120;
  private static final Duration AHEAD = Duration.ofDays(1);

  /** Says why where one event tells nothing, and the others are told. */
  private static final class NothingToldException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NothingToldException(String reason) {
      super(reason, null, false, false);
    }
  }

  WebhookReading read(KnownBy by, Values read, Instant at) {
    List<Values> parts;
    try {
      parts =
          parts(
              read.with(WebhookPlan.RECEIVED, Json.of(at.toString()))
                  .with(WebhookPlan.PROVIDER, Json.of(provider)));
    } catch (NothingToldException | CallFailedException e) {
      return new Unknown(by, String.valueOf(e.getMessage()));
    }
    List<Event> events = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    Json reply = null;
    for (Values part : parts) {
      try {
        EventPlan plan = plan(part);
        events.add(told(plan, part, at));
        reply = reply == null ? reply(plan, part) : reply;
      } catch (NothingToldException | CallFailedException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    if (events.isEmpty()) {
      return new Unknown(by, reasons.isEmpty() ? "it tells of no event" : reasons.getFirst());
    }
    return new Events(
        by,
        events,
        reasons.isEmpty()
            ? null
            : "%d of %d parts tell nothing; the first: %s"
                .formatted(reasons.size(), parts.size(), reasons.getFirst()),
        reply);
  }

  private List<Values> parts(Values read) {
    if (plan.each == null) {
      return List.of(read);
    }
    if (!(read.evaluated(plan.each, "webhooks.each") instanceof Json.Arr(List<Json> items))) {
      throw new NothingToldException("webhooks.each is no list");
    }
    if (items.size() > Events.MOST) {
      throw new NothingToldException(
          "it tells of %d events, %d at most are read".formatted(items.size(), Events.MOST));
    }
    return items.stream().map(item -> read.with("it", item)).toList();
  }

  private static @Nullable Json reply(EventPlan event, Values read) {
    return event.reply() == null ? null : event.reply().of(read);
  }

  private EventPlan plan(Values read) {
    String other = null;
    for (EventPlan event : plan.events) {
      if (event.when() != null && read.hold(event.when(), event.path() + ".when")) {
        if (event.kind().equals(kind)) {
          return event;
        }
        other = event.kind();
      }
    }
    throw new NothingToldException(
        other == null
            ? "no event of the connector is like it"
            : "it is of kind %s, and this provider is of %s".formatted(other, kind));
  }

  private Event told(EventPlan event, Values read, Instant at) {
    String type = OpenWebhooks.text(event.type(), read);
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT).replace('-', '_');
    if (!TYPE.matcher(lower).matches() || lower.length() > LONGEST_TYPE) {
      throw new NothingToldException("%s.type has no value".formatted(event.path()));
    }
    if (!(record(event, read) instanceof Json.Obj record)) {
      throw new NothingToldException("%s.data has no value".formatted(event.path()));
    }
    flaw(event, record)
        .ifPresent(
            flaw -> {
              throw new NothingToldException("%s is no %s: %s".formatted(event.path(), kind, flaw));
            });
    String subject = OpenWebhooks.shortened(OpenWebhooks.text(event.subject(), read));
    return new Event(lower, subject, time(event, read, at), record);
  }

  /** What lies far ahead is not believed. */
  private static @Nullable Instant time(EventPlan event, Values read, Instant at) {
    Json said = event.time() == null ? null : event.time().of(read);
    Instant time = said == null ? null : SignedTime.instant(said);
    return time == null || time.isAfter(at.plus(AHEAD)) ? null : time;
  }

  private static Optional<Problem> flaw(EventPlan event, Json.Obj record) {
    return event.form() == null
        ? Optional.empty()
        : event.form().problems(record).stream().findFirst();
  }

  private @Nullable Json record(EventPlan event, Values read) {
    if (event.of() == null) {
      return event.record().of(read);
    }
    Json it = event.of().of(read);
    Json mapped = it == null ? null : event.record().of(read.with("it", it));
    return mapped == null || event.form() == null
        ? mapped
        : event.form().complete(mapped, provider);
  }
}
