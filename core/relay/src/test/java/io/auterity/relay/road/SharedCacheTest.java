package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.shared.SharedStoreClient;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.RecordingListener;
import io.auterity.relay.cache.CacheCounts;
import io.auterity.relay.cache.GenerationStore;
import io.auterity.relay.cache.SharedAnswers;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Two servers over one Redis, which is a real one. */
@Timeout(120)
class SharedCacheTest {

  private static final ChatRequest ASKED = chat("What is new in Paris?");
  private static final ChatRequest OTHER = chat("What is old in Paris?");

  @TempDir Path folder;
  private final RedisClient redis = RedisOfTests.client();
  private ContentSeal seal;
  private final Queue<UUID> renewed = new ConcurrentLinkedQueue<>();
  private final Database database = new Database();
  private volatile boolean away;
  private volatile boolean databaseAway;
  private volatile Runnable slow = () -> {};
  private int read;
  private final AtomicInteger asked = new AtomicInteger();
  private TestRoad here;
  private TestRoad there;

  @BeforeEach
  void twoServers() {
    redis.flushAll();
    seal = new ContentSeal(MasterKey.open(folder.resolve("keys.json")));
    here = server(this::shared);
    there = server(this::shared);
  }

  @AfterEach
  void close() {
    redis.close();
  }

  private SharedAnswers shared(Time time) {
    SharedStores stores = this::open;
    SharedStoreClient line =
        new SharedStoreClient(() -> stores, RedisOfTests.PLACE, Time.system(), Runnable::run);
    return new SharedAnswers(line, seal, new Binder(), time);
  }

  private SharedStore open(SharedStores.Place place) {
    return new Cut(RedisOfTests.STORES.open(place));
  }

  /** A store that may be away. */
  private final class Cut implements SharedStore {
    private final SharedStore store;

    Cut(SharedStore store) {
      this.store = store;
    }

    private SharedStore there() {
      if (away) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the network is cut");
      }
      return store;
    }

    @Override
    public Map<String, byte[]> get(List<String> keys) {
      asked.incrementAndGet();
      slow.run();
      return there().get(keys);
    }

    @Override
    public void put(String key, byte[] value, Duration ttl) {
      there().put(key, value, ttl);
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Duration ttl) {
      return there().putIfAbsent(key, value, ttl);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** What the database of both servers holds; the other hears of it when {@link #hear} says. */
  private final class Database implements GenerationStore {
    private final Map<UUID, UUID> generations = new ConcurrentHashMap<>();

    @Override
    public Map<UUID, UUID> generations(TenantScope scope, UUID route) {
      read++;
      if (databaseAway) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
      }
      return Map.copyOf(generations);
    }

    @Override
    public void renew(TenantScope scope, UUID named) {
      if (databaseAway) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
      }
      generations.put(named, UUID.randomUUID());
      renewed.add(named);
    }
  }

  private void hear() {
    for (UUID named = renewed.poll(); named != null; named = renewed.poll()) {
      here.cache.forget(named);
      there.cache.forget(named);
    }
  }

  private TestRoad server(Function<Time, SharedAnswers> shared) {
    TestRoad road = new TestRoad(database, shared);
    road.providers.add(
        Fleet.withSupport(ai("gpt"), false, "chat.create", "chat.stream", "embedding.create"));
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h'}}");
    return road;
  }

  private static ChatRequest chat(String words) {
    return ChatRequest.builder("m", List.of(Message.text(Role.USER, words))).build();
  }

  private static ChatResponse says(String words) {
    return new ChatResponse(
        "1",
        "m",
        List.of(new Part.Text(words)),
        FinishReason.STOP,
        new TokenUsage(3, 1, 0, 0),
        Map.of("openai", Json.EMPTY.with("seed", Json.of(9007199254740993L))));
  }

  private static String ask(TestRoad road, ChatRequest request) {
    return said(road.invoke("ai.chat.create", request));
  }

  private static String said(Outcome outcome) {
    Record value = ((Outcome.Succeeded) outcome).value();
    return ((Part.Text) ((ChatResponse) Objects.requireNonNull(value)).parts().getFirst()).text();
  }

  private static void willSay(TestRoad road, String... words) {
    for (String one : words) {
      road.providers.does("gpt", answers(says(one)));
    }
  }

  private List<byte[]> keys(String kind) {
    return redis.keys("auterity:2:%s:*".formatted(kind)).stream()
        .map(key -> key.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void theAnswerOfOneIsGivenByTheOther() {
    willSay(here, "one");
    ask(here, ASKED);
    there.time.advance(Duration.ofSeconds(42));

    assertThat(ask(there, ASKED)).isEqualTo("one");

    assertThat(there.providers.called).isEmpty();
    CacheHit hit = Objects.requireNonNull(there.decision().cached());
    assertThat(hit.decision()).isEqualTo(here.decision().id());
    assertThat(hit.ageMillis()).isEqualTo(42_000);
    assertThat(there.decision().marks()).contains("cached");
  }

  @Test
  void nothingOfItIsLost() {
    willSay(here, "one");
    Outcome.Succeeded made = (Outcome.Succeeded) here.invoke("ai.chat.create", ASKED);
    Outcome.Succeeded found = (Outcome.Succeeded) there.invoke("ai.chat.create", ASKED);
    assertThat(found.value()).isEqualTo(made.value());

    EmbeddingRequest texts = new EmbeddingRequest("m", List.of("a"), null);
    Embeddings vectors = new Embeddings("m", List.of(List.of(0.1f, -1e-9f, 3.0f)), TokenUsage.NONE);
    here.providers.does("gpt", answers(vectors));
    here.invoke("ai.embedding.create", texts);
    Outcome.Succeeded same = (Outcome.Succeeded) there.invoke("ai.embedding.create", texts);
    assertThat(same.value()).isEqualTo(vectors);
    assertThat(there.providers.called).isEmpty();
  }

  @Test
  void aStreamIsToldTheSame() {
    willSay(here, "one");
    ask(here, ASKED);

    try (Exchange stream = there.open("ai.chat.stream", ASKED)) {
      int events = 0;
      while (stream.next() != null) {
        events++;
      }
      assertThat(events).isGreaterThan(2);
      assertThat(Objects.requireNonNull(stream.cached()).kind()).isEqualTo(CacheStatus.Kind.HIT);
    }
  }

  @Test
  void itsTimeGoesOn() {
    willSay(here, "one");
    willSay(there, "two");
    ask(here, ASKED);
    there.time.advance(Duration.ofMinutes(59));
    assertThat(ask(there, ASKED)).isEqualTo("one");

    there.time.advance(Duration.ofMinutes(2));

    assertThat(ask(there, ASKED)).isEqualTo("two");
    assertThat(redis.keys("*")).allMatch(key -> redis.pttl(key) > 0);
  }

  @Test
  void whoSeesTheStoreReadsNothing() {
    willSay(here, "London");
    ask(here, ASKED);

    assertThat(keys("answer")).hasSize(1);
    for (byte[] key : keys("answer")) {
      String all =
          new String(key, StandardCharsets.ISO_8859_1)
              + new String(redis.get(key), StandardCharsets.ISO_8859_1);
      assertThat(all).doesNotContain("Paris", "London", here.tenant.tenant().toString(), "gpt");
    }
  }

  @Test
  void othersAreNotGivenIt() {
    willSay(here, "one");
    willSay(there, "two", "three");
    ask(here, ASKED);

    assertThat(said(there.invoke("ai.chat.create", ASKED, new UUID(0, 99)))).isEqualTo("two");
    assertThat(ask(there, ASKED.withModel("n"))).isEqualTo("three");
  }

  @Test
  void anotherConfigurationFindsNothing() {
    willSay(here, "one");
    willSay(there, "two");
    ask(here, ASKED);

    there.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h'}}", 2);

    assertThat(ask(there, ASKED)).isEqualTo("two");
  }

  @Test
  void aPurgeIsOneForBoth() {
    willSay(here, "one", "three");
    willSay(there, "two");
    ask(here, ASKED);

    here.cache.purge(here.tenant, "other");
    hear();
    assertThat(ask(there, ASKED)).isEqualTo("one");
    there.cache.purge(there.tenant, "r");
    hear();
    assertThat(ask(there, ASKED)).isEqualTo("two");
    here.cache.purge(here.tenant, null);
    hear();
    assertThat(ask(here, ASKED)).isEqualTo("three");
  }

  @Test
  void aCallUnderWayAtTheOtherLeavesNothingBehindAPurge() {
    there.providers.does(
        "gpt",
        (input, attempt) -> {
          here.cache.purge(here.tenant, null);
          return says("one");
        });
    willSay(here, "two");

    assertThat(ask(there, ASKED)).isEqualTo("one");

    assertThat(ask(here, ASKED)).isEqualTo("two");
  }

  @Test
  void aPurgeWhileTheStoreIsAwayHoldsAlsoForServersThatAreStartedLater() {
    willSay(here, "one");
    ask(here, ASKED);
    away = true;
    here.cache.purge(here.tenant, null);
    away = false;

    TestRoad later = server(this::shared);
    willSay(later, "two");
    assertThat(ask(later, ASKED)).isEqualTo("two");
    hear();
    assertThat(ask(there, ASKED)).isEqualTo("two");
  }

  @Test
  void aServerThatIsStartedLaterFindsWhatIsNotPurged() {
    willSay(here, "one", "two");
    here.cache.purge(here.tenant, null);
    ask(here, ASKED);

    assertThat(ask(server(this::shared), ASKED)).isEqualTo("one");
  }

  @Test
  void whatTheDatabaseRenewsIsFoundByNobody() {
    willSay(here, "one");
    willSay(there, "two");
    ask(here, ASKED);

    database.renew(there.tenant, there.tenant.tenant());
    assertThat(ask(there, OTHER)).isEqualTo("two");
    hear();
    willSay(there, "three");

    assertThat(ask(there, ASKED)).isEqualTo("three");
  }

  @Test
  void aPurgeThatTheDatabaseDoesNotHoldIsNotSaidToBeDone() {
    databaseAway = true;

    assertThatThrownBy(() -> here.cache.purge(here.tenant, null))
        .isInstanceOf(CallFailedException.class);
  }

  @Test
  void whereNobodyKnowsWhatWasPurgedNothingIsShared() {
    willSay(here, "one");
    willSay(there, "two", "three");
    ask(here, ASKED);
    databaseAway = true;

    assertThat(ask(there, ASKED)).isEqualTo("two");
    assertThat(ask(there, ASKED)).isEqualTo("two");
    int before = read;
    assertThat(ask(there, OTHER)).isEqualTo("three");
    assertThat(read).as("a database that is away is not asked by each call").isEqualTo(before);
    databaseAway = false;
    there.cache.forgetAll();
    there.time.advance(Duration.ofSeconds(1));

    assertThat(ask(there, ASKED)).isEqualTo("one");
    assertThat(ask(there, ASKED)).isEqualTo("one");
    assertThat(read).isEqualTo(before + 1);
  }

  @Test
  void whatIsFoundInTheStoreIsCountedAsSuch() {
    willSay(here, "one");
    ask(here, ASKED);
    ask(there, ASKED);
    ask(there, ASKED);

    CacheCounts.Figures counts = there.cache.figures(there.tenant).getFirst().counts();
    assertThat(counts.hits()).isEqualTo(2);
    assertThat(counts.shared()).isEqualTo(1);
    assertThat(there.cache.answeredByOthers()).isEqualTo(1);
    assertThat(here.cache.answeredByOthers()).isZero();
    there.cache.gone(there.tenant, "r");
    assertThat(there.cache.answeredByOthers()).as("a counter only grows").isEqualTo(1);
    assertThat(there.cache.answered()).isEqualTo(2);
  }

  @Test
  void whatMayNotBeGivenIsNotCountedAsFound() {
    willSay(here, "one");
    ask(here, ASKED);
    there.time.advance(Duration.ofMinutes(2));
    willSay(there, "two");
    CacheDirectives young = new CacheDirectives(false, false, Duration.ofMinutes(1));

    assertThat(
            said(
                there.invoke(there.call("ai.chat.create", Payload.of(ASKED), null).wishing(young))))
        .isEqualTo("two");
    assertThat(there.cache.answeredByOthers()).isZero();
  }

  @Test
  void equalCallsAtTheSameTimeAskTheStoreOnce() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    here.providers.does(
        "gpt",
        (input, attempt) -> {
          called.countDown();
          await(go);
          return says("one");
        });
    CompletableFuture<String> first = beside();
    called.await();
    int before = here.timers.pending();
    CompletableFuture<String> second = beside();
    CompletableFuture<String> third = beside();
    while (here.timers.pending() < before + 2) {
      LockSupport.parkNanos(1_000_000);
    }
    go.countDown();

    assertThat(List.of(first.get(), second.get(), third.get())).containsOnly("one");
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoWaitsIsGivenWhatTheFirstFindsInTheStore() throws Exception {
    willSay(here, "one");
    ask(here, ASKED);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    slow =
        () -> {
          reading.countDown();
          await(go);
        };
    CompletableFuture<String> first = beside(there);
    reading.await();
    int before = there.timers.pending();
    CompletableFuture<String> second = beside(there);
    while (there.timers.pending() == before) {
      LockSupport.parkNanos(1_000_000);
    }
    go.countDown();

    assertThat(List.of(first.get(), second.get())).containsOnly("one");
    assertThat(asked).as("by here, and once by there").hasValue(2);
    assertThat(there.providers.called).isEmpty();
    assertThat(there.cache.answeredByOthers()).isEqualTo(1);
  }

  private CompletableFuture<String> beside() {
    return beside(here);
  }

  private static CompletableFuture<String> beside(TestRoad road) {
    return CompletableFuture.supplyAsync(
        () -> ask(road, ASKED), task -> Thread.ofVirtual().start(task));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsNoAnswerIsAMiss() {
    willSay(here, "one", "two");
    willSay(there, "three", "four");
    ask(here, ASKED);
    byte[] first = keys("answer").getFirst();
    ask(here, OTHER);
    byte[] second =
        keys("answer").stream().filter(key -> !Arrays.equals(key, first)).findFirst().orElseThrow();

    redis.set(second, redis.get(first));
    assertThat(ask(there, OTHER)).isEqualTo("three");
    redis.set(first, "nonsense".getBytes(StandardCharsets.UTF_8));
    assertThat(ask(there, ASKED)).isEqualTo("four");
  }

  @Test
  void whatIsKeptHereIsNotAskedFor() {
    willSay(here, "one");
    ask(here, ASKED);
    redis.flushAll();

    assertThat(ask(here, ASKED)).isEqualTo("one");
    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  void aStoreThatIsAwayIsAMissAndNoError() {
    willSay(here, "one");
    willSay(there, "two");
    away = true;
    assertThat(ask(here, ASKED)).isEqualTo("one");
    assertThat(ask(there, ASKED)).isEqualTo("two");
    away = false;

    assertThat(ask(here, ASKED)).isEqualTo("one");
    assertThat(ask(there, ASKED)).isEqualTo("two");
  }

  @Test
  void anAnswerOfOnesOwnIsKeptForTheOther() {
    willSay(here, "one");
    CacheDirectives fresh = new CacheDirectives(true, false, null);
    said(here.invoke(here.call("ai.chat.create", Payload.of(ASKED), null).wishing(fresh)));

    assertThat(ask(there, ASKED)).isEqualTo("one");
  }

  @Test
  void thePluginWorksInAClassLoaderOfItsOwn() {
    try (PluginHost host =
        new PluginHost(
            Telemetry.none(), Time.system(), Duration.ofSeconds(5), new RecordingListener())) {
      host.load(
          BundledPlugin.write(
              "cache-redis", folder, "jedis-", "commons-pool2-", "slf4j-api-", "gson-", "json-2"));
      SharedStore store = Objects.requireNonNull(host.sharedStores()).open(RedisOfTests.PLACE);

      store.put("k", new byte[] {7}, Duration.ofMinutes(1));

      assertThat(store.get(List.of("k")).get("k")).containsExactly(7);
      assertThat(store.putIfAbsent("k", new byte[] {8}, Duration.ofMinutes(1))).containsExactly(7);
    }
  }
}
