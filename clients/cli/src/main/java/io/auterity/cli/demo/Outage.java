package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.run.RunSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outage that the demo shows: once half of the classify calls have begun, the provider that
 * took most of the last ten attempts fails every attempt that begins there in a short window.
 */
final class Outage {

  private static final String CLASSIFY = "ai.text.classify";
  private static final int ATTEMPTS = 10;
  private static final Duration WINDOW = Duration.ofMillis(3500);

  private final ApiClient api;
  private final TriageRun run;
  private final int items;
  private final Clock clock;
  private boolean begun;

  Outage(ApiClient api, TriageRun run, int items, Clock clock) {
    this.api = api;
    this.run = run;
    this.items = items;
    this.clock = clock;
    this.begun = run.resumed() && alreadyInjected();
  }

  /** Begins the outage when it is time; returns what to say of it then. */
  Optional<String> look(RunSnapshot state) {
    if (begun || state.ended() || state.step("classify").path("started").asInt(0) * 2 < items) {
      return Optional.empty();
    }
    return busiest().map(this::begin);
  }

  private boolean alreadyInjected() {
    return api.get("/api/v1/decisions?run=%s&failover=true&limit=200".formatted(run.id()))
        .path("items")
        .valueStream()
        .anyMatch(decision -> decision.path("injected").asBoolean(false));
  }

  private Optional<String> busiest() {
    return api
        .get(
            "/api/v1/decisions?run=%s&capability=%s&limit=%d"
                .formatted(run.id(), CLASSIFY, ATTEMPTS))
        .path("items")
        .valueStream()
        .flatMap(this::providers)
        .limit(ATTEMPTS)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Comparator.comparing(Map.Entry::getKey)))
        .map(Map.Entry::getKey);
  }

  /** Who took the attempts of a decision, the last first. */
  private Stream<String> providers(JsonNode decision) {
    if (decision.path("attempts").asInt(0) <= 1) {
      return Stream.of(decision.path("provider").asString("")).filter(name -> !name.isEmpty());
    }
    return api
        .get("/api/v1/decisions/" + decision.path("id").asString())
        .path("attempts")
        .valueStream()
        .map(attempt -> attempt.path("provider").asString())
        .toList()
        .reversed()
        .stream();
  }

  private String begin(String provider) {
    JsonNode spec = api.get("/api/v1/resources/provider/" + provider).path("spec");
    Instant now = clock.instant();
    ObjectNode resource = ApiClient.mapper().createObjectNode();
    resource.put("kind", "provider").put("id", provider);
    ObjectNode faulty = ((ObjectNode) spec).deepCopy();
    faulty
        .putArray("faults")
        .addObject()
        .put("capability", CLASSIFY)
        .put("from", now.toString())
        .put("until", now.plus(WINDOW).toString())
        .put("code", "unavailable");
    resource.set("spec", faulty);
    try {
      api.post("/api/v1/apply", ApiClient.mapper().createArrayNode().add(resource));
      begun = true;
      return "outage of %s begins".formatted(provider);
    } catch (ApiException e) {
      if (!e.code().equals("invalid")) {
        throw e;
      }
      begun = true; // the server allows no injected faults
      return "no outage is shown: " + e.getMessage();
    }
  }
}
