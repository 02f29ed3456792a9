package io.auterity.server.decisions;

import io.auterity.control.guardrail.FindingRecord;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Principal;
import io.auterity.provider.Offer;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter by fields that are no columns of the database: each decision is decoded to test it. A
 * null part matches any.
 *
 * @param model that was asked for or tried, also with its provider, as {@code provider/model}
 * @param key id or name of the key that called
 * @param owners of the caller, or above it, as {@code kind/id}; all of them are meant
 * @param label {@code name} or {@code name=value}
 * @param route that took it
 * @param guardrail that found something in it, or refused it; {@code *} is any
 * @param text a part of what is told of it, or of what its caller asked where that is kept
 */
public record CallFilter(
    @Nullable String model,
    @Nullable String key,
    List<String> owners,
    @Nullable String label,
    @Nullable String route,
    @Nullable String guardrail,
    @Nullable String text) {

  private static final int MOST_TEXT = 200;
  private static final String TEAM = "team/";
  private static final String ANY = "*";

  public CallFilter {
    owners = List.copyOf(owners);
    if (text != null && (text.isBlank() || text.length() > MOST_TEXT)) {
      throw new CallFailedException(
          FailureCode.INVALID, "text: 1 to %d characters".formatted(MOST_TEXT));
    }
  }

  boolean isAll() {
    return owners.isEmpty()
        && Stream.of(model, key, label, route, guardrail, text).allMatch(Objects::isNull);
  }

  /** Whether the words of stages have to be read for it. */
  boolean needsWords() {
    return guardrail != null || text != null;
  }

  /** Whether a decision is meant, but for the text. */
  boolean fits(Decision decision) {
    return missed(decision).findAny().isEmpty();
  }

  /** The filters that a decision does not meet, but for the text, by the names of their facets. */
  Stream<String> missed(Decision decision) {
    Map<String, Boolean> met = new LinkedHashMap<>();
    met.put("model", model == null || models(decision).anyMatch(model::equals));
    met.put("key", key == null || isKey(decision, key));
    owners.stream()
        .filter(owner -> !owners(decision).contains(owner))
        .forEach(owner -> met.put(owner.startsWith(TEAM) ? "team" : "owner", false));
    met.put(
        "label",
        label == null
            || labels(decision).anyMatch(label::equals)
            || decision.call().labels().containsKey(label));
    met.put("route", route == null || route.equals(decision.routeId()));
    met.put(
        "guardrail",
        guardrail == null
            || guardrails(decision)
                .anyMatch(one -> guardrail.equals(ANY) || guardrail.equals(one)));
    return met.entrySet().stream().filter(one -> !one.getValue()).map(Map.Entry::getKey);
  }

  /** Whether the text stands in what is told of a call. */
  boolean holdsText(Decision decision) {
    return told(decision).anyMatch(this::holds);
  }

  /** Whether the text stands in another. */
  boolean holds(String other) {
    return text == null || other.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static Stream<String> told(Decision decision) {
    Failure failure = decision.result().failure();
    return Stream.of(
            Stream.of(decision.call().capability(), decision.call().principal().name()),
            Stream.ofNullable(decision.call().step()),
            Stream.ofNullable(decision.routeId()),
            Stream.ofNullable(failure).flatMap(one -> Stream.of(one.code().wire(), one.message())),
            models(decision),
            labels(decision),
            decision.stages().stream().map(mark -> mark.reason()))
        .flatMap(part -> part);
  }

  private static boolean isKey(Decision decision, String key) {
    return key.equals(decision.call().principal().name())
        || key.equals(Principal.ID.write(decision.call().principal().id()));
  }

  /** The model that a call asked for, else that of who answered; null where it has none. */
  static @Nullable String model(Decision decision) {
    String asked = decision.call().facts() == null ? null : decision.call().facts().model();
    String answered = decision.result().offer();
    return asked != null || answered == null ? asked : Offer.modelOf(answered);
  }

  static Stream<String> models(Decision decision) {
    Stream<String> offers =
        Stream.concat(
            Stream.ofNullable(decision.result().offer()),
            decision.attempts().stream().map(Decision.Tried::offer));
    return Stream.concat(
            Stream.ofNullable(model(decision)),
            offers.flatMap(
                one -> Stream.concat(Stream.of(one), Stream.ofNullable(Offer.modelOf(one)))))
        .distinct();
  }

  static Stream<String> teams(Decision decision) {
    return owners(decision).stream()
        .filter(one -> one.startsWith(TEAM))
        .map(one -> one.substring(TEAM.length()));
  }

  private static List<String> owners(Decision decision) {
    return decision.call().facts() == null ? List.of() : decision.call().facts().owners();
  }

  static Stream<String> labels(Decision decision) {
    return decision.call().labels().entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue());
  }

  private static Stream<String> guardrails(Decision decision) {
    Failure failure = decision.result().failure();
    return Stream.concat(
        Stream.ofNullable(failure)
            .flatMap(one -> Stream.ofNullable(one.fields().get(CallGuard.FIELD))),
        decision.stages().stream()
            .flatMap(mark -> FindingRecord.of(mark.reason()).stream())
            .map(FindingRecord::guardrail));
  }
}
