package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.shared.SharedLine;
import io.auterity.platform.time.Time;
import io.auterity.relay.field.ValueDigest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.SharedStore;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that servers share. Whoever keeps them sees a digest for a key and bytes that are sealed
 * for that key and its tenant. Beside them stands a mark for each tenant and each route, which a
 * purge replaces: an answer holds the marks that its call saw when it began, and is given only
 * while these stand.
 */
public final class SharedAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);

  /** Another form of what is kept is looked for under other keys. */
  private static final String ANSWER = "auterity:1:answer:";

  private static final String MARK = "auterity:1:mark:";
  private static final int MARK_BYTES = 16;
  private static final int LONGEST_TEXT = 16 << 20;

  private final SharedLine line;
  private final ContentSeal seal;
  private final Binder binder;
  private final Time time;
  private final RandomGenerator random;
  private final Duration longest;
  private final JsonReader reader = new JsonReader(LONGEST_TEXT);
  private final Map<UUID, Object> owed = new ConcurrentHashMap<>();
  private final LongAdder found = new LongAdder();
  private final LongAdder unread = new LongAdder();

  /**
   * @param longest time for which any answer is kept at most
   */
  public SharedAnswers(
      SharedLine line,
      ContentSeal seal,
      Binder binder,
      Time time,
      RandomGenerator random,
      Duration longest) {
    this.line = line;
    this.seal = seal;
    this.binder = binder;
    this.time = time;
    this.random = random;
    this.longest = longest;
  }

  /**
   * An answer as it is sealed.
   *
   * @param marks that its call saw
   * @param honest labels of who gave it
   */
  public record Kept(
      String marks,
      Instant until,
      String offer,
      List<String> honest,
      List<String> lost,
      long cost,
      String currency,
      String decision,
      Instant made,
      Json.Obj value) {
    public Kept {
      Objects.requireNonNull(marks);
      Objects.requireNonNull(until);
      Objects.requireNonNull(offer);
      honest = List.copyOf(honest);
      lost = List.copyOf(lost);
    }
  }

  /**
   * What the store said.
   *
   * @param answer null when there is none
   * @param left how long that is still kept
   * @param marks that stood; null when the store could not be asked
   */
  record Found(@Nullable CachedAnswer answer, Duration left, @Nullable String marks) {
    static final Found NOTHING = new Found(null, Duration.ZERO, null);
  }

  /** Asks the store, for no longer than that. */
  Found find(CacheKey key, Type type, Duration wait) {
    List<UUID> owners = owners(key.space());
    String name = name(key);
    try {
      Map<String, byte[]> there = line.ask(wait, store -> read(store, owners, name));
      String marks = marks(there, owners);
      byte[] sealed = there.get(name);
      return sealed == null
          ? new Found(null, Duration.ZERO, marks)
          : opened(key, type, sealed, marks);
    } catch (CallFailedException e) {
      LOG.debug("Answers of {} are not shared now: {}", key.space().route(), e.getMessage());
      return Found.NOTHING;
    }
  }

  private static List<UUID> owners(CacheSpace space) {
    return List.of(space.scope().tenant(), AnswerCache.name(space.scope(), space.route()));
  }

  // Where a mark is gone, nobody knows what was purged since an answer was kept.
  private Map<String, byte[]> read(SharedStore store, List<UUID> owners, String name) {
    owners.forEach(owner -> settle(store, owner));
    List<String> marks = owners.stream().map(owner -> MARK + owner).toList();
    Map<String, byte[]> there = store.get(List.of(marks.get(0), marks.get(1), name));
    if (there.keySet().containsAll(marks)) {
      return there;
    }
    Map<String, byte[]> fresh = new HashMap<>();
    for (String mark : marks) {
      fresh.put(mark, store.putIfAbsent(mark, freshMark(), longest));
    }
    return fresh;
  }

  private byte[] freshMark() {
    byte[] mark = new byte[MARK_BYTES];
    random.nextBytes(mark);
    return mark;
  }

  private static String marks(Map<String, byte[]> there, List<UUID> owners) {
    StringBuilder all = new StringBuilder();
    for (UUID owner : owners) {
      all.append(HexFormat.of().formatHex(Objects.requireNonNull(there.get(MARK + owner))));
    }
    return all.toString();
  }

  private Found opened(CacheKey key, Type type, byte[] sealed, String marks) {
    Found none = new Found(null, Duration.ZERO, marks);
    try {
      byte[] text = seal.open(key.space().scope(), id(key), sealed);
      Kept kept = (Kept) binder.read(reader.readObject(text), Kept.class, "a kept answer");
      Duration left = Duration.between(time.now(), kept.until());
      if (!kept.marks().equals(marks) || !left.isPositive()) {
        return none;
      }
      CachedAnswer answer =
          new CachedAnswer(
              (Record) binder.read(kept.value(), type, "a kept answer"),
              kept.offer(),
              kept.honest(),
              kept.lost(),
              kept.cost(),
              kept.currency(),
              UUID.fromString(kept.decision()),
              kept.made());
      found.increment();
      return new Found(answer, left, marks);
    } catch (SecretsRefusedException | CallFailedException | IllegalArgumentException e) {
      // Somebody else's bytes, or another version's: the next answer takes their place.
      unread.increment();
      LOG.debug("A shared answer of {} cannot be read: {}", key.space().route(), e.toString());
      return none;
    }
  }

  /**
   * Keeps an answer, when there is time to.
   *
   * @param marks as its call saw them when it began
   */
  void keep(CacheKey key, CachedAnswer answer, Duration ttl, String marks) {
    byte[] sealed = sealed(key, answer, time.now().plus(ttl), marks);
    line.tell(store -> store.put(name(key), sealed, ttl));
  }

  private byte[] sealed(CacheKey key, CachedAnswer answer, Instant until, String marks) {
    Kept kept =
        new Kept(
            marks,
            until,
            answer.offer(),
            answer.marks(),
            answer.lost(),
            answer.cost(),
            answer.currency(),
            answer.decision().toString(),
            answer.made(),
            binder.render(answer.value()));
    return seal.seal(key.space().scope(), id(key), JsonWriter.bytes(binder.render(kept)));
  }

  /**
   * Lets nobody find what was kept before, or is from calls that began before. While the store is
   * away this is owed to it, and nothing of it is read.
   *
   * @param named a tenant, or a route as {@link AnswerCache#name} names it
   */
  void purge(UUID named) {
    owed.put(named, new Object());
    line.tell(store -> settle(store, named));
  }

  private void settle(SharedStore store, UUID owner) {
    Object debt = owed.get(owner);
    if (debt != null) {
      store.put(MARK + owner, freshMark(), longest);
      owed.remove(owner, debt);
    }
  }

  // All that makes up a key, so that no other call has the same.
  private static byte[] digest(CacheKey key) {
    return Sha256.of(Objects.requireNonNull(ValueDigest.of(all(key))));
  }

  private static List<String> all(CacheKey key) {
    CacheSpace space = key.space();
    TenantScope scope = space.scope();
    return List.of(
        scope.tenant().toString(),
        space.holder(),
        space.operation(),
        space.model(),
        space.route(),
        space.config(),
        key.input());
  }

  private static String name(CacheKey key) {
    return ANSWER + HexFormat.of().formatHex(digest(key));
  }

  private static UUID id(CacheKey key) {
    ByteBuffer digest = ByteBuffer.wrap(digest(key));
    return new UUID(digest.getLong(), digest.getLong());
  }

  /** How many answers of other processes, or of this one before it was started, were found. */
  public long found() {
    return found.sum();
  }

  /** How many of them could not be read. */
  public long unread() {
    return unread.sum();
  }
}
