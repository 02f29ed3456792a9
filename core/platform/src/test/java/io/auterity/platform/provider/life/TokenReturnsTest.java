package io.auterity.platform.provider.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.provider.Behalves;
import io.auterity.platform.provider.call.HeavyWork;
import io.auterity.platform.provider.token.OwedTokens;
import io.auterity.platform.provider.token.ProviderTokens;
import io.auterity.platform.provider.token.TokenReturns;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.AgreedGrant;
import io.auterity.platform.transport.OauthClient;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tokens on their way back to a vendor that answers as the test says. */
@Tag("postgresql")
class TokenReturnsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path folder;

  private static final URI TOKENS = URI.create("https://vendor.test/token");
  private static final WayBack BACK =
      new WayBack(
          "git",
          "client",
          URI.create("https://vendor.test/revoke"),
          "me",
          "client",
          Set.of("vendor.test"),
          Dialect.USUAL);

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime();
  private final AtomicLong life = new AtomicLong(3);
  private final AtomicInteger status = new AtomicInteger(200);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final TokenVault vault =
      new TokenVault(
          db.database(),
          new SecretVault(
              db.database(),
              MasterKey.open(folder.resolve("master.key")),
              Time.system(),
              AuditTrail.changes()));
  private final OwedTokens owed = new OwedTokens(vault, Ids.system(Time.system()), time);
  private final ProviderTokens tokens =
      new ProviderTokens(
          vault,
          scope -> 0,
          new Outbox(db.database(), time),
          Ids.system(Time.system()),
          Time.system());
  private final Transport transport = new Vendor();
  private final ProviderEnvironment environment =
      new ProviderEnvironment(
          time,
          (scope, name, hosts) -> "s3cret",
          tokens::of,
          binding -> transport,
          (scope, provider) -> life.get(),
          Agreements.NONE,
          (scope, provider, of) -> {
            throw new IllegalStateException("nothing is stored");
          },
          new ProviderFiles(folder.resolve("files"), 1_000),
          ProviderEnvironment.InboundAddresses.NONE,
          Behalves.NONE,
          new HeavyWork(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);
  private final AgreedGrant grant =
      new AgreedGrant(TOKENS, new OauthClient("me", "s3cret", Dialect.USUAL), "use", "p");

  private final class Vendor implements Transport {
    @Override
    public WireResponse send(WireRequest request, Call call) {
      asked.add(new String(request.body(), UTF_8));
      if (status.get() == 0) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "it hangs");
      }
      return new WireResponse(status.get(), Map.of(), new byte[0]);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new IllegalStateException("nobody streams tokens");
    }
  }

  /** What is left here would be given back by the next test. */
  @AfterEach
  void forget() {
    owed.of(tenant).forEach(one -> owed.end(tenant, one, tx -> {}));
  }

  private TokenReturns returns() {
    return new TokenReturns(
        (scope, provider) -> agreement(), environment, tokens, owed, AuditTrail.changes());
  }

  private VendorAgreement agreement() {
    return new VendorAgreement(
        URI.create("https://vendor.test/authorize"),
        BACK,
        Map.of(),
        grant,
        new TokenEndpoint(transport, time, UnaryOperator.identity()),
        life.get(),
        time,
        UnaryOperator.identity());
  }

  private Kept connected() {
    Kept kept =
        new Kept(
            grant.identity(),
            "canary-a",
            "canary-r",
            time.now(),
            time.now().plusSeconds(60),
            false);
    tokens.keep(tenant, "p", life.get(), kept, tx -> {});
    return kept;
  }

  @Test
  void aVendorThatIsAwayIsAskedAgainUntilItHasTakenThem() {
    connected();
    status.set(0);

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isFalse();
    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
    returns().tick();
    assertThat(asked).as("it is not due yet").hasSize(1);
    status.set(503);
    time.advance(Duration.ofMinutes(1));
    returns().tick();
    time.advance(Duration.ofMinutes(1));
    returns().tick();
    assertThat(asked).as("the pause grows").hasSize(2);
    status.set(200);
    time.advance(Duration.ofMinutes(1));
    returns().tick();
    returns().tick();

    assertThat(asked).hasSize(3).allSatisfy(each -> assertThat(each).contains("token=canary-r"));
    assertThat(owed.of(tenant)).isEmpty();
  }

  @Test
  void whatAVendorTakesAtOnceIsOwedNoLonger() {
    connected();

    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isTrue();
    assertThat(owed.of(tenant)).isEmpty();
    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).as("there are none").isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void theyGoBackThoughTheServerStopsBetweenTheRemovalAndTheVendor() {
    connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();

    returns().tick();
    returns().tick();

    assertThat(asked).singleElement().asString().contains("token=canary-r");
    assertThat(owed.of(tenant)).isEmpty();
    assertThat(tokens.of(tenant, "p", 3).read()).isNull();
  }

  @Test
  void aProviderThatStaysAfterAllKeepsItsTokens() {
    Kept kept = connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");

    returns().tick();
    assertThat(owed.of(tenant)).hasSize(1);
    time.advance(Duration.ofMinutes(16));
    returns().tick();

    assertThat(owed.of(tenant)).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(tokens.of(tenant, "p", 3).read()).isEqualTo(kept);
  }

  @Test
  void tokensOfTheNextProviderOfTheNameStayWhereTheyAre() {
    connected();
    returns().ending(tenant, AuditedAct.ofPlatform("control:resource.write"), "p");
    life.incrementAndGet();
    Kept next = connected();

    returns().tick();

    assertThat(tokens.of(tenant, "p", 4).read()).isEqualTo(next);
    assertThat(owed.of(tenant)).isEmpty();
  }

  @Test
  void afterAWeekItIsToldThatTheyAreStillThere() {
    connected();
    status.set(500);
    boolean _ = returns().end(tenant, "p", agreement(), tx -> {});

    time.advance(Duration.ofDays(8));
    returns().tick();

    assertThat(owed.of(tenant)).isEmpty();
    assertThat(AuditTrail.of(db, tenant))
        .anySatisfy(
            entry ->
                assertThat(entry)
                    .contains(
                        "provider/p/connection", "tokens at its vendor > not given back", "500"));
  }

  @Test
  void nothingOfThemIsReadableMeanwhile() {
    connected();
    status.set(500);
    boolean _ = returns().end(tenant, "p", agreement(), tx -> {});

    assertThat(owed.of(tenant))
        .singleElement()
        .satisfies(one -> assertThat(one.toString()).doesNotContain("canary"))
        .satisfies(one -> assertThat(one.way()).isEqualTo(BACK));
    List<byte[]> stored =
        db.database()
            .inTenant(
                tenant, tx -> tx.query("select ciphertext from secret").mapTo(byte[].class).list());
    assertThat(stored)
        .allSatisfy(bytes -> assertThat(new String(bytes, UTF_8)).doesNotContain("canary"));
  }
}
