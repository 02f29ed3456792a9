package io.auterity.control.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.audit.CountedLog;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class BlockLogTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime();
  private final Ids ids = Ids.system(Time.system());
  private final Outbox outbox = new Outbox(db.database(), Time.system());
  private final CountedLog<BlockedCall> log =
      BlockLog.of(db.database(), outbox, new ChangeAudit(ids, time), ids, time);

  @Test
  void anEntrySaysWhoWasDeniedByWhatAndTheEventTheSame() throws InterruptedException {
    BlockingQueue<CloudEvent> told = new LinkedBlockingQueue<>();
    try (outbox) {
      outbox.subscribe(keepingIn(told));
      outbox.start();
      block("ann", "dec_1");
      log.writeDue(false);

      CloudEvent event = Objects.requireNonNull(told.poll(10, TimeUnit.SECONDS));
      assertThat(event.tenant()).isEqualTo(tenant.tenant());
      assertThat(event.subject()).isEqualTo("guardrail/keys");
      assertThat(event.data())
          .isEqualTo(
              new JsonReader(1_000)
                  .readObject(
                      """
                      {"capability": "ai.chat.create", "count": 1, "decision": "dec_1",
                       "finding": "aws_key", "guardrail": "keys", "principal": "%s",
                       "way": "answer"}
                      """
                          .formatted(Principal.ID.write(id("ann")))
                          .getBytes(StandardCharsets.UTF_8)));
      assertThat(told).isEmpty();
    }
    Json.Obj entry = entries(tenant).getFirst();
    assertThat(
            List.of(
                String.valueOf(entry.text("name")),
                String.valueOf(entry.text("action")),
                String.valueOf(entry.text("target")),
                String.valueOf(entry.text("outcome")),
                String.valueOf(entry.text("request"))))
        .containsExactly("ann", "guardrail.block", "guardrail/keys", "denied", "gateway");
    assertThat(details(entry).text("capability")).isEqualTo("ai.chat.create");
    assertThat(details(entry).text("finding")).isEqualTo("aws_key");
    assertThat(entries(db.newTenant())).isEmpty();
  }

  @Test
  void guardrailsCallersCapabilitiesAndWaysAreCountedApart() {
    block("ann", "dec_1");
    block("ann", "dec_2");
    block("ben", "dec_3");

    log.writeDue(false);

    assertThat(entries(tenant))
        .extracting(one -> one.text("name"), one -> details(one).text("count"))
        .containsExactlyInAnyOrder(tuple("ann", "2"), tuple("ben", "1"));
  }

  @Test
  void onlyARefusalOfAGuardrailIsABlock() {
    Failure vendors = Failure.of(FailureCode.CONTENT_REFUSED, "no");

    assertThat(BlockedCall.of(source("ann", "dec_1"), "c", vendors)).isNull();
    assertThat(
            BlockedCall.of(
                source("ann", "dec_1"), "c", vendors.withFields(Map.of(CallGuard.FIELD, "keys"))))
        .isNull();
  }

  private void block(String caller, String decision) {
    log.add(tenant, blocked(caller, decision));
  }

  private BlockedCall blocked(String caller, String decision) {
    Failure refused =
        Failure.of(FailureCode.CONTENT_REFUSED, "refused")
            .withFields(
                Map.of(
                    CallGuard.FIELD,
                    "keys",
                    CallGuard.WAY.name(),
                    "answer",
                    FindingRecord.KIND,
                    "aws_key"));
    return Objects.requireNonNull(
        BlockedCall.of(source(caller, decision), "ai.chat.create", refused));
  }

  private BlockedCall.Source source(String caller, String decision) {
    return new BlockedCall.Source(
        tenant, new Principal(id(caller), caller, Principal.Type.SERVICE), "gateway", decision);
  }

  private static UUID id(String caller) {
    return new UUID(1, caller.hashCode());
  }

  private static Json.Obj details(Json.Obj entry) {
    return (Json.Obj) Objects.requireNonNull(entry.get("details"));
  }

  private static List<Json.Obj> entries(TenantScope tenant) {
    JsonReader reader = new JsonReader(100_000);
    return new AuditLog(db.database(), Time.system())
        .read(tenant, 0, 2_000).stream().map(entry -> reader.readObject(entry.bytes())).toList();
  }

  private static Outbox.Subscriber keepingIn(BlockingQueue<CloudEvent> told) {
    return new Outbox.Subscriber() {
      @Override
      public boolean wants(String type) {
        return type.equals(GuardrailBlocked.TYPE);
      }

      @Override
      public void receive(CloudEvent event) {
        told.add(event);
      }
    };
  }
}
