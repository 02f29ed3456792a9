package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.provider.Lease;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderHouse;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderKindTest {

  private static final String CONFIG =
      "long size, @org.jspecify.annotations.Nullable String baseUrl";

  private static final String SLOW = "auterity.test.slow";
  private static final String WHILE_SLOW =
      "while (System.getProperty(\"auterity.test.slow\") != null)"
          + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);";

  @TempDir Path folder;
  private ProviderHouse house;

  @BeforeEach
  void load() {
    house = new ProviderHouse(folder);
    house.load(new SamplePlugin("a").config(CONFIG));
  }

  @AfterEach
  void close() {
    System.clearProperty(SLOW);
    house.close();
  }

  @Test
  void acceptsASpecThatItsConnectorUnderstands() {
    assertThat(problems("{connector: a-text, config: {size: 3}}")).isEmpty();
    assertThat(problems("{connector: a-text, config: {size: 3}, auth: {bearer: {secret: key}}}"))
        .isEmpty();
  }

  @Test
  void onlyAConnectorWhoseVendorHasBatchesGoesThere() {
    assertThat(problems("{connector: a-text, config: {size: 3}, batch: false}")).isEmpty();
    assertThat(problems("{connector: a-text, config: {size: 3}, batch: true}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("batch"))
        .satisfies(problem -> assertThat(problem.rule()).contains("has no batches of its vendor"));
  }

  @Test
  void refusesAnUnverifiedConnectorUntilTheSpecTakesIt() {
    house.load(new SamplePlugin("u").grade("V0"));

    assertThat(problems("{connector: u-text, unverified: true}")).isEmpty();
    for (String spec : List.of("{connector: u-text}", "{connector: u-text, disabled: false}")) {
      assertThat(problems(spec))
          .containsExactly(
              new Problem(
                  "unverified",
                  "connector 'u-text' is unverified (grade V0)",
                  "say unverified: true to use it all the same"));
    }
  }

  @Test
  void namesTheNearestConnectorForAnUnknownOne() {
    assertThat(problems("{connector: a-test}"))
        .containsExactly(
            new Problem("connector", "there is no connector 'a-test'", "did you mean 'a-text'?"));
  }

  @Test
  void checksTheConfigurationAgainstTheConnectorsSchema() {
    assertThat(problems("{connector: a-text, config: {sise: 3}}"))
        .containsExactlyInAnyOrder(
            new Problem("config.size", "is required", "add it"),
            new Problem("config.sise", "is unknown", "did you mean 'size'?"));
  }

  @Test
  void refusesATokenUrlThatASecretWouldGoToInClear() {
    house.load(new SamplePlugin("t").config(CONFIG).auth("oauth-client", "google-service-account"));
    String spec =
        "{connector: t-text, config: {size: 3}, auth: {oauth-client: {clientId: me, secret: s,"
            + " tokenUrl: '%s'}}}";

    assertThat(problems(spec.formatted("http://login.test/token")))
        .containsExactly(
            new Problem(
                "auth.oauth-client.tokenUrl",
                "would carry a secret to login.test unencrypted",
                "use https"));
    assertThat(problems(spec.formatted("https://0177.0.0.1/token")))
        .extracting(Problem::path)
        .containsExactly("auth.oauth-client.tokenUrl");
    assertThat(problems(spec.formatted("http://127.0.0.1:8080/token"))).isEmpty();
    assertThat(problems(spec.formatted("https://login.test/t/token"))).isEmpty();
  }

  @Test
  void asksForTheAddressOfTokensWhereTheConnectorSaysNone() {
    house.load(new SamplePlugin("t").config(CONFIG).auth("oauth-client", "jwt"));
    String spec = "{connector: t-text, config: {size: 3}, auth: {%s}}";

    assertThat(problems(spec.formatted("jwt: {issuer: me, secret: s}")))
        .extracting(Problem::path)
        .containsExactly("auth.jwt.tokenUrl");
    assertThat(problems(spec.formatted("oauth-client: {clientId: me, secret: s}")))
        .extracting(Problem::path)
        .containsExactly("auth.oauth-client.tokenUrl");
  }

  @Test
  void aBoundSecretIsRefusedInTheConfigurationThoughItIsTheCredentialAsWell() {
    house.load(
        new SamplePlugin("b")
            .config(
                "@org.jspecify.annotations.Nullable String url,"
                    + " Json.@org.jspecify.annotations.Nullable Obj key")
            .egress("api.test", "${url}")
            .auth("bearer"));
    house.bind("k", "api.test");
    assertThat(
            problems(
                "{connector: b-text, config: {url: 'https://else.test', key: {secret: k}}, auth:"
                    + " {bearer: {secret: k}}}"))
        .extracting(Problem::path)
        .containsExactly("config");
    assertThat(problems("{connector: b-text, auth: {bearer: {secret: k}}}")).isEmpty();
  }

  @Test
  void theConnectorSaysWhereACredentialStandsOrElseTheProvider() {
    house.load(new SamplePlugin("h").auth("header", "query").authForm("header", "x-key"));

    assertThat(problems("{connector: h-text, auth: {header: {secret: s}}}")).isEmpty();
    assertThat(problems("{connector: h-text, auth: {query: {name: key, secret: s}}}")).isEmpty();
    assertThat(problems("{connector: h-text, auth: {header: {name: x-own, secret: s}}}"))
        .containsExactly(
            new Problem(
                "auth.header.name", "connector 'h-text' sends it as 'x-key'", "leave it out"));
    assertThat(problems("{connector: h-text, auth: {query: {secret: s}}}"))
        .extracting(Problem::path)
        .containsExactly("auth.query.name");
  }

  @Test
  void aCredentialOfThePathNeedsNoName() {
    house.load(new SamplePlugin("h").auth("path"));

    assertThat(problems("{connector: h-text, auth: {path: {secret: s}}}")).isEmpty();
    assertThat(problems("{connector: h-text, auth: {query: {name: key, secret: s}}}"))
        .extracting(Problem::rule)
        .containsExactly("connector 'h-text' takes auth none or path, not query");
  }

  @Test
  void refusesSignaturesForNoRegion() {
    house.load(new SamplePlugin("s").auth("sigv4"));

    assertThat(problems("{connector: s-text, auth: {sigv4: {secret: key}}}"))
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("region is missing: signatures of AWS are made for a region");
    assertThat(problems("{connector: s-text, config: {region: eu}, auth: {sigv4: {secret: key}}}"))
        .isEmpty();
  }

  @Test
  void refusesACredentialThatTheConnectorDoesNotTake() {
    assertThat(
            problems("{connector: a-text, config: {size: 3}, auth: {basic: {user: u, secret: s}}}"))
        .containsExactly(
            new Problem(
                "auth",
                "connector 'a-text' takes auth none or bearer, not basic",
                "use one of these"));
  }

  @Test
  void refusesAnAddressThatNotEverybodyReadsAlike() {
    assertThat(problems("{connector: a-text, config: {size: 3, baseUrl: 'http://127.0.0.1:80/'}}"))
        .isEmpty();
    assertThat(problems("{connector: a-text, config: {size: 3, baseUrl: 'http://127.1:80/'}}"))
        .containsExactly(
            new Problem(
                "config.baseUrl",
                "'127.1' is an address that not everybody reads alike",
                "write it as four decimal numbers, such as 192.0.2.1"));
  }

  @Test
  void refusesACredentialInAHeaderThatSteersTheRequest() {
    house.load(new SamplePlugin("h").auth("header"));

    assertThat(problems("{connector: h-text, auth: {header: {name: X-Api-Key, secret: s}}}"))
        .isEmpty();
    for (String name : List.of("Host", "content-length", "Transfer-Encoding", "Proxy-Any")) {
      assertThat(
              problems(
                  "{connector: h-text, auth: {header: {name: %s, secret: s}}}".formatted(name)))
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.path()).isEqualTo("auth.header.name");
                assertThat(problem.rule()).contains("'" + name.toLowerCase(Locale.ROOT) + "'");
                assertThat(problem.fix()).contains("x-api-key");
              });
    }
  }

  @Test
  void itsSchemaTakesTokensForTheNamesOfHeadersAndUsersWithoutAColon() {
    JsonSchema schema =
        JsonSchema.of(new ProviderKind(house.registry(), house.environment()).schema());

    for (String good :
        List.of("{header: {name: api_key, secret: s}}", "{basic: {user: ü, secret: s}}")) {
      assertThat(schema.check(ProviderHouse.json("{connector: a, auth: %s}".formatted(good))))
          .isEmpty();
    }
    for (String bad :
        List.of(
            "{header: {name: 'x key', secret: s}}",
            "{header: {name: \"x\\nhost\", secret: s}}",
            "{basic: {user: 'a:b', secret: s}}",
            "{basic: {user: \"a\\nb\", secret: s}}",
            "{basic: {user: '', secret: s}}")) {
      assertThat(schema.check(ProviderHouse.json("{connector: a, auth: %s}".formatted(bad))))
          .as(bad)
          .hasSize(1);
    }
  }

  @Test
  void refusesAConfigurationThatTheConnectorItselfRefuses() {
    house.load(new SamplePlugin("b").open("throw new IllegalArgumentException(\"odd size\");"));

    assertThat(problems("{connector: b-text}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("config");
              assertThat(problem.rule()).contains("odd size");
            });
  }

  private ProviderKind starting(SamplePlugin plugin) {
    System.setProperty(SLOW, "true");
    house.load(plugin);
    ProviderKind kind = new ProviderKind(house.registry(), house.environment());
    Json.Obj spec = ProviderHouse.json("{connector: slow-text}");
    kind.applied(house.tenant(), new Resource("provider", "p", 1, spec, house.time().now()));
    kind.start();
    return kind;
  }

  @Test
  void tellsWhenEachProviderHasBeenLookedAtOnce() {
    try (ProviderKind kind = starting(new SamplePlugin("slow").check(WHILE_SLOW))) {
      CompletableFuture<@Nullable Void> looked = kind.lookedAtAll().toCompletableFuture();
      kind.openAll();
      CompletableFuture<State> asked =
          CompletableFuture.supplyAsync(() -> house.info("p").state(), Thread::startVirtualThread);

      assertThat(looked).isNotDone();
      assertThat(asked).isNotDone();
      System.clearProperty(SLOW);

      assertThat(looked).succeedsWithin(Duration.ofSeconds(20));
      assertThat(asked).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(State.CONNECTED);
    }
  }

  @Test
  void aStoredProviderIsOpenedWhenACallNeedsItAndTheCallWaitsForThat() {
    try (ProviderKind _ =
        starting(new SamplePlugin("slow").open(WHILE_SLOW + " return new Answer(context);"))) {
      assertThat(house.registry().opened(house.tenant())).isEmpty();
      CompletableFuture<String> called =
          CompletableFuture.supplyAsync(
              () -> {
                try (Lease lease = house.registry().lease(house.tenant(), "p")) {
                  return lease.provider().id();
                }
              },
              Thread::startVirtualThread);
      assertThat(called).isNotDone();
      System.clearProperty(SLOW);

      assertThat(called).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("p");
    }
  }

  @Test
  void aChangeWaitsUntilWhatIsStoredIsOpen() {
    try (ProviderKind kind =
        starting(new SamplePlugin("slow").open(WHILE_SLOW + " return new Answer(context);"))) {
      CompletableFuture<Boolean> removed =
          CompletableFuture.supplyAsync(
              () -> {
                kind.removed(house.tenant(), "p");
                return true;
              },
              Thread::startVirtualThread);
      assertThat(removed).isNotDone();
      System.clearProperty(SLOW);

      assertThat(removed).succeedsWithin(Duration.ofSeconds(20));
      assertThat(house.registry().of(house.tenant())).isEmpty();
    }
  }

  @Test
  void aVendorThatDoesNotAnswerKeepsACallWaitingNoLongerThanALookMayLast() {
    try (ProviderKind kind = starting(new SamplePlugin("slow").check(WHILE_SLOW))) {
      kind.openAll();
      assertThat(house.registry().identity(house.tenant(), "p")).isNotNull();
      house.time().advance(Duration.ofSeconds(6));

      assertThat(house.info("p").state()).isEqualTo(State.PENDING);
      System.clearProperty(SLOW);
    }
  }

  @Test
  void whatTheDatabaseKeepsFromOpeningIsTriedAgain() {
    DeferredOpenings openings = new DeferredOpenings(house.time());
    AtomicInteger tries = new AtomicInteger();
    openings.add(
        house.tenant(),
        "p",
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
          }
          return Thread.startVirtualThread(() -> {});
        });

    openings.awaitLooks(house.tenant());

    assertThat(tries).hasValue(2);
  }

  @Test
  void refusesFaultsUnlessTheServerAllowsThem() {
    String spec =
        "{connector: a-text, config: {size: 3}, faults: [{from: '2026-11-20T10:00:00Z', until:"
            + " '2026-11-20T10:01:00Z'}]}";

    assertThat(problems(spec)).isEmpty();
    try (ProviderHouse strict = new ProviderHouse(folder, Duration.ofSeconds(1), false)) {
      strict.load(new SamplePlugin("a").config(CONFIG));
      assertThat(strict.check("p", spec)).extracting(Problem::path).containsExactly("faults");
    }
  }

  @Test
  void refusesAFaultThatCannotHappen() {
    assertThat(
            problems(
                "{connector: a-text, config: {size: 3}, faults: [{capability: text.pii.mash, from:"
                    + " '2026-11-20T10:01:00Z', until: '2026-11-20T10:00:00Z'}]}"))
        .containsExactly(
            new Problem("faults[0].until", "must be after from", "move it"),
            new Problem(
                "faults[0].capability",
                "connector 'a-text' does not offer it",
                "did you mean 'text.pii.mask'?"));
  }

  @Test
  void itsSchemaTakesPricesAsExactText() {
    JsonSchema schema =
        JsonSchema.of(new ProviderKind(house.registry(), house.environment()).schema());

    assertThat(schema.check(ProviderHouse.json(prices("'0.15'")))).isEmpty();
    assertThat(schema.check(ProviderHouse.json(prices("0.15"))))
        .containsExactly(
            new Problem(
                "prices.input_tokens.amount", "must be string, not number", "put it in quotes"));
    assertThat(ProviderSpec.read(ProviderHouse.json(prices("'0.15'"))).prices())
        .containsEntry("input_tokens", new Price(150_000_000L, 1_000_000, "USD", "2026-11-01"));
  }

  @Test
  void refusesPricesInTwoCurrencies() {
    String price = "{amount: '1', per: 1, currency: %s, asOf: 2026-11-01}";
    String spec =
        "{connector: a-text, config: {size: 3}, prices: {calls: %s, tokens: %s}}"
            .formatted(price.formatted("EUR"), price.formatted("USD"));

    assertThat(problems(spec)).extracting(Problem::path).containsExactly("prices.tokens.currency");
  }

  private static String prices(String amount) {
    return "{connector: a, prices: {input_tokens: {amount: %s, per: 1000000, currency: USD, asOf: 2026-11-01}}}"
        .formatted(amount);
  }

  private List<Problem> problems(String spec) {
    return house.check("p", spec);
  }
}
