package io.auterity.gateway.batch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.gateway.batch.BatchCounts;
import io.auterity.gateway.batch.BatchLine;
import io.auterity.gateway.batch.BatchOrder;
import io.auterity.gateway.batch.BatchState;
import io.auterity.gateway.batch.BatchStore.Claim;
import io.auterity.gateway.batch.BatchStore.Results;
import io.auterity.gateway.batch.CallBatch;
import io.auterity.gateway.batch.LineAnswer;
import io.auterity.gateway.batch.LineEnd;
import io.auterity.gateway.batch.LineState;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who has the lease of a batch, and what others can do to it: nothing. */
@Tag("postgresql")
class BatchTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Instant NOW = Instant.parse("2030-05-01T00:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final UUID FIRST = new UUID(7, 1);
  private static final UUID SECOND = new UUID(7, 2);

  @TempDir static Path keys;

  private final TenantScope tenant = db.newTenant();
  private final Principal principal =
      new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE);
  private final UUID id = UUID.randomUUID();
  private BatchTable table;

  @BeforeEach
  void create() {
    table =
        new BatchTable(
            db.database(),
            new ContentSeal(MasterKey.open(keys.resolve("master.key"))),
            new Settings.Batches(1_024, 2_048, 1, 4),
            Duration.ofDays(1));
    table.create(batch(id), List.of(line(1), line(2)), 2);
  }

  private CallBatch batch(UUID batch) {
    BatchOrder order = new BatchOrder("anthropic", "/v1/messages", null, null, null, null);
    return CallBatch.ordered(batch, tenant, principal, order, NOW, 2);
  }

  private static BatchLine line(int number) {
    return new BatchLine(number, "c" + number, new byte[1]);
  }

  private static LineEnd answered(int number) {
    return new LineEnd(
        number, "c" + number, LineState.SUCCEEDED, new LineAnswer(200, "r", new byte[1]));
  }

  @AfterEach
  void end() {
    db.database().inTenant(tenant, tx -> tx.update("update ai_batch set ended = now()").execute());
  }

  private BatchCounts counts() {
    return table.find(tenant, principal.id(), "anthropic", id).orElseThrow().counts();
  }

  private void endLease() {
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update("update ai_batch set lease_until = now() - interval '1 second'")
                    .execute());
  }

  @Test
  void aBatchHasOneWorker() {
    assertThat(table.claim(FIRST, 10, LEASE)).containsExactly(new Claim(tenant, id));
    assertThat(table.claim(SECOND, 10, LEASE)).isEmpty();
    assertThat(table.renew(tenant, id, SECOND, LEASE)).isEmpty();

    table.release(tenant, id, SECOND);
    assertThat(table.claim(SECOND, 10, LEASE)).isEmpty();

    table.release(tenant, id, FIRST);
    assertThat(table.claim(SECOND, 10, LEASE)).containsExactly(new Claim(tenant, id));
  }

  @Test
  void whoLostTheLeaseChangesNothing() {
    table.claim(FIRST, 10, LEASE);
    assertThat(table.settle(tenant, id, FIRST, answered(1))).isTrue();
    endLease();
    assertThat(table.claim(SECOND, 10, LEASE)).hasSize(1);

    assertThat(table.settle(tenant, id, FIRST, answered(2))).isFalse();
    assertThat(table.postpone(tenant, id, FIRST, line(2), NOW.plus(LEASE))).isFalse();
    assertThat(table.addLines(tenant, id, FIRST, List.of(line(3)))).isFalse();
    assertThat(table.clearLines(tenant, id, FIRST)).isFalse();
    assertThat(table.begin(tenant, id, FIRST, 9, NOW)).isFalse();
    assertThat(table.fail(tenant, id, FIRST, List.of(), NOW)).isFalse();
    assertThat(table.finish(tenant, id, FIRST, LineState.EXPIRED, NOW)).isFalse();
    assertThat(
            table.end(tenant, id, FIRST, BatchState.COMPLETED, new Results(null, null, true), NOW))
        .isFalse();

    assertThat(counts()).isEqualTo(new BatchCounts(2, 1, 0, 0, 0));
    assertThat(table.due(tenant, id, NOW, 10)).containsExactly(2);
    assertThat(table.settle(tenant, id, SECOND, answered(2))).isTrue();
    assertThat(counts()).isEqualTo(new BatchCounts(2, 2, 0, 0, 0));
  }

  @Test
  void aLineEndsOnce() {
    table.claim(FIRST, 10, LEASE);
    table.settle(tenant, id, FIRST, answered(1));

    table.settle(tenant, id, FIRST, answered(1));

    assertThat(counts().succeeded()).isEqualTo(1);
    assertThat(table.line(tenant, id, 1)).isEmpty();
  }

  @Test
  void aLineThatWaitsIsNotDue() {
    table.claim(FIRST, 10, LEASE);

    table.postpone(tenant, id, FIRST, line(1), NOW.plusSeconds(5));

    assertThat(table.due(tenant, id, NOW.plusSeconds(4), 10)).containsExactly(2);
    assertThat(table.due(tenant, id, NOW.plusSeconds(5), 10)).containsExactly(2, 1);
    assertThat(table.line(tenant, id, 1).orElseThrow().attempts()).isEqualTo(1);
  }

  @Test
  void linesLieSealed() {
    List<byte[]> kept =
        db.database()
            .inTenant(
                tenant,
                tx ->
                    tx.query("select sealed from ai_batch_line where batch = :id")
                        .bind("id", id)
                        .map((row, context) -> row.getBytes("sealed"))
                        .list());

    assertThat(kept)
        .hasSize(2)
        .noneMatch(one -> new String(one, StandardCharsets.ISO_8859_1).contains("c1"));
  }

  @Test
  void aTenantHasNoMoreOpenBatchesThanItMay() {
    assertThatThrownBy(() -> table.create(batch(UUID.randomUUID()), List.of(line(1)), 1))
        .hasMessageContaining("1 batches are open")
        .hasMessageContaining("wait for some");
    end();
    assertThatThrownBy(() -> table.create(batch(UUID.randomUUID()), List.of(line(1)), 2_049))
        .hasMessageContaining("2049 bytes would be kept");
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    TenantScope other = db.newTenant();

    assertThat(table.find(other, principal.id(), "anthropic", id)).isEmpty();
    assertThat(table.line(other, id, 1)).isEmpty();
    assertThat(table.ends(other, id, 0, 10)).isEmpty();
    assertThat(table.cancel(other, id, NOW)).isFalse();
  }
}
