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
import io.auterity.workflow.driver.CallResult;
import io.auterity.workflow.driver.StepResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the exchange of a call to its end; the events of a stream are one result. */
record CallReader(Binder binder, Optional<Capability> capability) {

  /**
   * How an exchange ended.
   *
   * @throws CallFailedException {@code too_large} as soon as its events are more than the journal
   *     keeps
   */
  CallResult read(Exchange exchange) {
    Json.Arr events = new Json.Arr(events(exchange));
    return switch (exchange.outcome()) {
      case Outcome.Succeeded done ->
          new CallResult.Succeeded(done.decision(), output(done.value(), events));
      case Outcome.Refused(var decision, var failure) -> new CallResult.Refused(decision, failure);
      case Outcome.Failed(var decision, var failure) -> new CallResult.Failed(decision, failure);
    };
  }

  private List<Json> events(Exchange exchange) {
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
    return events;
  }

  private Json output(@Nullable Record value, Json.Arr events) {
    if (value != null) {
      return binder.render(capability.orElseThrow(), value);
    }
    return capability.map(Capability::stream).orElse(false) ? events : Json.NULL;
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
