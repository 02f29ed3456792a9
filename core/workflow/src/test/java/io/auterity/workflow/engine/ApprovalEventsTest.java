package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.ApprovalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events tell of each approval, and nothing of what people are shown. */
@Tag("carrier")
@Tag("postgresql")
class ApprovalEventsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final TestEngine engine = TestEngine.start(db, FakeInvoker.echoing());
  private final HeardEvents heard =
      HeardEvents.of(db, type -> type.startsWith("io.auterity.approval."));

  @AfterEach
  void close() {
    heard.close();
    engine.close();
  }

  private List<CloudEvent> heard(int most) throws InterruptedException {
    List<CloudEvent> all = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      CloudEvent event = heard.next();
      EventSchema.assertFits(event);
      all.add(event);
    }
    return all;
  }

  @Tag("journal")
  @Test
  void eachOfItsTimesIsToldOnce() throws InterruptedException {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: ok
                ask: "Pay Ann?"
                show: {iban: DE02}
                due: 90ms
                remind: [30ms]
                escalate: [{after: 60ms, to: {roles: [admin]}}]
                onDue: refuse
            """,
            Json.EMPTY);

    List<CloudEvent> all = heard(4);

    assertThat(all)
        .extracting(CloudEvent::type)
        .containsExactlyInAnyOrder(
            ApprovalRow.ASKED, ApprovalRow.REMINDED, ApprovalRow.ESCALATED, ApprovalRow.DECIDED);
    assertThat(all)
        .allSatisfy(
            event -> {
              assertThat(event.subject())
                  .isEqualTo(ApprovalRow.ID.write(ApprovalRow.id(run, "ok")));
              assertThat(event.data().text("run")).isEqualTo(Invocation.RUN_ID.write(run));
              assertThat(event.toString()).doesNotContain("Ann", "DE02");
            });
    assertThat(all)
        .filteredOn(event -> event.type().equals(ApprovalRow.DECIDED))
        .extracting(event -> event.data().text("choice"))
        .containsExactly("refuse");
  }

  @Test
  void oneWhoseTimeFailsTheStepIsToldAsExpired() throws InterruptedException {
    engine.run(tenant, "steps: [{id: ok, ask: Sure?, due: 20ms}]", Json.EMPTY);

    assertThat(heard(2))
        .extracting(event -> event.data().text("state"))
        .containsExactlyInAnyOrder("open", "expired");
  }

  @Test
  void whatIsAskedAgainIsToldAgain() throws InterruptedException {
    UUID run = engine.run(tenant, "steps: [{id: ok, ask: Sure?, due: 20ms}]", Json.EMPTY);
    List<CloudEvent> all = new ArrayList<>(heard(2));
    engine.over(tenant, run);

    engine.engine.again().reopen(tenant, run, null, null, TestEngine.ANN, UUID.randomUUID());
    all.addAll(heard(2));

    assertThat(all)
        .extracting(CloudEvent::subject)
        .containsOnly(
            ApprovalRow.ID.write(ApprovalRow.id(run, "ok")),
            ApprovalRow.ID.write(ApprovalRow.id(run, "ok#1")));
    assertThat(all).extracting(CloudEvent::id).doesNotHaveDuplicates();
  }
}
