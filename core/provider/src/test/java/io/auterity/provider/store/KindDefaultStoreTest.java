package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.store.ResourceStore;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The default providers of tenants, in rows. */
@Tag("postgresql")
class KindDefaultStoreTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final AuditedAct ACT =
      new AuditedAct(AuditedAct.OPERATOR, "127.0.0.1", "control:resource.write", "POST /default");
  private static final Instant FIRST = Instant.parse("2026-11-01T00:00:00Z");

  private final TenantScope tenant = db.newTenant();
  private final KindDefaultStore store =
      new KindDefaultStore(
          db.database(), new ChangeAudit(Ids.system(Time.system()), Time.system()));

  private void applied(String id, int day) {
    var _ =
        db.database()
            .inTenant(
                tenant,
                tx ->
                    ResourceStore.add(
                        tx,
                        List.of(
                            new Resource(
                                "provider", id, 0, Json.EMPTY, FIRST.plusSeconds(86_400L * day))),
                        "ann"));
  }

  private void ended(String id, int day) {
    var _ =
        db.database()
            .inTenant(
                tenant,
                tx -> {
                  ResourceStore.end(tx, "provider", id, FIRST.plusSeconds(86_400L * day), "ann");
                  return id;
                });
  }

  @Test
  void providersAreInTheOrderInWhichTheirLivesBegan() {
    applied("b", 1);
    applied("a", 2);
    applied("c", 0);
    applied("b", 5);
    ended("c", 6);
    applied("c", 7);

    assertThat(store.of(tenant).byAge()).containsExactly("b", "a", "c");

    ended("b", 8);
    assertThat(store.of(tenant).byAge()).containsExactly("a", "c");
  }

  @Test
  void whatBeginsChangesNothingAndWhatIsChosenDoes() {
    var _ =
        db.database()
            .inTenant(
                tenant,
                tx -> {
                  store.begin(tx, "git", "first");
                  store.begin(tx, "git", "second");
                  return tx;
                });
    assertThat(store.of(tenant).chosen()).isEqualTo(Map.of("git", "first"));

    store.choose(tenant, ACT, "git", "second", "first");
    assertThat(store.of(tenant).chosen()).isEqualTo(Map.of("git", "second"));

    var _ =
        db.database()
            .inTenant(
                tenant,
                tx -> {
                  store.forget(tx, "git");
                  return tx;
                });
    assertThat(store.of(tenant).chosen()).isEmpty();
  }
}
