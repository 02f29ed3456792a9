package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.secret.SecretVersionLimits.KeptVersion;
import io.auterity.platform.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class SecretHistoryTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path keys;

  private static final AuditedAct ACT = AuditTrail.act("store");

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime(Instant.parse("2026-11-24T12:00:00Z"));
  private SecretVault vault;

  @BeforeEach
  void open() {
    vault = vault(2, Duration.ofDays(7));
  }

  private SecretVault vault(int most, Duration lasts) {
    return new SecretVault(
        db.database(),
        MasterKey.open(keys.resolve("master.key")),
        time,
        AuditTrail.changes(),
        new SecretVersionLimits(most, lasts));
  }

  @Test
  void aFormerValueIsPutInForceAgainAsAVersionOfItsOwn() {
    vault.put(tenant, ACT, "github", "good\n\n");
    vault.put(tenant, ACT, "github", "wrong");

    assertThat(vault.history().rollBack(tenant, ACT, "github", 1)).isEqualTo(3);

    assertThat(vault.read(tenant, "github")).as("to the last character").isEqualTo("good\n");
    assertThat(versions("github")).containsExactly(3, 2, 1);
    assertThat(AuditTrail.of(db, tenant).getLast())
        .isEqualTo(
            "store secret/github done version 2 > version 3, as version 1 was by tester from"
                + " 192.0.2.7");
  }

  @Test
  void itIsToldWhenEachWasStoredAndByWhom() {
    vault.put(tenant, ACT, "github", "one");
    time.advance(Duration.ofDays(1));
    vault.put(tenant, ACT, "github", "two");

    List<KeptVersion> kept = vault.history().versions(tenant, "github");

    assertThat(kept).extracting(KeptVersion::author).containsExactly("tester", "tester");
    assertThat(kept.getFirst().at()).isEqualTo(time.now());
    assertThat(kept.getLast().until()).isEqualTo(time.now().plus(Duration.ofDays(7)));
  }

  @Test
  void whatIsNotKeptIsNotPutInForce() {
    vault.put(tenant, ACT, "github", "one");
    vault.put(tenant, ACT, "github", "two");

    assertThatThrownBy(() -> vault.history().rollBack(tenant, ACT, "github", 2))
        .hasMessage("conflict: version 2 of the secret 'github' is in force already");
    assertThatThrownBy(() -> vault.history().rollBack(tenant, ACT, "github", 7))
        .hasMessage("not_found: version 7 of the secret 'github' is not kept: there are [2, 1]");
    assertThatThrownBy(() -> vault.history().rollBack(tenant, ACT, "gitlab", 1))
        .hasMessage("not_found: no secret is named 'gitlab'");
    assertThatThrownBy(() -> vault.history().rollBack(db.newTenant(), ACT, "github", 1))
        .hasMessage("not_found: no secret is named 'github'");
    time.advance(Duration.ofDays(7));
    assertThatThrownBy(() -> vault.history().rollBack(tenant, ACT, "github", 1))
        .as("its time is over, though it is there still")
        .hasMessage("not_found: version 1 of the secret 'github' is not kept: there are [2]");
  }

  @Test
  void whatCannotBeAuditedIsNotPutInForce() {
    vault.put(tenant, ACT, "github", "one");
    vault.put(tenant, ACT, "github", "two");

    BrokenAudit.refuses(db, () -> vault.history().rollBack(tenant, ACT, "github", 1));

    assertThat(vault.read(tenant, "github")).isEqualTo("two");
  }

  @Test
  void whoeverStoresAnotherValueLeavesSoManyFormerOnes() {
    for (int i = 1; i <= 5; i++) {
      vault.put(tenant, ACT, "github", "value " + i);
    }

    assertThat(stored("github")).containsExactly(3, 4, 5);
    vault(0, Duration.ofDays(7)).put(tenant, ACT, "github", "value 6");
    assertThat(stored("github")).containsExactly(6);
  }

  @Test
  void formerVersionsGoWhenTheirTimeIsOver() {
    TenantScope other = db.newTenant();
    vault.put(tenant, ACT, "github", "one");
    vault.put(other, ACT, "github", "one");
    time.advance(Duration.ofDays(30));
    vault.put(tenant, ACT, "github", "two");
    time.advance(Duration.ofDays(7).minusSeconds(1));
    vault.history().shortenAll();
    assertThat(stored("github")).as("replaced not long ago").containsExactly(1, 2);

    String answers = generation();
    time.advance(Duration.ofSeconds(1));
    vault.history().shortenAll();

    assertThat(stored("github")).containsExactly(2);
    assertThat(generation()).as("what was answered is found further").isEqualTo(answers);
    assertThat(vault.read(other, "github")).as("of however long ago").isEqualTo("one");
  }

  @Test
  void aVersionOfAServerWhoseClockIsAheadIsForgottenToo() {
    update(
        """
        insert into secret (tenant, name, version, key_id, ciphertext, created)
        values (current_tenant(), 'ahead', 1, 0, '\\x00', timestamp '2026-01-02'),
          (current_tenant(), 'ahead', 2, 0, '\\x00', timestamp '2026-01-01')
        """);

    vault.history().shortenAll();

    assertThat(stored("ahead")).containsExactly(2);
    update("delete from secret where name = 'ahead'");
  }

  @Test
  void fewerAreLeftWhereThePolicyKeepsFewerNow() {
    vault.put(tenant, ACT, "github", "one");
    vault.put(tenant, ACT, "github", "two");
    vault.put(tenant, ACT, "github", "three");

    vault(1, Duration.ofDays(7)).history().shortenAll();

    assertThat(stored("github")).containsExactly(2, 3);
  }

  @Test
  void ofManySecretsEachIsShortened() {
    update(
        """
        insert into secret (tenant, name, version, key_id, ciphertext, created)
        select current_tenant(), 'many-' || n, v, 0, '\\x00',
          timestamp '2026-01-01' + v * interval '1 day'
        from generate_series(1, 600) n, generate_series(1, 3) v
        """);

    vault.history().shortenAll();

    List<Integer> left =
        db.database()
            .inTenant(
                tenant, tx -> tx.query("select count(*) from secret").mapTo(Integer.class).list());
    assertThat(left).containsExactly(600);
    assertThat(stored("many-1")).containsExactly(3);
    assertThat(stored("many-600")).containsExactly(3);
    update("delete from secret where name like 'many-%'");
  }

  private void update(String sql) {
    db.database().inTenant(tenant, tx -> tx.update(sql).execute());
  }

  @Test
  void tokensHaveNoFormerVersionAndNoneIsTold() {
    TokenVault tokens = new TokenVault(db.database(), vault);
    for (String text : List.of("first", "second")) {
      assertThat(tokens.replaceIf(tenant, "p", now -> true, Optional.of(text), tx -> {})).isTrue();
    }

    assertThat(stored("provider/p/oauth")).hasSize(1);
    assertThatThrownBy(() -> vault.history().versions(tenant, "provider/p/oauth"))
        .hasMessageStartingWith("not_found");
    vault.history().shortenAll();
    assertThat(tokens.read(tenant, "p")).contains("second");
  }

  private String generation() {
    return db.database()
        .inTenant(
            tenant,
            tx -> tx.query("select generation from cache_generation").mapTo(String.class).one());
  }

  private List<Integer> versions(String name) {
    return vault.history().versions(tenant, name).stream().map(KeptVersion::version).toList();
  }

  private List<Integer> stored(String name) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select version from secret where name = :name order by 1")
                    .bind("name", name)
                    .mapTo(Integer.class)
                    .list());
  }
}
