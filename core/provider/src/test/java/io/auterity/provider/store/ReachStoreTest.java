package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.life.ReachConsents.Agreed;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tenants agreed to, in rows. */
@Tag("postgresql")
class ReachStoreTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final AuditedAct ACT =
      new AuditedAct(AuditedAct.OPERATOR, "127.0.0.1", "control:provider.consent", "POST /consent");

  private final TenantScope tenant = db.newTenant();
  private final ReachStore reaches =
      new ReachStore(db.database(), new ChangeAudit(Ids.system(Time.system()), Time.system()));

  private static ConnectorReach to(String... hosts) {
    return new ConnectorReach(Set.of(hosts), Set.of(hosts));
  }

  private boolean put(long life, String connector, String... hosts) {
    return reaches.put(tenant, ACT, new Agreed("p", life, connector, to(hosts)), "for a test");
  }

  @Test
  void nobodyAgreesWhoDoesNotApply() {
    assertThat(reaches.of(tenant, "p", 1, "forge", null)).isNull();
    assertThat(reaches.of(tenant, "p", 1, "forge", null)).isNull();

    assertThat(reaches.of(tenant, "p", 1, "forge", to("a"))).isEqualTo(to("a"));
    assertThat(reaches.of(tenant, "p", 1, "forge", to("a", "b"))).isEqualTo(to("a"));
  }

  @Test
  void whatIsAgreedToWhereNothingWasKnownIsKept() {
    assertThat(put(1, "forge", "a")).isTrue();

    assertThat(reaches.of(tenant, "p", 1, "forge", null)).isEqualTo(to("a"));
  }

  @Test
  void twoWhoAgreeToDifferentThingsBothCount() {
    reaches.of(tenant, "p", 1, "forge", to("a"));

    assertThat(put(1, "forge", "a", "b")).isTrue();
    assertThat(put(1, "forge", "a", "c")).isTrue();

    assertThat(reaches.of(tenant, "p", 1, "forge", null)).isEqualTo(to("a", "b", "c"));
  }

  @Test
  void whatWasAgreedToForAnEarlierOneIsNotForThis() {
    reaches.of(tenant, "p", 1, "forge", to("a"));

    assertThat(reaches.of(tenant, "p", 2, "forge", null)).isNull();
    assertThat(put(2, "forge", "b")).isTrue();
    assertThat(put(1, "forge", "c")).isFalse();
    assertThat(put(2, "other", "c")).isFalse();

    assertThat(reaches.of(tenant, "p", 2, "forge", null)).isEqualTo(to("b"));
  }
}
