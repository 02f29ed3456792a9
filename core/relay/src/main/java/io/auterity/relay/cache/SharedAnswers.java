package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.shared.SharedStoreClient;
import io.auterity.platform.time.Time;
import io.auterity.relay.field.ValueDigest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that servers share. The store that keeps them sees a digest for a key and bytes that are
 * sealed for that key and its tenant. In the key is the generation that a call saw when it began:
 * what is kept under another is never found, whether the store was there when that ended or not.
 */
public final class SharedAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);

  /** Another form of what is kept is looked for under other keys. */
  private static final String ANSWER = "auterity:2:answer:";

  private static final int LONGEST_TEXT = 16 << 20;

  private final SharedStoreClient line;
  private final ContentSeal seal;
  private final Binder binder;
  private final Time time;
  private final JsonReader reader = new JsonReader(LONGEST_TEXT);
  private final LongAdder unread = new LongAdder();

  public SharedAnswers(SharedStoreClient line, ContentSeal seal, Binder binder, Time time) {
    this.line = line;
    this.seal = seal;
    this.binder = binder;
    this.time = time;
  }

  /**
   * An answer as it is sealed.
   *
   * @param honest labels of who gave it
   */
  public record Kept(
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
   * @param generation under which it was looked for; null when the store could not be asked
   */
  record Found(@Nullable CachedAnswer answer, Duration left, @Nullable String generation) {
    static final Found NOTHING = new Found(null, Duration.ZERO, null);
  }

  /** Asks the store, for no longer than that. */
  Found find(CacheKey key, Type type, Duration wait, String generation) {
    byte[] digest = digest(key, generation);
    String name = name(digest);
    try {
      byte[] sealed = line.ask(wait, store -> store.get(List.of(name))).get(name);
      return sealed == null
          ? new Found(null, Duration.ZERO, generation)
          : opened(key, type, sealed, digest, generation);
    } catch (CallFailedException e) {
      LOG.debug("Answers of {} are not shared now: {}", key.space().route(), e.getMessage());
      return Found.NOTHING;
    }
  }

  private Found opened(CacheKey key, Type type, byte[] sealed, byte[] digest, String generation) {
    Found none = new Found(null, Duration.ZERO, generation);
    try {
      byte[] text = seal.open(key.space().scope(), id(digest), sealed);
      Kept kept = (Kept) binder.read(reader.readObject(text), Kept.class, "a kept answer");
      Duration left = Duration.between(time.now(), kept.until());
      if (!left.isPositive()) {
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
      return new Found(answer, left, generation);
    } catch (SecretsRefusedException | CallFailedException | IllegalArgumentException e) {
      // Foreign bytes, or another version's: the next answer takes their place.
      unread.increment();
      LOG.debug("A shared answer of {} cannot be read: {}", key.space().route(), e.toString());
      return none;
    }
  }

  /**
   * Keeps an answer, when there is time to.
   *
   * @param generation as its call saw it when it began
   */
  void keep(CacheKey key, CachedAnswer answer, Duration ttl, String generation) {
    byte[] digest = digest(key, generation);
    byte[] sealed = sealed(key, answer, time.now().plus(ttl), digest);
    line.tell(store -> store.put(name(digest), sealed, ttl));
  }

  private byte[] sealed(CacheKey key, CachedAnswer answer, Instant until, byte[] digest) {
    Kept kept =
        new Kept(
            until,
            answer.offer(),
            answer.marks(),
            answer.lost(),
            answer.cost(),
            answer.currency(),
            answer.decision().toString(),
            answer.made(),
            binder.render(answer.value()));
    return seal.seal(key.space().scope(), id(digest), JsonWriter.bytes(binder.render(kept)));
  }

  // All that makes up a key, so that no other call has the same.
  private static byte[] digest(CacheKey key, String generation) {
    return Sha256.of(Objects.requireNonNull(ValueDigest.of(all(key, generation))));
  }

  private static List<String> all(CacheKey key, String generation) {
    CacheSpace space = key.space();
    TenantScope scope = space.scope();
    return List.of(
        scope.tenant().toString(),
        space.holder(),
        space.operation(),
        space.model(),
        space.route(),
        space.config(),
        generation,
        key.input());
  }

  private static String name(byte[] digest) {
    return ANSWER + HexFormat.of().formatHex(digest);
  }

  private static UUID id(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** How many of what was there could not be read. */
  public long unread() {
    return unread.sum();
  }
}
