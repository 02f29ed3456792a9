package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgresql")
class SecretVaultTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path keys;

  private static final AuditedAct ACT = AuditTrail.act("store");

  private final TenantScope tenant = db.newTenant();
  private SecretVault vault;

  @BeforeEach
  void open() {
    vault = vault(keys.resolve("master.key"));
  }

  @Test
  void readsWhatWasStored() {
    int version = vault.put(tenant, ACT, "github", "tøken");

    assertThat(version).isEqualTo(1);
    assertThat(vault.read(tenant, "github")).isEqualTo("tøken");
    assertThat(vault.names(tenant)).containsExactly("github");
  }

  @Test
  void whoFollowsKnowsOfAChangeBeforeItsMakerGoesOn() {
    List<UUID> told = new ArrayList<>();
    vault.tell(told::add);

    vault.put(tenant, ACT, "github", "token");
    assertThat(told).containsExactly(tenant.tenant());
    vault.bind(tenant, ACT, "github", List.of("api.github.test"));
    assertThat(told).hasSize(2);
    vault.delete(tenant, ACT, "github");
    assertThat(told).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", ""})
  void cutsOneLineBreakAtTheEnd(String end) {
    vault.put(tenant, ACT, "github", "token" + end);
    vault.put(tenant, ACT, "pem", "-----BEGIN\nabc\n-----END\n" + end);

    assertThat(vault.read(tenant, "github")).isEqualTo("token");
    assertThat(vault.read(tenant, "pem"))
        .isEqualTo(end.isEmpty() ? "-----BEGIN\nabc\n-----END" : "-----BEGIN\nabc\n-----END\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void storesNoEmptyValue(String value) {
    assertThatThrownBy(() -> vault.put(tenant, ACT, "github", value))
        .isInstanceOf(CallFailedException.class)
        .hasMessage("invalid: the value of the secret 'github' is empty");
    assertThat(vault.names(tenant)).isEmpty();
  }

  @Test
  void anotherTenantHasNoSuchSecret() {
    vault.put(tenant, ACT, "github", "token");

    assertThatThrownBy(() -> vault.read(db.newTenant(), "github"))
        .isInstanceOf(CallFailedException.class)
        .hasMessage("not_found: no secret is named 'github'");
  }

  @Test
  void forgetsAllVersions() {
    vault.put(tenant, ACT, "github", "token");

    vault.delete(tenant, ACT, "github");

    assertThat(vault.names(tenant)).isEmpty();
    assertThatThrownBy(() -> vault.delete(tenant, ACT, "github"))
        .hasMessageStartingWith("not_found");
  }

  @Test
  void staysBoundToItsHostsWhateverItsValueUntilItIsForgotten() {
    vault.put(tenant, ACT, "github", "one", List.of("API.github.com"));
    vault.put(tenant, ACT, "github", "two");
    assertThat(vault.hosts(tenant, "github")).containsExactly("api.github.com");

    assertThat(vault.bind(tenant, ACT, "github", List.of("*.github.com", "::1")))
        .containsExactly("*.github.com", "::1");
    assertThat(vault.bound(tenant, "github").hosts()).containsOnly("*.github.com", "::1");
    vault.bind(tenant, ACT, "github", List.of());
    assertThat(vault.hosts(tenant, "github")).isEmpty();

    vault.put(tenant, ACT, "github", "three", List.of("github.test"));
    vault.delete(tenant, ACT, "github");
    vault.put(tenant, ACT, "github", "four");
    assertThat(vault.hosts(tenant, "github")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.test",
        "a.test:443",
        "a.test/x",
        "*",
        "*.com",
        "*.",
        "a.*.test",
        "",
        "a b"
      })
  void bindsToNamesOfHostsOnly(String host) {
    assertThatThrownBy(() -> vault.put(tenant, ACT, "github", "x", List.of(host)))
        .isInstanceOf(CallFailedException.class)
        .hasMessageStartingWith("invalid: '%s' is no host: write a name".formatted(host));
    assertThat(vault.names(tenant)).isEmpty();
  }

  @Test
  void itsHostsAreToldWithoutItsValue() {
    vault.put(tenant, ACT, "github", "one", List.of("api.github.com"));
    SecretVault withoutKey = vault(keys.resolve("another.key"));

    assertThat(withoutKey.hosts(tenant, "github")).containsExactly("api.github.com");
    assertThatThrownBy(() -> withoutKey.hosts(tenant, "gitlab"))
        .hasMessage("not_found: no secret is named 'gitlab'");
  }

  @Test
  void nobodyBindsASecretThatIsNotThere() {
    assertThatThrownBy(() -> vault.bind(tenant, ACT, "github", List.of("a.test")))
        .hasMessage("not_found: no secret is named 'github'");
  }

  @Test
  void theDatabaseNeverHoldsTheValue() {
    vault.put(tenant, ACT, "github", "plain-text-value");

    assertThat(stored()).doesNotContain("plain-text-value");
  }

  @Test
  void aRowMovedToAnotherTenantCannotBeDecrypted() {
    TenantScope thief = db.newTenant();
    vault.put(tenant, ACT, "github", "token");
    byte[] stolen = ciphertext();
    db.database()
        .inTenant(
            thief,
            tx ->
                tx.update("insert into secret values (current_tenant(), 'github', 1, 0, :c, now())")
                    .bind("c", stolen)
                    .execute());

    assertThatThrownBy(() -> vault.read(thief, "github"))
        .isInstanceOf(SecretsRefusedException.class)
        .hasMessageContaining("cannot be decrypted");
  }

  @Test
  void whatChangesStandsInTheAuditLogByVersionAndNeverByValue() {
    vault.put(tenant, ACT, "github", "hidden");
    vault.put(tenant, ACT, "github", "hidden too");
    vault.delete(tenant, ACT, "github");

    String by = " by tester from 192.0.2.7";
    assertThat(AuditTrail.of(db, tenant))
        .containsExactly(
            "store secret/github done null > version 1" + by,
            "store secret/github done version 1 > version 2" + by,
            "store secret/github done version 2 > null" + by);
  }

  @Test
  void whatCannotBeAuditedIsNotChanged() {
    vault.put(tenant, ACT, "github", "old");

    BrokenAudit.refuses(db, () -> vault.put(tenant, ACT, "github", "new"));
    BrokenAudit.refuses(db, () -> vault.delete(tenant, ACT, "github"));

    assertThat(vault.read(tenant, "github")).isEqualTo("old");
  }

  @Test
  void rotationReadsTheOldAndMovesThemToTheNewKey() {
    vault.put(tenant, ACT, "a", "1");
    vault.put(tenant, ACT, "a", "2");
    byte[] before = ciphertext();

    assertThat(vault.sealing().rotate()).isGreaterThanOrEqualTo(2);

    assertThat(ciphertext()).isNotEqualTo(before);
    assertThat(vault(keys.resolve("master.key")).read(tenant, "a")).isEqualTo("2");
    vault.history().rollBack(tenant, ACT, "a", 1);
    assertThat(vault.read(tenant, "a")).as("former versions are under it, too").isEqualTo("1");
    assertThat(vault.sealing().rotate()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aKeyFileThatDoesNotBelongToTheDatabaseIsRefused() {
    vault.put(tenant, ACT, "a", "1");

    assertThatCode(vault.sealing()::check).doesNotThrowAnyException();
    assertThatThrownBy(vault(keys.resolve("other.key")).sealing()::check)
        .isInstanceOf(SecretsRefusedException.class)
        .hasMessageContaining("lacks keys");
  }

  private static SecretVault vault(Path file) {
    return new SecretVault(
        db.database(),
        MasterKey.open(file),
        Time.system(),
        AuditTrail.changes(),
        new SecretVersionLimits(3, Duration.ofDays(7)));
  }

  private byte[] ciphertext() {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select ciphertext from secret order by version limit 1")
                    .mapTo(byte[].class)
                    .one());
  }

  private String stored() {
    return new String(ciphertext(), StandardCharsets.ISO_8859_1);
  }
}
