package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.AnsweringServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCostsTest {

  @TempDir Path folder;

  @AutoClose private AnsweringServer server;

  @BeforeEach
  void open() {
    server = new AnsweringServer(folder);
    model("small", "s", "{\"unit\": \"input_tokens\", \"amount\": \"0.1\", \"per\": 1000000}", "");
    model(
        "large",
        "l",
        """
        {"unit": "input_tokens", "amount": "2.5", "per": 1000000},
        {"unit": "output_tokens", "amount": "10", "per": 1000000}\
        """,
        """
        {"above": 1000, "prices": [{"unit": "input_tokens", "amount": "5", "per": 1000000}]}\
        """);
    model("free", "f", "", "");
  }

  @Test
  void addsUpWhatEachOfferUsedAndCost() {
    decisions("small", "small", "large");

    RunCosts costs = RunCosts.of(server.api(), "run_1");

    assertThat(costs.offers()).containsOnlyKeys("small/s", "large/l");
    RunCosts.OfferUse small = Objects.requireNonNull(costs.offers().get("small/s"));
    assertThat(small.answered()).isEqualTo(2);
    assertThat(small.input()).isEqualTo(600);
    assertThat(small.output()).isEqualTo(20);
    assertThat(small.cost()).isEqualByComparingTo("0.25");
    assertThat(costs.cost()).isEqualByComparingTo("0.375");
    assertThat(costs.estimated()).isTrue();
    assertThat(costs.named("small")).isEqualTo("small/s");
    assertThat(costs.named("tracker")).isEqualTo("tracker");
  }

  @Test
  void reckonsTheSameTokensAtTheDearest() {
    decisions("small", "small");

    RunCosts.Elsewhere dearest = RunCosts.of(server.api(), "run_1").dearest().orElseThrow();

    assertThat(dearest.offer()).isEqualTo("large/l");
    // 300 tokens of input, 200 of them cached, and 10 of output, twice.
    assertThat(dearest.cost()).isEqualByComparingTo("0.0017");
  }

  @Test
  void longInputCostsWhatItsTierSays() {
    server.answer("/api/v1/decisions", "{\"items\": [{\"id\": \"dec_0\"}]}");
    decision(0, "small", "{\"input_tokens\": 2000, \"output_tokens\": 10}");

    assertThat(RunCosts.of(server.api(), "run_1").dearest().orElseThrow().cost())
        .isEqualByComparingTo("0.0101");
  }

  @Test
  void whatHasNoPriceIsNamedAndNotCompared() {
    decisions("small");

    RunCosts costs = RunCosts.of(server.api(), "run_1");

    assertThat(costs.unpriced()).containsExactlyInAnyOrder("small/s", "free/f");
    assertThat(printed(costs))
        .contains(
            "The run cost 0.5 EUR at the list price of list v1; tokens that no provider reported"
                + " are estimated")
        .contains("With large/l for every answer, the dearest that could, the same tokens would")
        .contains("have cost 0.00085 EUR.")
        .contains("Not compared, because no price list names them: small/s, free/f.");
  }

  @Test
  void withoutAnyPriceNothingIsClaimed() {
    server.answer("/api/v1/decisions", "{\"items\": []}");

    RunCosts costs = RunCosts.of(server.api(), "run_1");

    assertThat(costs.dearest()).isEmpty();
    assertThat(printed(costs))
        .contains("nothing that answered has a price")
        .contains("is not known: none that could answer has a price.");
  }

  private static String printed(RunCosts costs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DemoFigures figures =
        new DemoFigures(
            "r", false, 1, 1, 0, 1, 0, 0, null, 1, new DemoFigures.Money("0.5", "EUR"), null);
    new CostReport(new PrintStream(out, true, StandardCharsets.UTF_8), costs).print(figures);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void decisions(String... answeredBy) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < answeredBy.length; i++) {
      items.append(i == 0 ? "" : ",").append("{\"id\": \"dec_%d\"}".formatted(i));
      decision(
          i,
          answeredBy[i],
          "{\"input_tokens\": 100, \"cached_input_tokens\": 200, \"output_tokens\": 10, \"calls\": 1}");
    }
    server.answer("/api/v1/decisions", "{\"items\": [%s]}".formatted(items));
  }

  private void decision(int number, String provider, String used) {
    server.answer(
        "/api/v1/decisions/dec_" + number,
        """
        {"attempts": [{"offer": "%s/%s", "marks": ["recorded"], "outcome": "ok", "used": %s,
           "cost": {"amount": "0.125", "currency": "EUR"}}],
         "usage": {"estimated": true, "priceLists": ["list v1"]},
         "candidates": [{"offer": "small/s"}, {"offer": "large/l"}, {"offer": "free/f"}]}
        """
            .formatted(provider, provider.charAt(0), used));
  }

  private void model(String provider, String model, String prices, String tiers) {
    server.answer(
        "/api/v1/providers/" + provider,
        """
        {"models": [{"offer": "%s/%s", "prices": [%s], "tiers": [%s]}]}
        """
            .formatted(provider, model, prices, tiers));
  }
}
