package io.auterity.server.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.StatementCount;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What guardrails found in the newest calls, through PostgreSQL. */
@Tag("postgresql")
class RecentFindingsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();
  private final TenantScope tenant = server.tenantOf(admin);
  private final Archive archive = new DecisionArchive(server.database().database());

  @Test
  void ofMoreCallsThanAreReadTheNewestCount() {
    admin.maskProvider("mask");
    call();
    Instant second = call();
    call();
    ManualTime time = new ManualTime(Instant.now());

    GuardrailFindings two = new RecentFindings(archive, time, 2).of(tenant);
    GuardrailFindings three = new RecentFindings(archive, time, 3).of(tenant);

    assertThat(two.calls()).isEqualTo(2);
    assertThat(two.whole()).isFalse();
    assertThat(two.since()).isEqualTo(second);
    assertThat(three.calls()).isEqualTo(3);
    assertThat(three.whole()).isTrue();
    assertThat(three.since()).isEqualTo(time.now().minus(Duration.ofDays(7)));
  }

  @Test
  void whatWasReadIsToldAgainForAWhileAndToItsTenantAlone() {
    admin.maskProvider("mask");
    call();
    ManualTime time = new ManualTime(Instant.now());
    RecentFindings recent = new RecentFindings(archive, time, 2);
    GuardrailFindings first = recent.of(tenant);
    call();
    time.advance(Duration.ofSeconds(19));

    assertThat(StatementCount.of(() -> assertThat(recent.of(tenant)).isSameAs(first))).isZero();
    assertThat(recent.of(server.tenantOf(server.newTenant())).calls()).isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(recent.of(tenant).calls()).isEqualTo(2);
  }

  /** When the call began, once its decision is written. */
  private Instant call() {
    Reply made = admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"nothing\"}");
    Reply decision = admin.awaiting("/api/v1/decisions/" + made.header("auterity-decision"));
    return Instant.parse(decision.text("beganAt"));
  }
}
