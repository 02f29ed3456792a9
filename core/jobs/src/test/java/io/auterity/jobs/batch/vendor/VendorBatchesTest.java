package io.auterity.jobs.batch.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.store.BatchTable;
import io.auterity.jobs.batch.store.VendorTable;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireBatches.Standing;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Lines that lie in batches of a vendor, noted in a real database. */
@Tag("postgresql")
class VendorBatchesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir static Path keys;

  private static final String OFFER = "vendor/large";
  private static final UUID WORKER = new UUID(7, 1);
  private static final int LINES = 3;
  private static final Executor ASKING = Thread::startVirtualThread;

  private final TenantScope tenant = db.newTenant();
  private final UUID id = UUID.randomUUID();
  private final ManualTime time = new ManualTime();
  private final Instant expires = time.now().plus(Duration.ofHours(24));
  private final InMemoryVendor vendor = new InMemoryVendor();
  private final VendorTable table = new VendorTable(db.database());
  private final List<VendorBatches> servers = new ArrayList<>();
  private final AtomicInteger waited = new AtomicInteger();
  private VendorBatches batches;

  @BeforeEach
  void create() {
    BatchTable all =
        new BatchTable(
            db.database(),
            new ContentSeal(MasterKey.open(keys.resolve("master.key"))),
            new Settings.Batches(1_024, 2_048, 100, 4),
            Duration.ofDays(1));
    Principal principal = new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE);
    BatchOrder order = new BatchOrder("openai", "/v1/chat/completions", null, null, null);
    all.create(
        CallBatch.ordered(id, tenant, principal, order, time.now(), LINES),
        IntStream.rangeClosed(1, LINES)
            .mapToObj(line -> new BatchLine(line, "c" + line, new byte[1]))
            .toList(),
        LINES);
    owned(WORKER);
    batches = server();
  }

  private void owned(UUID worker) {
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update("update ai_batch set lease_owner = :me where id = :id")
                    .bind("me", worker)
                    .bind("id", id)
                    .execute());
  }

  /** A server on the same database. */
  private VendorBatches server() {
    return server(4);
  }

  private VendorBatches server(int atOnce) {
    return server(atOnce, VendorBatches.MOST_WAITING);
  }

  private VendorBatches server(int atOnce, long mostWaiting) {
    VendorBatches server =
        new VendorBatches(
            table, vendor, atOnce, mostWaiting, time, Ids.system(time), Runnable::run);
    servers.add(server);
    return server;
  }

  @AfterEach
  void stop() {
    servers.forEach(VendorBatches::close);
    db.database().inTenant(tenant, tx -> tx.update("update ai_batch set ended = now()").execute());
  }

  private LinePlace.Of line(int number) {
    return new LinePlace.Of(tenant, id, number, WORKER, expires, Duration.ofMinutes(10));
  }

  /** A line that is asked, as its attempt sees it. */
  private CompletableFuture<String> ask(VendorBatches at, int line, String body) {
    LinePlace place =
        at.place(
            new LinePlace.Of(tenant, id, line, WORKER, expires, Duration.ofMinutes(10)),
            waited::incrementAndGet);
    return ask(place, body);
  }

  private CompletableFuture<String> ask(LinePlace place, String body) {
    WireRequest request =
        WireRequest.json(URI.create("https://vendor.example/v1/chat"), body.getBytes(UTF_8));
    return CompletableFuture.supplyAsync(
        () -> {
          try (place) {
            return new String(place.ask(OFFER, request, InMemoryVendor.CALL).body(), UTF_8);
          }
        },
        ASKING);
  }

  private List<CompletableFuture<String>> askAll(VendorBatches at) {
    List<CompletableFuture<String>> asked = new ArrayList<>();
    IntStream.rangeClosed(1, LINES).forEach(line -> asked.add(ask(at, line, "q" + line)));
    awaitWaiting(at, LINES);
    return asked;
  }

  private void awaitWaiting(VendorBatches at, int lines) {
    while (at.waiting() < lines) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void turnAfter(VendorBatches at, Duration pause) {
    time.advance(pause);
    at.turn();
  }

  private void handOver(VendorBatches at) {
    turnAfter(at, VendorRules.QUIET);
  }

  /** Looks at a batch that has ended, and reads it. */
  private void look(VendorBatches at) {
    turnAfter(at, VendorRules.LOOK);
    at.turn();
  }

  private static Failure failure(CompletableFuture<String> asked) {
    try {
      throw new AssertionError("answered: " + asked.join());
    } catch (CompletionException e) {
      return ((CallFailedException) Objects.requireNonNull(e.getCause())).failure();
    }
  }

  private List<Integer> lying() {
    return IntStream.rangeClosed(1, LINES)
        .filter(line -> table.find(tenant, id, line).isPresent())
        .boxed()
        .toList();
  }

  @Test
  void linesGoInOneBatchAndEachGetsItsAnswer() {
    List<CompletableFuture<String>> asked = askAll(batches);
    batches.turn();
    assertThat(vendor.batches).isEmpty();

    handOver(batches);
    assertThat(vendor.only().lines).hasSize(LINES);
    assertThat(lying()).containsExactly(1, 2, 3);
    assertThat(table.of(tenant, id))
        .singleElement()
        .satisfies(kept -> assertThat(kept.ref()).isEqualTo("vendor-1"))
        .satisfies(kept -> assertThat(kept.id().toString()).isEqualTo(vendor.only().id));
    vendor.only().answer();
    look(batches);

    assertThat(asked.stream().map(CompletableFuture::join)).containsExactly("q1", "q2", "q3");
    assertThat(waited).hasValue(LINES);
    assertThat(vendor.readings).isEqualTo(1);
  }

  @Test
  void aLineLargerThanWhatIsLeftLeavesNoRoomForMore() {
    VendorBatches narrow = server(4, 8 * VendorBatchLine.LINE_BYTES);
    String large = "q".repeat(2 * (int) VendorBatchLine.LINE_BYTES);
    CompletableFuture<String> first = ask(narrow, 1, large);
    awaitWaiting(narrow, 1);
    assertThat(narrow.hasRoom(tenant, expires)).isTrue();
    CompletableFuture<String> second = ask(narrow, 2, large);
    awaitWaiting(narrow, 2);
    assertThat(narrow.hasRoom(tenant, expires)).isFalse();

    handOver(narrow);
    vendor.only().answer();
    look(narrow);

    assertThat(first.join()).isEqualTo(large);
    assertThat(second.join()).isEqualTo(large);
    assertThat(narrow.hasRoom(tenant, expires)).isTrue();
  }

  @Test
  void linesOfOtherHeadersGoInABatchOfTheirOwn() {
    CompletableFuture<String> plain = ask(batches, 1, "a");
    LinePlace place =
        batches.place(
            new LinePlace.Of(tenant, id, 2, WORKER, expires, Duration.ofMinutes(10)), () -> {});
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () ->
                new String(
                    place
                        .ask(
                            OFFER,
                            new WireRequest(
                                "POST",
                                URI.create("https://vendor.example/v1/chat"),
                                Map.of("beta", List.of("x")),
                                "b".getBytes(UTF_8)),
                            InMemoryVendor.CALL)
                        .body(),
                    UTF_8),
            ASKING);
    awaitWaiting(batches, 2);

    handOver(batches);

    assertThat(vendor.batches).hasSize(2);
    vendor.batches.values().forEach(InMemoryVendor.Handed::answer);
    look(batches);
    assertThat(plain.join()).isEqualTo("a");
    assertThat(other.join()).isEqualTo("b");
  }

  @Test
  void aLineThatFailsAloneLiesThereNoMore() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    vendor.only().put(2, Failure.of(FailureCode.TIMEOUT, "expired"));
    vendor.only().put(3, 400, "bad");
    vendor.only().answer();
    look(batches);

    assertThat(asked.getFirst().join()).isEqualTo("q1");
    assertThat(failure(asked.get(1)).code()).isEqualTo(FailureCode.TIMEOUT);
    assertThat(asked.get(2).join()).as("for the codec to read").isEqualTo("bad");
    assertThat(lying()).containsExactly(1);
  }

  @Test
  void theNextAnswerIsReadOnceALineThatHasOneHasGoneOn() throws Exception {
    VendorBatches narrow = server(1);
    List<LinePlace> places = new ArrayList<>();
    List<CompletableFuture<byte[]>> asked = new ArrayList<>();
    for (int line = 1; line <= LINES; line++) {
      LinePlace place = narrow.place(line(line), () -> {});
      places.add(place);
      WireRequest request =
          WireRequest.json(URI.create("https://vendor.example/v1/chat"), new byte[line]);
      asked.add(
          CompletableFuture.supplyAsync(
              () -> place.ask(OFFER, request, InMemoryVendor.CALL).body(), ASKING));
    }
    awaitWaiting(narrow, LINES);
    handOver(narrow);
    vendor.only().answer();
    AtomicInteger told = new AtomicInteger();
    vendor.telling = result -> told.incrementAndGet();
    Thread reader = Thread.ofPlatform().start(() -> look(narrow));

    for (int line = 1; line <= LINES; line++) {
      assertThat(asked.get(line - 1).join()).hasSize(line);
      int next = Math.min(line + 1, LINES);
      while (told.get() < next || (line < LINES && reader.getState() != Thread.State.WAITING)) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(told).as("the next one waits").hasValue(next);
      assertThat(asked.stream().filter(CompletableFuture::isDone)).hasSize(line);
      places.get(line - 1).close();
    }
    reader.join();
    assertThat(vendor.readings).isEqualTo(1);
  }

  @Test
  void largeRefusalsAreToldBeforeTheNextAnswerIsRead() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    vendor.only().put(1, 400, "no".repeat(1 << 19));
    vendor.only().put(2, 400, "no");
    List<List<Integer>> lying = new ArrayList<>();
    vendor.telling = result -> lying.add(lying());
    vendor.only().answer();
    look(batches);

    assertThat(lying).containsExactly(List.of(1, 2, 3), List.of(2, 3), List.of(2, 3));
    assertThat(lying()).containsExactly(3);
    assertThat(asked.getFirst().join()).hasSize(1 << 20);
    assertThat(asked.stream().skip(1).map(CompletableFuture::join)).containsExactly("no", "q3");
  }

  @Test
  void whatEndsWithoutAnAnswerIsToldAsExpired() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    vendor.only().put(1, 200, "a1");
    vendor.only().standing = Standing.ENDED;
    look(batches);

    assertThat(asked.getFirst().join()).isEqualTo("a1");
    assertThat(failure(asked.get(1)).code()).isEqualTo(FailureCode.TIMEOUT);
    assertThat(failure(asked.get(2)).retryable()).isTrue();
    assertThat(lying()).containsExactly(1);
  }

  @Test
  void whatTheVendorRefusesFailsAllAndLiesNowhere() {
    vendor.refusing = Failure.of(FailureCode.RATE_LIMITED, "too many batches");
    List<CompletableFuture<String>> asked = askAll(batches);

    handOver(batches);

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.RATE_LIMITED));
    assertThat(table.of(tenant, id)).isEmpty();
    assertThat(lying()).isEmpty();
  }

  @Test
  void whatTheVendorRefusesAfterLookingFailsAll() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    vendor.only().standing =
        new Standing(true, Failure.of(FailureCode.UNSUPPORTED, "no such model"));

    look(batches);

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.UNSUPPORTED));
    assertThat(table.of(tenant, id)).isEmpty();
  }

  @Test
  void anotherServerWaitsForTheSameBatchAfterAKill() {
    askAll(batches);
    handOver(batches);
    VendorBatches second = server();

    List<CompletableFuture<String>> again = askAll(second);
    vendor.only().answer();
    turnAfter(second, VendorRules.LOOK);
    turnAfter(second, VendorRules.SETTLED);

    assertThat(again.stream().map(CompletableFuture::join)).containsExactly("q1", "q2", "q3");
    assertThat(vendor.batches).as("sent once").hasSize(1);
  }

  @Test
  void aLineTellsWhereItLies() {
    askAll(batches);
    handOver(batches);

    LinePlace place =
        server()
            .place(
                new LinePlace.Of(tenant, id, 2, WORKER, expires, Duration.ofMinutes(10)), () -> {});

    assertThat(place.offer()).isEqualTo(OFFER);
    assertThat(place.open()).isTrue();
  }

  @Test
  void aBatchThatTheVendorHasThoughItsAnswerWasLostIsFound() {
    vendor.losing = Failure.of(FailureCode.UNAVAILABLE, "the connection broke");
    askAll(batches);
    handOver(batches);
    vendor.losing = null;
    VendorBatches second = server();
    List<CompletableFuture<String>> again = askAll(second);

    turnAfter(second, VendorRules.LOOK);
    assertThat(vendor.lookedUp).isEqualTo(1);
    vendor.only().answer();
    turnAfter(second, VendorRules.LOOK);
    turnAfter(second, VendorRules.SETTLED);

    assertThat(again.stream().map(CompletableFuture::join)).containsExactly("q1", "q2", "q3");
    assertThat(vendor.batches).as("sent once").hasSize(1);
    assertThat(table.of(tenant, id).getFirst().ref()).isEqualTo("vendor-1");
  }

  @Test
  void aBatchThatTheVendorNeverGotFailsOnceThatIsSure() {
    vendor.refusing = Failure.of(FailureCode.UNAVAILABLE, "away");
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);

    turnAfter(batches, VendorRules.LOOK);
    assertThat(vendor.lookedUp).isEqualTo(1);
    assertThat(table.of(tenant, id)).as("it may still be shown").hasSize(1);
    turnAfter(batches, VendorRules.SHOWN);

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.UNAVAILABLE));
    assertThat(table.of(tenant, id)).isEmpty();
  }

  @Test
  void howLongAVendorMayTakeIsCountedFromHandingOver() {
    vendor.refusing = Failure.of(FailureCode.UNAVAILABLE, "away");
    askAll(batches);
    Instant handed = time.now().plus(VendorRules.SHOWN);

    turnAfter(batches, VendorRules.SHOWN);

    assertThat(table.of(tenant, id))
        .singleElement()
        .satisfies(kept -> assertThat(kept.created()).isEqualTo(handed));
    turnAfter(batches, VendorRules.LOOK);
    assertThat(table.of(tenant, id)).as("it may still be shown").hasSize(1);
  }

  @Test
  void aProviderThatIsAwayBeforeTheVendorWasAskedFailsAllAtOnce() {
    vendor.away = Failure.of(FailureCode.UNAVAILABLE, "not connected");
    List<CompletableFuture<String>> asked = askAll(batches);

    handOver(batches);

    asked.forEach(one -> assertThat(failure(one).message()).isEqualTo("not connected"));
    assertThat(table.of(tenant, id)).isEmpty();
    assertThat(vendor.lookedUp).isZero();
  }

  @Test
  void linesOfWhichNobodyKnowsWhetherTheVendorHasThemEndWhenTheyAreCancelled() {
    vendor.losing = Failure.of(FailureCode.UNAVAILABLE, "the connection broke");
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    vendor.deaf = Failure.of(FailureCode.UNAVAILABLE, "away");

    batches.cancel(line(1));
    batches.turn();
    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.CANCELLED));
    vendor.deaf = null;
    turnAfter(batches, VendorRules.LOOK);
    batches.turn();
    turnAfter(batches, VendorRules.LOOK);

    assertThat(vendor.cancelled).as("found, and told all the same").containsExactly("vendor-1");
  }

  @Test
  void aVendorIsToldUntilItHears() {
    askAll(batches);
    handOver(batches);
    vendor.deaf = Failure.of(FailureCode.UNAVAILABLE, "away");
    VendorBatches second = server();

    second.cancel(line(1));
    second.turn();
    turnAfter(second, VendorRules.LOOK);
    assertThat(vendor.cancelled).isEmpty();
    vendor.deaf = null;
    turnAfter(second, VendorRules.LOOK);
    turnAfter(second, VendorRules.LOOK);

    assertThat(vendor.cancelled).containsExactly("vendor-1");
  }

  @Test
  void whoeverHasLostTheBatchReleasesNothing() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    owned(new UUID(7, 2));
    vendor.only().put(2, Failure.of(FailureCode.TIMEOUT, "expired"));
    vendor.only().standing = Standing.ENDED;

    look(batches);

    assertThat(failure(asked.get(1)).code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(lying()).containsExactly(1, 2, 3);
  }

  @Test
  void aBatchThatWasForgottenMeanwhileIsCancelled() {
    vendor.losing = Failure.of(FailureCode.UNAVAILABLE, "the connection broke");
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);
    assertThat(table.forget(tenant, table.of(tenant, id).getFirst(), WORKER)).isTrue();

    turnAfter(batches, VendorRules.LOOK);
    turnAfter(batches, VendorRules.LOOK);

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(vendor.cancelled).containsExactly("vendor-1");
  }

  @Test
  void theLastLineThatIsDroppedHasTheVendorStop() {
    askAll(batches);
    handOver(batches);
    VendorBatches second = server();

    for (int line = 1; line <= LINES; line++) {
      second.turn();
      assertThat(vendor.cancelled).isEmpty();
      LinePlace place = second.place(line(line), () -> {});
      assertThat(place.reachable()).isTrue();
      assertThat(place.asked()).isFalse();
      place.drop();
    }
    second.turn();

    assertThat(lying()).isEmpty();
    assertThat(vendor.cancelled).containsExactly("vendor-1");
  }

  @Test
  void aLineThatIsLateLiesNowhereOnceItsBatchHasEnded() {
    LinePlace place = batches.place(line(1), () -> {});
    CompletableFuture<String> asked = ask(place, "q");
    awaitWaiting(batches, 1);
    handOver(batches);
    VendorBatches second = server();
    LinePlace late = second.place(line(1), () -> {});
    CompletableFuture<String> again = ask(late, "q");
    awaitWaiting(second, 1);
    time.advance(Duration.ofHours(23).plusMinutes(50));
    vendor.only().standing = Standing.ENDED;
    second.turn();
    look(second);
    look(second);

    assertThat(failure(again).code()).isEqualTo(FailureCode.TIMEOUT);
    assertThat(late.offer()).isNull();
    assertThat(late.open()).as("it is sent alone").isFalse();
    assertThat(asked).isNotDone();
  }

  @Test
  void aLineWhoseRequestReadsOtherwiseNowIsNotSentAgain() {
    askAll(batches);
    handOver(batches);
    VendorBatches second = server();
    LinePlace place = second.place(line(1), () -> {});
    WireRequest other =
        WireRequest.json(URI.create("https://vendor.example/v2/chat"), "q".getBytes(UTF_8));
    CompletableFuture<byte[]> again =
        CompletableFuture.supplyAsync(
            () -> place.ask(OFFER, other, InMemoryVendor.CALL).body(), ASKING);
    awaitWaiting(second, 1);
    turnAfter(second, VendorRules.QUIET);
    vendor.answerAll();
    look(second);

    assertThat(new String(again.join(), UTF_8)).isEqualTo("q1");
    assertThat(vendor.batches).hasSize(1);
  }

  @Test
  void aCancelledBatchIsCancelledThereAndWhatWasAnsweredCounts() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);

    batches.cancel(line(1));
    batches.turn();
    assertThat(vendor.cancelled).containsExactly("vendor-1");
    vendor.only().put(1, 200, "a1");
    vendor.only().put(2, Failure.of(FailureCode.UNAVAILABLE, "cancelled"));
    vendor.only().standing = Standing.ENDED;
    look(batches);

    assertThat(asked.getFirst().join()).isEqualTo("a1");
    assertThat(failure(asked.get(1)).code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(failure(asked.get(2)).code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(vendor.cancelled).hasSize(1);
  }

  @Test
  void whatIsCancelledBeforeItIsHandedOverIsNotHandedOver() {
    List<CompletableFuture<String>> asked = askAll(batches);

    batches.cancel(line(1));
    handOver(batches);

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(vendor.batches).isEmpty();
  }

  @Test
  void aBatchForWhichNobodyWaitsAfterAKillIsCancelledAllTheSame() {
    askAll(batches);
    handOver(batches);

    VendorBatches second = server();
    second.cancel(line(1));
    second.turn();

    assertThat(vendor.cancelled).containsExactly("vendor-1");
  }

  @Test
  void aServerThatEndsLetsItsLinesGoAndLeavesThemWhereTheyLie() {
    List<CompletableFuture<String>> asked = askAll(batches);
    handOver(batches);

    batches.close();

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(lying()).containsExactly(1, 2, 3);
    assertThat(vendor.cancelled).isEmpty();
  }

  @Test
  void whoeverHasLostTheBatchHandsNothingOver() {
    List<CompletableFuture<String>> asked = askAll(batches);
    owned(new UUID(7, 2));

    handOver(batches);

    asked.forEach(one -> assertThat(failure(one).code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(vendor.batches).isEmpty();
    assertThat(lying()).isEmpty();
  }

  @Test
  void aLineThatIsRepeatedAfterAFailureGoesIntoANewBatch() {
    LinePlace place =
        batches.place(
            new LinePlace.Of(tenant, id, 1, WORKER, expires, Duration.ofMinutes(10)), () -> {});
    CompletableFuture<String> first = ask(place, "q");
    awaitWaiting(batches, 1);
    handOver(batches);
    vendor.only().put(1, 429, "slower");
    vendor.only().standing = Standing.ENDED;
    look(batches);
    assertThat(first.join()).isEqualTo("slower");

    CompletableFuture<String> second = ask(place, "q");
    batches.turn();
    awaitWaiting(batches, 1);
    handOver(batches);
    vendor.batches.values().forEach(InMemoryVendor.Handed::answer);
    look(batches);

    assertThat(second.join()).isEqualTo("q");
    assertThat(vendor.batches).hasSize(2);
  }
}
