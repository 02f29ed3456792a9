package io.auterity.jobs.batch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.jobs.batch.BatchCounts;
import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.BatchState;
import io.auterity.jobs.batch.BatchStore.Claim;
import io.auterity.jobs.batch.BatchStore.LineDue;
import io.auterity.jobs.batch.BatchStore.Results;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.LineAnswer;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.batch.LineState;
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
import java.util.Map;
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
    table = table(1);
    table.create(batch(id), List.of(line(1), line(2)), 2);
  }

  private static BatchTable table(int open) {
    return new BatchTable(
        db.database(),
        new ContentSeal(MasterKey.open(keys.resolve("master.key"))),
        new Settings.Batches(1_024, 2_048, open, 4),
        Duration.ofDays(1));
  }

  private static BatchOrder order() {
    return new BatchOrder("anthropic", "/v1/messages", null, null, null);
  }

  private CallBatch batch(UUID batch) {
    return batch(tenant, batch, order());
  }

  private CallBatch batch(TenantScope scope, UUID batch, BatchOrder order) {
    return CallBatch.ordered(batch, scope, principal, order, NOW, 2);
  }

  private static BatchLine line(int number) {
    return new BatchLine(number, "c" + number, new byte[1]);
  }

  private static LineEnd answered(int number) {
    return new LineEnd(
        number, "c" + number, LineState.SUCCEEDED, new LineAnswer(200, "r", "", new byte[1]));
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
    assertThat(table.claim(FIRST, 10, 4, LEASE)).containsExactly(new Claim(tenant, id));
    assertThat(table.claim(SECOND, 10, 4, LEASE)).isEmpty();
    assertThat(table.renew(tenant, id, SECOND, LEASE)).isEmpty();

    table.release(tenant, id, SECOND);
    assertThat(table.claim(SECOND, 10, 4, LEASE)).isEmpty();

    table.release(tenant, id, FIRST);
    assertThat(table.claim(SECOND, 10, 4, LEASE)).containsExactly(new Claim(tenant, id));
  }

  @Test
  void aWorkerTakesNoMoreOfATenantThanItsShare() {
    TenantScope other = db.newTenant();
    BatchTable roomy = table(9);
    List<UUID> more = List.of(UUID.randomUUID(), UUID.randomUUID());
    more.forEach(one -> roomy.create(batch(one), List.of(), 0));
    UUID others = UUID.randomUUID();
    roomy.create(batch(other, others, order()), List.of(), 0);

    assertThat(table.claim(FIRST, 10, 2, LEASE))
        .extracting(Claim::batch)
        .containsExactlyInAnyOrder(id, more.get(0), others);
    assertThat(table.claim(FIRST, 10, 2, LEASE)).isEmpty();
    assertThat(table.claim(SECOND, 10, 2, LEASE))
        .as("another worker has a share of its own")
        .extracting(Claim::batch)
        .containsExactly(more.get(1));
    db.database().inTenant(other, tx -> tx.update("update ai_batch set ended = now()").execute());
  }

  @Test
  void aRequestThatIsSentAgainMakesNoSecondBatch() {
    BatchTable roomy = table(9);
    BatchOrder once = order().asked(Map.of("auterity-labels", "a=b"), once("k", 1));
    UUID first = UUID.randomUUID();

    assertThat(roomy.create(batch(tenant, first, once), List.of(line(1)), 1).id()).isEqualTo(first);
    CallBatch again = roomy.create(batch(tenant, UUID.randomUUID(), once), List.of(line(1)), 1);

    assertThat(again.id()).isEqualTo(first);
    assertThat(again.order().headers()).isEqualTo(Map.of("auterity-labels", "a=b"));
    BatchOrder another = order().asked(Map.of(), once("k", 2));
    assertThatThrownBy(
            () -> roomy.create(batch(tenant, UUID.randomUUID(), another), List.of(line(1)), 1))
        .hasMessageContaining("another request had the Idempotency-Key 'k'");
    UUID fresh = UUID.randomUUID();
    assertThat(
            roomy
                .create(batch(tenant, fresh, order().asked(Map.of(), once("l", 2))), List.of(), 0)
                .id())
        .isEqualTo(fresh);
  }

  private static BatchOrder.Once once(String key, int digest) {
    return new BatchOrder.Once(key, new byte[] {(byte) digest});
  }

  @Test
  void whoLostTheLeaseChangesNothing() {
    table.claim(FIRST, 10, 4, LEASE);
    assertThat(table.settle(tenant, id, FIRST, answered(1))).isTrue();
    endLease();
    assertThat(table.claim(SECOND, 10, 4, LEASE)).hasSize(1);

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
    assertThat(table.waiting(tenant, id, 0, 10)).extracting(LineDue::number).containsExactly(2);
    assertThat(table.settle(tenant, id, SECOND, answered(2))).isTrue();
    assertThat(counts()).isEqualTo(new BatchCounts(2, 2, 0, 0, 0));
  }

  @Test
  void aLineEndsOnce() {
    table.claim(FIRST, 10, 4, LEASE);
    table.settle(tenant, id, FIRST, answered(1));

    table.settle(tenant, id, FIRST, answered(1));

    assertThat(counts().succeeded()).isEqualTo(1);
    assertThat(table.line(tenant, id, 1)).isEmpty();
  }

  @Test
  void aLineThatIsPutOffTellsWhenItIsDue() {
    table.claim(FIRST, 10, 4, LEASE);

    table.postpone(tenant, id, FIRST, line(1), NOW.plusSeconds(5));

    assertThat(table.waiting(tenant, id, 0, 10))
        .containsExactly(new LineDue(1, NOW.plusSeconds(5)), new LineDue(2, NOW));
    assertThat(table.line(tenant, id, 1).orElseThrow().attempts()).isEqualTo(1);
  }

  @Test
  void linesWithoutAnEndComePageByPage() {
    table.claim(FIRST, 10, 4, LEASE);
    table.addLines(tenant, id, FIRST, List.of(line(3), line(4)));
    table.settle(tenant, id, FIRST, answered(2));

    assertThat(table.waiting(tenant, id, 0, 2)).extracting(LineDue::number).containsExactly(1, 3);
    assertThat(table.waiting(tenant, id, 3, 2)).extracting(LineDue::number).containsExactly(4);
    assertThat(table.waiting(tenant, id, 4, 2)).isEmpty();
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
        .hasMessageContaining("2051 bytes would be kept");
  }

  @Test
  void resultsThatLieInLinesTakeRoomUntilTheBatchIsDeleted() {
    BatchTable roomy = table(9);
    UUID big = UUID.randomUUID();
    roomy.create(batch(big), List.of(line(1)), 2_000);
    end();
    assertThatThrownBy(() -> roomy.create(batch(UUID.randomUUID()), List.of(line(1)), 100))
        .hasMessageContaining("2102 bytes would be kept");

    roomy.delete(tenant, big);

    UUID next = UUID.randomUUID();
    assertThat(roomy.create(batch(next), List.of(line(1)), 100).id()).isEqualTo(next);
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
