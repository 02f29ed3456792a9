package io.auterity.bench.route;

import io.auterity.platform.resource.Resource;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Routes as users write them, from the first asked to the last, and for each a call that it
 * answers. Sorts are spread over all ranks; nine routes in ten name four providers and two to fall
 * back to, one leaves all hundred in the running.
 */
record RouteSet(List<Resource> routes, List<Rule> rules) {

  private static final List<String> STRATEGIES =
      List.of("priority", "weighted", "round_robin", "least_connections");
  private static final int USED = 4;
  private static final int FALLBACK = 2;

  static RouteSet of(int size, Random random) {
    List<Sort> sorts = new ArrayList<>(Sort.of(size));
    Collections.shuffle(sorts, random);
    List<Resource> routes = new ArrayList<>(size);
    List<Rule> rules = new ArrayList<>(size);
    for (int rank = 0; rank < size; rank++) {
      Rule rule = Rule.of(sorts.get(rank), rank);
      rules.add(rule);
      Json.Obj spec = spec(rule, rank, random).with("priority", Json.of(size - rank));
      routes.add(new Resource("route", id(rank), 1, spec, Instant.EPOCH));
    }
    return new RouteSet(List.copyOf(routes), List.copyOf(rules));
  }

  static String id(int rank) {
    return "route-" + rank;
  }

  private static Json.Obj spec(Rule rule, int rank, Random random) {
    Json.Obj prefer =
        Json.EMPTY.with("order", Json.of(1)).with("latency", Json.of(1)).with("cost", Json.of(1));
    Json.Obj spec =
        Json.EMPTY
            .with("when", rule.when())
            .with("strategy", Json.of(STRATEGIES.get(random.nextInt(STRATEGIES.size()))))
            .with("prefer", prefer);
    if (rank % 10 == 9) {
      return spec;
    }
    List<Json> named = named(random);
    return spec.with("use", Json.array(named.subList(0, USED)))
        .with("fallback", Json.array(named.subList(USED, USED + FALLBACK)));
  }

  private static List<Json> named(Random random) {
    List<Json> all =
        new ArrayList<>(
            IntStream.range(0, Fleet.SIZE).mapToObj(n -> Json.of(Fleet.id(n))).toList());
    Collections.shuffle(all, random);
    return all.subList(0, USED + FALLBACK);
  }
}
