package io.auterity.bench.gateway;

import io.auterity.bench.traffic.Bodies;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is in force: three limits, two budgets and twenty routes, of which the last matches. */
public enum Governance {
  ON,
  /** No limits and no routes; each call is decided and recorded nevertheless. */
  OFF;

  private static final int ROUTES = 20;

  /** As resources, a JSON array. */
  public String resources(URI endpoint, int slots) {
    return Stream.concat(Stream.of(provider(endpoint, slots)), this == ON ? rules() : Stream.of())
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Stream<String> rules() {
    return Stream.concat(
        Stream.of(quota("month"), quota("hour"), quota("day"), budget("day"), budget("month")),
        IntStream.rangeClosed(1, ROUTES).mapToObj(Governance::route));
  }

  private static String provider(URI endpoint, int slots) {
    return """
      {"kind": "provider", "id": "endpoint", "spec": {
        "connector": "openai", "config": {"url": "%s/v1"}, "models": ["%s"], "slots": %d,
        "prices": {
          "input_tokens": {"amount": "0.15", "per": 1000000, "currency": "USD", "asOf": "2026-11-01"},
          "output_tokens": {"amount": "0.60", "per": 1000000, "currency": "USD", "asOf": "2026-11-01"}}}}
      """
        .formatted(endpoint, Bodies.MODEL, slots);
  }

  private static String quota(String period) {
    return """
        {"kind": "quota", "id": "per-%1$s", "spec": {"calls": 1000000000, "period": "%1$s"}}"""
        .formatted(period);
  }

  private static String budget(String period) {
    return """
        {"kind": "budget", "id": "per-%1$s",
         "spec": {"cap": "1000000", "currency": "USD", "period": "%1$s"}}"""
        .formatted(period);
  }

  private static String route(int number) {
    String model = number == ROUTES ? Bodies.MODEL : "other-" + number;
    return """
        {"kind": "route", "id": "route-%d", "spec": {"priority": %d, "use": ["endpoint"],
         "when": {"capability": "ai.chat.create", "model": "%s"}}}"""
        .formatted(number, ROUTES - number, model);
  }
}
