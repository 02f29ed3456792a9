package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.call.SurchargeQuantities;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What an attempt costs is never more than what was held for it. */
class WorstCasePropertyTest {

  private static final int LIMIT = 300;

  @Property(tries = 500)
  void settlingNeverExceedsTheHold(@ForAll long seed) {
    Random random = new Random(seed);
    ChatRequest request = request("x".repeat(random.nextInt(2_000)));
    InputSize size = InputSize.of(request);
    Tariff tariff = tariff(random);
    Map<String, Price> dearest = tariff.dearest();

    long held =
        NanoUnits.ceiling(Estimate.of(request, size, SurchargeQuantities.NONE, dearest), dearest);
    Map<String, Long> used = new HashMap<>();
    split(random.nextLong(size.most() + 1), TokenUnit.ofInput(), random, used);
    split(random.nextLong(LIMIT + 1), TokenUnit.ofOutput(), random, used);
    used.put("calls", 1L);
    if (random.nextBoolean()) {
      used.put(random.nextBoolean() ? "service_tier:flex" : "service_tier:unknown", 1L);
    }

    assertThat(NanoUnits.cost(used, tariff.at(used))).isLessThanOrEqualTo(held);
  }

  private static void split(
      long tokens, List<TokenUnit> units, Random random, Map<String, Long> into) {
    long left = tokens;
    for (TokenUnit unit : units) {
      long part = unit == units.getLast() ? left : random.nextLong(left + 1);
      into.put(unit.wire(), part);
      left -= part;
    }
  }

  private static Tariff tariff(Random random) {
    List<Tariff.Tier> tiers = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      tiers.add(new Tariff.Tier(100L + 400L * i, prices(random)));
    }
    Map<String, Tariff> services =
        random.nextBoolean() ? Map.of("flex", new Tariff(prices(random), tiers)) : Map.of();
    return new Tariff(prices(random), tiers, services);
  }

  private static Map<String, Price> prices(Random random) {
    Map<String, Price> prices = new HashMap<>();
    for (TokenUnit unit : TokenUnit.values()) {
      if (random.nextBoolean()) {
        long per = random.nextBoolean() ? 1_000_000 : 1 + random.nextInt(1_000);
        prices.put(
            unit.wire(), new Price(random.nextLong(20_000_000_000L), per, "USD", "2026-11-01"));
      }
    }
    if (random.nextBoolean()) {
      prices.put("calls", new Price(random.nextLong(1_000_000), 1, "USD", "2026-11-01"));
    }
    return prices;
  }

  private static ChatRequest request(String text) {
    return ChatRequest.builder("m", List.of(Message.text(Role.USER, text)))
        .maxOutputTokens(LIMIT)
        .build();
  }
}
