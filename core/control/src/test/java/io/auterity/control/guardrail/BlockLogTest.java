package io.auterity.control.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.ChangeAudit;
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
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private final BlockLog log =
      new BlockLog(db.database(), outbox, new ChangeAudit(ids, time), ids, time);

  @Test
  void theFirstIsToldAtOnceAndThoseThatFollowTogetherAMinuteLater() {
    block("ann", "dec_1");
    log.reportDue(false);
    for (int i = 0; i < 10_000; i++) {
      block("ann", "dec_2");
    }
    log.reportDue(false);
    assertThat(entries(tenant)).hasSize(1);

    time.advance(BlockLog.WINDOW);
    log.reportDue(false);
    time.advance(BlockLog.WINDOW);
    log.reportDue(false);

    assertThat(entries(tenant))
        .extracting(one -> details(one).text("decision"), one -> details(one).text("count"))
        .containsExactly(tuple("dec_1", "1"), tuple("dec_2", "10000"));
    block("ann", "dec_3");
    log.reportDue(false);
    assertThat(entries(tenant)).as("a minute without any begins anew").hasSize(3);
  }

  @Test
  void anEntrySaysWhoWasDeniedByWhatAndTheEventTheSame() throws InterruptedException {
    BlockingQueue<CloudEvent> told = new LinkedBlockingQueue<>();
    try (outbox) {
      outbox.subscribe(keepingIn(told));
      outbox.start();
      block("ann", "dec_1");
      log.reportDue(false);

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
  void callersAreToldApartUpToABound() {
    for (int i = 0; i <= BlockLog.MOST; i++) {
      block("caller " + i, "dec_" + i);
    }

    log.reportDue(false);

    assertThat(entries(tenant)).hasSize(BlockLog.MOST);
  }

  @Test
  void anEndTellsWhatIsCounted() {
    block("ann", "dec_1");
    log.start();
    log.close();
    assertThat(entries(tenant)).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenWaitsWithItsCount() {
    ChangeAudit broken = new ChangeAudit(brokenOnce(), time);
    BlockLog once = new BlockLog(db.database(), outbox, broken, ids, time);
    once.add(blocked("ann", "dec_1"));
    once.add(blocked("ann", "dec_2"));

    once.reportDue(false);
    assertThat(entries(tenant)).isEmpty();
    once.add(blocked("ann", "dec_3"));
    time.advance(Duration.ofSeconds(10));
    once.reportDue(false);

    assertThat(entries(tenant)).hasSize(1);
    assertThat(details(entries(tenant).getFirst()).text("count")).isEqualTo("3");
    assertThat(details(entries(tenant).getFirst()).text("decision")).isEqualTo("dec_3");
  }

  /** Fails the first time that one is asked for. */
  private Ids brokenOnce() {
    AtomicLong asked = new AtomicLong();
    return new Ids(
        time,
        () -> {
          if (asked.getAndIncrement() == 0) {
            throw new CallFailedException(FailureCode.UNAVAILABLE, "not now");
          }
          return asked.get();
        });
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
    log.add(blocked(caller, decision));
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
