package io.auterity.provider.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.outbox.store.OutboxStore;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.SecretCache;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.GrantDetails;
import io.auterity.platform.transport.TokenStore;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.spi.CallFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class ProviderTokensTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path keys;

  private static final String ACCESS = "canary-access-4711";
  private static final String REFRESH = "canary-refresh-4711";

  private final TenantScope tenant = db.newTenant();
  private Server one;
  private Server other;

  /** What one process has. */
  private static final class Server {
    private final SecretVault vault =
        new SecretVault(
            db.database(),
            MasterKey.open(keys.resolve("master.key")),
            Time.system(),
            AuditTrail.changes(),
            new SecretVersionLimits(3, Duration.ofDays(7)));
    private final SecretCache secrets = new SecretCache(vault, Time.system());
    private final TokenVault shelves = new TokenVault(db.database(), vault);
    private final ProviderTokens tokens =
        new ProviderTokens(
            shelves,
            secrets::changes,
            new Outbox(db.database(), Time.system()),
            Ids.system(Time.system()),
            Time.system());
  }

  @BeforeEach
  void open() {
    one = new Server();
    other = new Server();
  }

  @Test
  void whatOneServerKeepsAnotherReads() {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);
    assertThat(shelf.read()).isNull();

    keep(shelf, kept(ACCESS));
    assertThat(other.tokens.of(tenant, "p", 3).read()).isEqualTo(kept(ACCESS));

    keep(shelf, kept("second"));
    assertThat(Objects.requireNonNull(other.tokens.of(tenant, "p", 3).read()).access())
        .isEqualTo("second");
  }

  @Test
  void whatTheVendorToldIsKeptWithThem() {
    Instant since = Instant.parse("2026-11-01T12:00:00Z");
    GrantDetails told = new GrantDetails(since, List.of("read", "write"), "ada");
    Kept plain = kept(ACCESS);
    Kept given = new Kept("identity", ACCESS, null, plain.issued(), plain.expires(), false, told);

    keep(one.tokens.of(tenant, "p", 3), given);

    assertThat(other.tokens.of(tenant, "p", 3).read()).isEqualTo(given);
  }

  @Test
  void tokensOfBeforeSayNothingOfWhatWasGranted() {
    String before =
        """
        {"for": "identity", "access": "%s", "issued": "2026-11-21T12:00:00Z",
         "expires": "2026-11-21T13:00:00Z", "lost": false, "refresh": "%s", "life": 3}
        """
            .formatted(ACCESS, REFRESH);
    boolean _ = one.shelves.replaceIf(tenant, "p", text -> true, Optional.of(before), tx -> {});

    assertThat(other.tokens.of(tenant, "p", 3).read()).isEqualTo(kept(ACCESS));
  }

  @Test
  void areNoneOfAnotherTenantProviderOrLife() {
    keep(one.tokens.of(tenant, "p", 3), kept(ACCESS));

    assertThat(one.tokens.of(tenant, "q", 3).read()).isNull();
    assertThat(one.tokens.of(tenant, "p", 4).read()).isNull();
    assertThat(one.tokens.of(db.newTenant(), "p", 3).read()).isNull();
  }

  @Test
  void noOldVersionIsKeptAndNothingIsReadable() {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);
    keep(shelf, kept("first"));
    keep(shelf, kept(ACCESS));
    shelf.lost(kept(ACCESS), "the vendor says no");

    List<byte[]> stored =
        db.database()
            .inTenant(
                tenant, tx -> tx.query("select ciphertext from secret").mapTo(byte[].class).list());
    assertThat(stored).hasSize(1);
    assertThat(new String(stored.getFirst(), StandardCharsets.ISO_8859_1)).doesNotContain("canary");
    assertThat(kept(ACCESS).toString()).doesNotContain("canary");
    assertThat(events()).hasSize(1).allSatisfy(event -> assertThat(event).doesNotContain("canary"));
  }

  @Test
  void noSecretOfThatNameIsReadOrListed() {
    keep(one.tokens.of(tenant, "p", 3), kept(ACCESS));

    assertThat(one.vault.names(tenant)).isEmpty();
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> one.secrets.read(tenant, "provider/p/oauth"))
        .withMessageContaining("no secret is named");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> one.secrets.read(tenant, "provider/p/oauth", Set.of("evil.test")));
  }

  @Test
  void oneServerAloneAsksAtATime() {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);
    TokenStore same = other.tokens.of(tenant, "p", 3);
    TokenStore another = other.tokens.of(tenant, "q", 3);

    Optional<String> got =
        shelf.alone(
            () -> {
              assertThat(same.alone(() -> "too")).isEmpty();
              assertThat(another.alone(() -> "q")).contains("q");
              keep(shelf, kept(ACCESS));
              return "mine";
            });

    assertThat(got).contains("mine");
    assertThat(same.alone(() -> "then")).contains("then");
  }

  @Test
  void aTenantWhoseVendorsHangLeavesRoomForOthers() {
    TokenStore others = one.tokens.of(db.newTenant(), "p", 3);

    Optional<String> got = hanging(4, () -> others.alone(() -> "theirs").orElse("none"));
    Optional<String> fifth =
        hanging(4, () -> one.tokens.of(tenant, "q", 3).alone(() -> "too").orElse("none"));

    assertThat(got).contains("theirs");
    assertThat(fifth).contains("none");
    assertThat(one.tokens.of(tenant, "q", 3).alone(() -> "then")).contains("then");
  }

  private Optional<String> hanging(int providers, Supplier<String> meanwhile) {
    return providers == 0
        ? Optional.of(meanwhile.get())
        : one.tokens
            .of(tenant, "hanging-" + providers, 3)
            .alone(() -> hanging(providers - 1, meanwhile))
            .flatMap(each -> each);
  }

  @Test
  void whoBreaksLeavesNobodyWaiting() {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                shelf.alone(
                    () -> {
                      throw new IllegalStateException("broken");
                    }));

    assertThat(other.tokens.of(tenant, "p", 3).alone(() -> "then")).contains("then");
  }

  @Test
  void tellsThatSomebodyHasToConnectAgain() {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);
    keep(shelf, kept(ACCESS));
    shelf.lost(kept(ACCESS), "the vendor says no");
    shelf.lost(kept(ACCESS), "the vendor says no");

    assertThat(events())
        .singleElement()
        .asString()
        .contains(ProviderTokens.LOST, "\"provider\":\"p\"", "the vendor says no")
        .satisfies(EventSchema::assertFits);
    assertThat(Objects.requireNonNull(one.tokens.of(tenant, "p", 3).read()).lost()).isTrue();
  }

  @Test
  void nothingIsKeptInPlaceOfWhatIsNotThereAnyMore() {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);
    TokenStore late = other.tokens.of(tenant, "p", 3);
    keep(shelf, kept(ACCESS));

    List<TokenStore.Kept> forgotten = new ArrayList<>();
    one.tokens.forget(tenant, "p", (tx, had) -> had.ifPresent(forgotten::add));
    assertThat(forgotten).containsExactly(kept(ACCESS));
    assertThat(late.keep(kept(ACCESS), kept("late"))).isFalse();
    assertThat(shelf.read()).as("it stays disconnected").isNull();

    keep(shelf, kept("of another account"));
    assertThat(late.keep(kept(ACCESS), kept("late"))).isFalse();
    late.lost(kept(ACCESS), "the vendor says no");
    assertThat(shelf.read()).isEqualTo(kept("of another account"));
    assertThat(events()).isEmpty();
  }

  @Test
  void whatIsTakenAwayWhileItIsRenewedIsWhatItWasRenewedTo() throws Exception {
    TokenStore shelf = one.tokens.of(tenant, "p", 3);
    keep(shelf, kept(ACCESS));
    CompletableFuture<Kept> taken = new CompletableFuture<>();
    Thread taking =
        Thread.ofVirtual()
            .unstarted(
                () -> other.tokens.take(tenant, "p", 3, (tx, found) -> taken.complete(found)));

    var _ =
        shelf.alone(
            () -> {
              taking.start();
              assertThatExceptionOfType(TimeoutException.class)
                  .isThrownBy(() -> taken.get(300, TimeUnit.MILLISECONDS));
              keep(shelf, kept("renewed"));
              return "renewed";
            });

    assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(kept("renewed"));
    taking.join();
    assertThat(shelf.read()).isNull();
  }

  @Test
  void forgetsWhatIsOfAFormerProviderAlone() {
    keep(one.tokens.of(tenant, "p", 3), kept(ACCESS));

    one.tokens.of(tenant, "p", 3).forgetFormer();
    assertThat(other.tokens.of(tenant, "p", 3).read()).isEqualTo(kept(ACCESS));

    one.tokens.of(tenant, "p", 4).forgetFormer();
    assertThat(other.tokens.of(tenant, "p", 3).read()).isNull();
  }

  @Test
  void survivesANewMasterKey() {
    keep(one.tokens.of(tenant, "p", 3), kept(ACCESS));

    one.vault.sealing().rotate();

    assertThat(one.tokens.of(tenant, "p", 3).read()).isEqualTo(kept(ACCESS));
  }

  /** Those of all tenants: each test tells of one that no other has. */
  private List<String> events() {
    String mine = tenant.tenant().toString();
    return db
        .database()
        .asEngine(EngineJob.OUTBOX, tx -> new OutboxStore().claim(tx, Instant.now(), Instant.now()))
        .stream()
        .map(row -> new String(row.event(), StandardCharsets.UTF_8))
        .filter(event -> event.contains(mine))
        .toList();
  }

  private static void keep(TokenStore shelf, Kept tokens) {
    assertThat(shelf.keep(shelf.read(), tokens)).isTrue();
  }

  private static Kept kept(String access) {
    Instant at = Instant.parse("2026-11-21T12:00:00Z");
    return new Kept(
        "identity", access, REFRESH, at, at.plusSeconds(3600), false, GrantDetails.of(at));
  }
}
