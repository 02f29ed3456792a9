package io.auterity.workflow.engine;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of a stream as the one result of a step. */
record StreamedEvents(Json.Arr events) {

  /**
   * Reads an exchange to its end.
   *
   * @return how it ended; of a stream that ended well with its events as the value
   * @throws CallFailedException {@code too_large} as soon as they are more than the journal keeps
   */
  static Outcome of(Exchange exchange, Optional<Capability> capability, Binder binder) {
    List<Json> events = new ArrayList<>();
    long size = 0;
    for (Record next = exchange.next(); next != null; next = exchange.next()) {
      Json event = binder.render(capability.orElseThrow(), next);
      size += JsonWriter.bytes(event).length;
      if (size > StepResults.MAX_PAYLOAD) {
        throw tooLarge();
      }
      events.add(event);
    }
    Outcome outcome = exchange.outcome();
    return capability.map(Capability::stream).orElse(false)
            && outcome instanceof Outcome.Succeeded done
            && done.value() == null
        ? new Outcome.Succeeded(
            done.decision(),
            new StreamedEvents(new Json.Arr(events)),
            done.usage(),
            done.provider())
        : outcome;
  }

  private static CallFailedException tooLarge() {
    return new CallFailedException(
        Failure.of(
                FailureCode.TOO_LARGE,
                "the events have more than %d bytes; ask for fewer"
                    .formatted(StepResults.MAX_PAYLOAD))
            .withApplied(Applied.UNKNOWN));
  }
}
