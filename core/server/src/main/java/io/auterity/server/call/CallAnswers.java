package io.auterity.server.call;

import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonWriter;
import io.auterity.relay.decision.Decision;
import io.auterity.server.web.errors.RefusedException;
import io.auterity.server.web.json.EventStream;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes the outcome of a call: one JSON value, or a stream of events. */
public record CallAnswers(Binder binder) {

  void write(Capability capability, Exchange exchange, HttpServletResponse response)
      throws IOException {
    response.setHeader("Auterity-Decision", Decision.ID.write(exchange.decision()));
    Record first = capability.stream() ? exchange.next() : null;
    if (first == null) {
      Outcome.Succeeded outcome = succeeded(exchange.outcome());
      cached(exchange, response);
      whole(capability, outcome, response);
    } else {
      cached(exchange, response);
      stream(capability, first, exchange, new EventStream(response));
    }
  }

  private static void cached(Exchange exchange, HttpServletResponse response) {
    CacheStatus told = exchange.cached();
    if (told != null) {
      boolean similar = told.kind() == CacheStatus.Kind.SIMILAR;
      response.setHeader("Auterity-Cache", similar ? "hit; similar" : told.kind().wire());
      if (told.kind() != CacheStatus.Kind.MISS) {
        response.setHeader("Age", Long.toString(told.age().toSeconds()));
      }
    }
  }

  private void whole(Capability capability, Outcome.Succeeded outcome, HttpServletResponse response)
      throws IOException {
    response.setHeader("Auterity-Provider", outcome.provider());
    if (outcome.value() == null) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    response.setContentType("application/json");
    response.getOutputStream().write(JsonWriter.bytes(binder.render(capability, outcome.value())));
  }

  private void stream(Capability capability, Record first, Exchange exchange, EventStream events)
      throws IOException {
    for (Record next = first; next != null; next = exchange.next()) {
      events.send(null, JsonWriter.bytes(binder.render(capability, next)));
    }
    switch (exchange.outcome()) {
      case Outcome.Succeeded done -> events.send("done", JsonWriter.bytes(done(done)));
      case Outcome.Refused refused ->
          events.send("error", JsonWriter.bytes(error(refused.failure(), refused)));
      case Outcome.Failed failed ->
          events.send(
              "error",
              JsonWriter.bytes(error(ProvidersFault.toldWithOrigin(failed.failure()), failed)));
    }
  }

  private static Outcome.Succeeded succeeded(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded done -> done;
      case Outcome.Refused(_, Failure failure) -> throw refused(failure, outcome);
      case Outcome.Failed(_, Failure failure) ->
          throw refused(ProvidersFault.toldWithOrigin(failure), outcome);
    };
  }

  private static RefusedException refused(Failure failure, Outcome outcome) {
    return new RefusedException(failure, Decision.ID.write(outcome.decision()));
  }

  private static Json.Obj done(Outcome.Succeeded done) {
    return Json.EMPTY
        .with("decision", Json.of(Decision.ID.write(done.decision())))
        .with("provider", Json.of(done.provider()));
  }

  private static Json.Obj error(Failure failure, Outcome outcome) {
    return Json.EMPTY
        .with("code", Json.of(failure.code().wire()))
        .with("detail", Json.of(failure.message()))
        .with("retryable", Json.of(failure.retryable()))
        .with("applied", Json.of(failure.applied().wire()))
        .with("decision", Json.of(Decision.ID.write(outcome.decision())));
  }
}
