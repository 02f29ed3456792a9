package io.auterity.insight.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.learn.WithdrawalLog.Withdrawn;
import io.auterity.insight.learn.store.WithdrawalTable;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class WithdrawalTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final TenantScope tenant = db.newTenant();

  @Test
  void oneIsToldOnceWhoeverSeesItAndTheNextVersionOfAHeadAgain() throws Exception {
    BlockingQueue<CloudEvent> told = new LinkedBlockingQueue<>();
    try (Outbox outbox = new Outbox(db.database(), Time.system())) {
      outbox.subscribe(keepingIn(told));
      WithdrawalTable table = new WithdrawalTable(db.database(), outbox, Ids.system(Time.system()));
      Withdrawn first = new Withdrawn("r", 2, "head/m", 3, "right in 0.50");
      table.withdrawn(tenant, first, NOW);
      table.withdrawn(tenant, first, NOW.plusSeconds(5));
      table.withdrawn(tenant, new Withdrawn("r", 2, "head/m", 4, "right in 0.40"), NOW);
      outbox.start();

      CloudEvent one = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      CloudEvent other = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      assertThat(
              Set.of(
                  String.valueOf(one.data().get("head")), String.valueOf(other.data().get("head"))))
          .containsExactlyInAnyOrder("3", "4");
      assertThat(one.subject()).isEqualTo("route/r/head/m");
      EventSchema.assertFits(one);
      assertThat(one.tenant()).isEqualTo(tenant.tenant());
      assertThat(one.data().text("why")).startsWith("right in");
      assertThat(told).isEmpty();
    }
  }

  private static Outbox.Subscriber keepingIn(BlockingQueue<CloudEvent> told) {
    return new Outbox.Subscriber() {
      @Override
      public boolean wants(String type) {
        return type.equals(OfferWithdrawn.TYPE);
      }

      @Override
      public void receive(CloudEvent event) {
        told.add(event);
      }
    };
  }
}
