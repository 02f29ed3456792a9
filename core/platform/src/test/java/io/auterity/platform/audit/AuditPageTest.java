package io.auterity.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditPageTest {

  private static final UUID ANN = UUID.fromString("00000000-0000-7000-8000-00000000000a");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final List<AuditEntry> log = new ArrayList<>();
  private int read;

  @Test
  void withoutAFilterAPageHoldsAllAndTellsWhereTheNextBegins() {
    write(5, "ann", "control:key.write", "key/a");

    AuditPage first = page(AuditFilter.ALL, 0, 3);
    AuditPage second = page(AuditFilter.ALL, 3, 3);

    assertThat(sequences(first)).containsExactly(0L, 1L, 2L);
    assertThat(first.next()).isEqualTo(3);
    assertThat(sequences(second)).containsExactly(3L, 4L);
    assertThat(second.next()).isNull();
  }

  @Test
  void anEntryIsAdmittedByAllPartsOfAFilterAtOnce() {
    write(1, "ann", "control:key.write", "key/a");
    write(1, "bob", "control:key.write", "key/b");
    write(1, "ann", "control:resource.write", "route/a");

    assertThat(sequences(page(filter("ann", "control:key.write", null), 0, 9))).containsExactly(0L);
    assertThat(sequences(page(filter("bob", null, "route/a"), 0, 9))).isEmpty();
  }

  @Test
  void whoDidItIsKnownByNameAndByIdInBothForms() {
    write(1, "ann", "control:key.write", "key/a");

    assertThat(page(filter("ann", null, null), 0, 9).entries()).hasSize(1);
    assertThat(page(filter(ANN.toString(), null, null), 0, 9).entries()).hasSize(1);
    assertThat(page(filter("key_0000000000007000800000000000000a", null, null), 0, 9).entries())
        .hasSize(1);
    assertThat(page(filter("an", null, null), 0, 9).entries()).isEmpty();
  }

  @Test
  void aStarStandsForTheEndOfActionsAndTargets() {
    write(1, "ann", "control:resource.write", "route/a");
    write(1, "ann", "control:resource.write", "budget/a");
    write(1, "ann", "access.violation", "control:resource.write");

    assertThat(sequences(page(filter(null, null, "route/*"), 0, 9))).containsExactly(0L);
    assertThat(sequences(page(filter(null, "control:*", null), 0, 9))).containsExactly(0L, 1L);
    assertThat(sequences(page(filter(null, null, "route"), 0, 9))).isEmpty();
  }

  @Test
  void aSpanBeginsWithItsFirstMomentAndEndsBeforeItsLast() {
    write(4, "ann", "control:key.write", "key/a");

    AuditFilter second =
        new AuditFilter(NOON.plusSeconds(1), NOON.plusSeconds(2), null, null, null);

    assertThat(sequences(page(second, 0, 9))).containsExactly(1L);
  }

  @Test
  void aPageOfARareThingLooksAtNoMoreThanItsShareAndTheNextGoesOn() {
    write(AuditPage.LOOKED_AT, "ann", "control:key.write", "key/a");
    write(1, "bob", "control:key.write", "key/b");

    AuditPage first = page(filter("bob", null, null), 0, 9);
    AuditPage second = page(filter("bob", null, null), first.next() == null ? 0 : first.next(), 9);

    assertThat(first.entries()).isEmpty();
    assertThat(first.next()).isEqualTo(AuditPage.LOOKED_AT);
    assertThat(sequences(second)).containsExactly((long) AuditPage.LOOKED_AT);
    assertThat(second.next()).isNull();
  }

  @Test
  void aSpanFarBehindIsFoundWithoutAllThatIsBeforeItOrAfterIt() {
    write(100_000, "ann", "control:key.write", "key/a");
    AuditFilter late =
        new AuditFilter(NOON.plusSeconds(90_000), NOON.plusSeconds(90_003), null, null, null);

    AuditPage page = page(late, 0, 9);

    assertThat(sequences(page)).containsExactly(90_000L, 90_001L, 90_002L);
    assertThat(page.next()).isNull();
    assertThat(read).isLessThan(5_000);
  }

  @Test
  void whatWasWrittenALittleLaterThanItWasDoneIsFound() {
    write(100_000, "ann", "control:key.write", "key/a");
    AuditEntry late = log.remove(50_000);
    log.add(50_000 + 400, late);
    for (int i = 50_000; i <= 50_400; i++) {
      log.set(i, new AuditEntry(ANN, i, log.get(i).bytes()));
    }
    Instant done = NOON.plusSeconds(50_000);

    AuditPage page = page(new AuditFilter(done, done.plusSeconds(1), null, null, null), 0, 9);

    assertThat(sequences(page)).containsExactly(50_400L);
  }

  @Test
  void theNewestComeFirstWhenAskedForAndTheNextPageGoesBack() {
    write(5, "ann", "control:key.write", "key/a");

    AuditPage first = newest(AuditFilter.ALL, 4, 3);
    AuditPage second = newest(AuditFilter.ALL, 1, 3);

    assertThat(sequences(first)).containsExactly(4L, 3L, 2L);
    assertThat(first.next()).isEqualTo(1);
    assertThat(sequences(second)).containsExactly(1L, 0L);
    assertThat(second.next()).isNull();
  }

  @Test
  void aSpanFarBackIsFoundFromTheNewestWithoutAllThatIsBehindIt() {
    write(100_000, "ann", "control:key.write", "key/a");
    AuditFilter early =
        new AuditFilter(NOON.plusSeconds(9_000), NOON.plusSeconds(9_003), null, null, null);

    AuditPage page = newest(early, 99_999, 9);

    assertThat(sequences(page)).containsExactly(9_002L, 9_001L, 9_000L);
    assertThat(page.next()).isNull();
    assertThat(read).isLessThan(5_000);
  }

  @Test
  void bothOrdersFindTheSameEntriesInTheirPages() {
    write(40, "ann", "control:key.write", "key/a");
    write(30, "bob", "control:key.write", "key/b");
    write(30, "ann", "control:key.write", "key/c");
    AuditFilter filter = filter("bob", null, null);

    List<Long> forwards = new ArrayList<>(walk(AuditOrder.OLDEST_FIRST, filter, 0));
    List<Long> backwards = walk(AuditOrder.NEWEST_FIRST, filter, 99);

    assertThat(forwards).hasSize(30);
    assertThat(backwards).isEqualTo(forwards.reversed());
  }

  private List<Long> walk(AuditOrder order, AuditFilter filter, long from) {
    List<Long> all = new ArrayList<>();
    for (Long at = from; at != null; ) {
      AuditPage page = page(order, filter, at, 7);
      all.addAll(sequences(page));
      at = page.next();
    }
    return all;
  }

  private AuditPage newest(AuditFilter filter, long from, int limit) {
    return page(AuditOrder.NEWEST_FIRST, filter, from, limit);
  }

  private void write(int times, String name, String action, String target) {
    for (int i = 0; i < times; i++) {
      int sequence = log.size();
      AuditedAct act =
          new AuditedAct(
              new Principal(
                  name.equals("ann") ? ANN : new UUID(0, 9), name, Principal.Type.SERVICE),
              "192.0.2.7",
              action,
              "POST /test");
      AuditEvent event =
          new AuditEvent(
              new UUID(1, sequence), NOON.plusSeconds(sequence), act, target, "done", Map.of());
      log.add(new AuditEntry(ANN, sequence, event.canonical()));
    }
  }

  private AuditPage page(AuditFilter filter, long from, int limit) {
    return page(AuditOrder.OLDEST_FIRST, filter, from, limit);
  }

  private AuditPage page(AuditOrder order, AuditFilter filter, long from, int limit) {
    return AuditPage.of(
        order,
        (at, most) -> {
          List<AuditEntry> entries = entries(order, at).limit(most).toList();
          read += entries.size();
          return entries;
        },
        filter,
        from,
        limit);
  }

  private Stream<AuditEntry> entries(AuditOrder order, long at) {
    return order == AuditOrder.OLDEST_FIRST
        ? log.stream().skip(at)
        : log.subList(0, Math.clamp(at + 1, 0, log.size())).reversed().stream();
  }

  private static AuditFilter filter(
      @Nullable String actor, @Nullable String action, @Nullable String target) {
    return new AuditFilter(null, null, actor, action, target);
  }

  private static List<Long> sequences(AuditPage page) {
    return page.entries().stream().map(AuditEntry::sequence).toList();
  }
}
