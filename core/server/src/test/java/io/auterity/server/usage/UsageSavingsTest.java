package io.auterity.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.ChatPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Usage compared with what it would have cost at others. */
@Tag("postgresql")
class UsageSavingsTest {

  private static final String SAVINGS = "/api/v1/usage/savings";

  private static final String RECOMMENDATIONS = "/api/v1/usage/recommendations";

  /** It says yes, for a thousand tokens of input and a hundred of output. */
  private static final String CHATS =
      """
      public ChatResponse createChat(ChatRequest request, Call call) {
        call.meter("input_tokens", 1_000);
        call.meter("output_tokens", 100);
        return new ChatResponse("1", request.model(), List.of(new Part.Text("yes")),
            FinishReason.STOP, new TokenUsage(1_000, 100, 0, 0), null);
      }
      """;

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins -> ChatPlugin.write("sized", CHATS, plugins.resolve("sized.jar")));

  private final Client admin = server.newTenant();
  private final Client gateway = new Client(server.gateway().toString()).bearer(admin.key());

  @BeforeEach
  void twoModelsOfWhichOneCostsATenth() {
    for (String id : List.of("large", "small")) {
      admin.apply(
          "{kind: provider, id: %s, spec: {connector: sized-chat, config: {}, models: [m]}}"
              .formatted(id));
    }
    admin.apply(prices(""));
    admin.apply(
        """
        kind: route
        id: cheap
        spec: {when: {model: auto}, use: [large, small], strategy: cheapest, cache: {exact: 1h}}
        """);
  }

  private static String prices(String more) {
    return """
    kind: prices
    id: list
    spec:
      currency: USD
      asOf: "2020-01-02"
      %s
      offers:
        large/m: {input: "3", output: "15"}
        small/m: {input: "0.3", output: "1.5"}
    """
        .formatted(more);
  }

  private String ask(String words) {
    Reply reply =
        gateway.post(
            "/v1/chat/completions",
            "{\"model\": \"auto\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                .formatted(words));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    String decision = reply.header("auterity-decision");
    assertThat(admin.awaiting("/api/v1/decisions/" + decision).status()).isEqualTo(200);
    return decision;
  }

  @Test
  void withoutABaselineThereIsNoFigureButWhatCouldBeOne() {
    ask("a");

    Reply none = admin.get(SAVINGS);

    assertThat(none.status()).as(none.toString()).isEqualTo(200);
    assertThat(none.body()).doesNotContain("figures");
    assertThat(none.text("choices.0")).isEqualTo("large/m");
    assertThat(none.text("choices.1")).isEqualTo("small/m");
  }

  @Test
  void eachRuleTellsItsPartAndAllAddUpToWhatUsageSays() {
    ask("a");
    ask("a");
    String scored = ask("b");
    admin.post("/api/v1/decisions/" + scored + "/feedback", "{\"score\": 0.5}");

    Reply told = admin.get(SAVINGS + "?from=1h&baseline=large/m");

    assertThat(told.text("figures.baseline")).as(told.toString()).isEqualTo("large/m");
    assertThat(told.text("figures.priceLists.0")).isEqualTo("list v1 of 2020-01-02");
    assertThat(told.text("figures.calls")).isEqualTo("3");
    assertThat(told.text("figures.before")).isEqualTo("0.0135");
    assertThat(told.text("figures.after")).isEqualTo("0.0009");
    assertThat(told.text("figures.saved")).isEqualTo("0.0126");
    assertThat(told.text("figures.steps.0.kind")).isEqualTo("route");
    assertThat(told.text("figures.steps.0.rule")).isEqualTo("cheap");
    assertThat(told.text("figures.steps.0.strategy")).isEqualTo("cheapest");
    assertThat(told.text("figures.steps.0.offers.0.offer")).isEqualTo("small/m");
    assertThat(told.text("figures.steps.0.change")).isEqualTo("-0.01215");
    assertThat(told.text("figures.steps.0.scores.mean")).isEqualTo("0.5");
    assertThat(told.text("figures.steps.1.kind")).isEqualTo("cache");
    assertThat(told.text("figures.steps.1.change")).isEqualTo("-0.00045");
    assertThat(told.text("figures.days.0.after")).isEqualTo("0.0009");
    assertThat(amount(told, "figures.before").subtract(amount(told, "figures.saved")))
        .isEqualByComparingTo(amount(told, "figures.after"));
    Reply usage = admin.get("/api/v1/usage?from=1h&by=route");
    assertThat(amount(usage, "items.0.cost")).isEqualByComparingTo(amount(told, "figures.after"));
    assertThat(usage.text("items.0.saved")).isEqualTo("0.00045");
  }

  private static BigDecimal amount(Reply reply, String field) {
    return new BigDecimal(reply.text(field));
  }

  @Test
  void aPriceListMayNameTheBaseline() {
    admin.apply(prices("baseline: large/m"));
    ask("a");

    Reply declared = admin.get(SAVINGS);
    Reply asked = admin.get(SAVINGS + "?baseline=small/m");

    assertThat(declared.text("figures.baseline")).isEqualTo("large/m");
    assertThat(asked.text("figures.baseline")).isEqualTo("small/m");
    assertThat(asked.text("figures.saved")).isEqualTo("0");
    assertThat(((Json.Arr) server.newTenant().get(SAVINGS).at("choices")).items()).isEmpty();
  }

  @Test
  void ofABaselineThatIsGoneItIsSaidAndAnotherCanBeAsked() {
    admin.apply(prices("baseline: large/m"));
    admin.apply(
        "{kind: provider, id: large, spec: {connector: sized-chat, config: {}, models: [n]}}");

    Reply gone = admin.get(SAVINGS);
    Reply asked = admin.get(SAVINGS + "?baseline=small/m");

    assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
    assertThat(gone.text("unusable")).contains("'large/m'");
    assertThat(gone.body()).doesNotContain("figures");
    assertThat(gone.text("choices.0")).isEqualTo("small/m");
    assertThat(asked.text("figures.baseline")).isEqualTo("small/m");
    assertThat(asked.body()).doesNotContain("unusable");
  }

  @ParameterizedTest
  @CsvSource({
    "baseline=huge/m, 'huge/m'",
    "baseline=large, 'large'",
    "from=2026-11-02&to=2026-11-01, before to",
    "zone=Mars/Olympus, Mars/Olympus",
  })
  void whatCannotBeComparedIsNamed(String query, String named) {
    Reply refused = admin.get(SAVINGS + "?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains(named);
  }

  @Test
  void aRouteThatLearnsIsRecommendedToBeScoredUntilItIs() {
    admin.apply(
        "{kind: route, id: both, spec: {when: {model: auto}, use: [large, small], priority: 9,"
            + " strategy: learned, learn: {embedding: false}}}");
    String decision = "";
    for (int i = 0; i < 50; i++) {
      decision = ask("question " + i);
    }

    Reply told = admin.get(RECOMMENDATIONS);

    assertThat(told.status()).as(told.toString()).isEqualTo(200);
    assertThat(((Json.Arr) told.at("items")).items()).hasSize(1);
    assertThat(told.text("days")).isEqualTo("30");
    assertThat(told.text("items.0.kind")).isEqualTo("unscored");
    assertThat(told.text("items.0.route")).isEqualTo("both");
    assertThat(told.text("items.0.finding")).contains("none of 50 answers has a score");
    assertThat(told.text("items.0.resources.0")).isEqualTo("route/both");
    assertThat(((Json.Arr) server.newTenant().get(RECOMMENDATIONS).at("items")).items()).isEmpty();
    admin.post("/api/v1/decisions/" + decision + "/feedback", "{\"score\": 0.75}");
    assertThat(((Json.Arr) admin.get(RECOMMENDATIONS).at("items")).items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, '1 to 90, not 0'", "91, '1 to 90, not 91'"})
  void daysThatCannotBeLookedAtAreNamed(String days, String named) {
    Reply refused = admin.get(RECOMMENDATIONS + "?days=" + days);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {SAVINGS, RECOMMENDATIONS})
  void whoMayReadDecisionsMayReadIt(String path) {
    assertThat(admin.keyWith("viewer").get(path).status()).isEqualTo(200);
    assertThat(server.anonymous().get(path).status()).isEqualTo(401);
  }
}
