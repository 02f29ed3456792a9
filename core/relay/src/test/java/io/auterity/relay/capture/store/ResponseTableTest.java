package io.auterity.relay.capture.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.route.Capture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class ResponseTableTest {

  private static final Duration DAY = Duration.ofHours(24);
  private static final int ROOM = 10_000;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path keys;

  private final ManualTime time = new ManualTime(Instant.parse("2026-11-25T12:00:00Z"));
  private final Random random = new Random(1);
  private final TenantScope tenant = db.newTenant();
  private final TenantScope other = db.newTenant();
  private ResponseTable table;

  private ResponseTable table(long room) {
    ContentSeal seal = new ContentSeal(MasterKey.open(keys.resolve("master.key")));
    return new ResponseTable(db.database(), seal, time, DAY, room);
  }

  @BeforeEach
  void open() {
    table = table(ROOM);
  }

  private UUID id() {
    return new UUID((random.nextLong() & ~0xf000L) | 0x7000L, random.nextLong());
  }

  private Captures.Kept said(TenantScope by, String words) {
    return new Captures.Kept(
        by, id(), new CapturedContent(Capture.FULL, "{}", "\"" + words + "\"", null, "{}"));
  }

  private String letters(int length) {
    StringBuilder letters = new StringBuilder();
    while (letters.length() < length) {
      letters.append((char) ('!' + 2 + random.nextInt(50)));
    }
    return letters.toString().replace("\\", "x");
  }

  private long bytes(TenantScope of) {
    return db.database()
        .inTenant(
            of,
            tx ->
                tx.query("select coalesce(sum(length(sealed)), 0) from kept_response")
                    .mapTo(Long.class)
                    .one());
  }

  private Optional<CapturedContent> found(TenantScope by, Captures.Kept one) {
    return Optional.ofNullable(found(by, List.of(one.decision())).get(one.decision()));
  }

  private Map<UUID, CapturedContent> found(TenantScope by, List<UUID> decisions) {
    Map<UUID, CapturedContent> found = new HashMap<>();
    table.each(by, decisions, found::put);
    return found;
  }

  private boolean has(Captures.Kept one) {
    return found(one.scope(), one).isPresent();
  }

  @Test
  void whatIsKeptIsFoundUntilItExpires() {
    Captures.Kept one = said(tenant, "hello");
    table.write(List.of(one));

    time.advance(DAY.minusSeconds(1));
    assertThat(found(tenant, one)).contains(one.content());
    assertThat(found(other, one)).isEmpty();

    time.advance(Duration.ofSeconds(2));
    assertThat(has(one)).isFalse();
    new Retention(db.database(), Settings.DEFAULT.retention(), time).runOnce();
    assertThat(bytes(tenant)).isZero();
  }

  @Test
  void whatIsErasedIsGone() {
    Captures.Kept one = said(tenant, "hello");
    table.write(List.of(one));

    assertThat(table.erase(other, one.decision())).isFalse();
    assertThat(table.erase(tenant, one.decision())).isTrue();

    assertThat(has(one)).isFalse();
    assertThat(bytes(tenant)).isZero();
    assertThat(table.erase(tenant, one.decision())).isFalse();
  }

  @Test
  void theOldestGoBeyondTheRoomOfTheirTenantAlone() {
    Captures.Kept others = said(other, letters(2_000));
    table.write(List.of(others));
    List<Captures.Kept> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      List<Captures.Kept> batch = new ArrayList<>();
      for (int j = 0; j < 1 + i % 3; j++) {
        batch.add(said(tenant, letters(500 + random.nextInt(1_500))));
      }
      table.write(batch);
      all.addAll(batch);

      assertThat(bytes(tenant)).isLessThanOrEqualTo(ROOM);
      assertThat(has(all.getLast())).isTrue();
    }

    int first = (int) all.stream().takeWhile(one -> !has(one)).count();
    assertThat(all.subList(first, all.size())).allMatch(this::has);
    assertThat(bytes(tenant)).isGreaterThan(ROOM - 3_000);
    assertThat(has(others)).isTrue();
  }

  @Test
  void whatIsLargerThanTheRoomIsNotKept() {
    Captures.Kept large = said(tenant, letters(2 * ROOM));

    table.write(List.of(large));

    assertThat(has(large)).isFalse();
    assertThat(bytes(tenant)).isZero();
  }

  @Test
  void whatIsWrittenTwiceIsThereOnce() {
    Captures.Kept one = said(tenant, "hello");

    table.write(List.of(one));
    table.write(List.of(one));

    assertThat(has(one)).isTrue();
  }

  @Test
  void whatIsWrittenAgainTakesNoMoreRoom() {
    Captures.Kept first = said(tenant, letters(4_000));
    List<Captures.Kept> batch = List.of(said(tenant, letters(1_500)), said(other, "hello"));
    table.write(List.of(first));

    for (int i = 0; i < 20; i++) {
      table.write(batch);
    }
    Captures.Kept last = said(tenant, letters(1_500));
    table.write(List.of(last, batch.getFirst()));

    assertThat(List.of(first, batch.getFirst(), batch.getLast(), last)).allMatch(this::has);
  }

  @Test
  void someAreFoundAtOnceEachOfItsTenant() {
    List<Captures.Kept> kept = List.of(said(tenant, "a"), said(other, "b"), said(tenant, "c"));
    table.write(kept);
    List<UUID> asked = new ArrayList<>(kept.stream().map(Captures.Kept::decision).toList());
    asked.add(id());

    assertThat(found(tenant, asked))
        .containsOnlyKeys(kept.getFirst().decision(), kept.getLast().decision())
        .containsValue(kept.getLast().content());
  }

  @Test
  void theDatabaseShowsNoWordOfIt() {
    String words = "the canary sings in the mine";
    table.write(List.of(said(tenant, words)));

    List<byte[]> rows =
        db.database()
            .inTenant(
                tenant,
                tx -> tx.query("select sealed from kept_response").mapTo(byte[].class).list());

    assertThat(rows).hasSize(1);
    assertThat(new String(rows.getFirst(), StandardCharsets.ISO_8859_1))
        .doesNotContain("canary", "sings");
  }
}
