package io.auterity.webhook;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MarkedToken;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the token of an address belongs to. A token bears a mark that only a holder of the key
 * file can make, so that a guessed token is told from it without the database. The tokens that were
 * made first, some before there were marks, are read once; what is neither marked nor among them is
 * asked for too, no faster than deliveries to one webhook.
 *
 * @param <R> what it belongs to
 */
public final class TokenLookups<R> {

  private static final int REMEMBERED = 10_000;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{54}");

  /** The key of the pace that all unknown tokens share. */
  private static final UUID UNKNOWN_CALLERS = new UUID(0, 0);

  private final ContentSeal seal;
  private final WebhookPace pace;
  private final Function<byte[], Optional<R>> store;
  private final Supplier<Set<String>> unmarked;
  private final Set<String> known = latest();
  private final Set<String> unknown = latest();
  private volatile @Nullable Set<String> firsts;

  /**
   * @param store finds what there is by the digest of a token
   * @param unmarked digests of tokens without a mark in Base64, read once
   */
  public TokenLookups(
      ContentSeal seal,
      WebhookPace pace,
      Function<byte[], Optional<R>> store,
      Supplier<Set<String>> unmarked) {
    this.seal = seal;
    this.pace = pace;
    this.store = store;
    this.unmarked = unmarked;
  }

  private static Set<String> latest() {
    return Collections.synchronizedSet(
        Collections.newSetFromMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
              }
            }));
  }

  /**
   * What the token of an address belongs to.
   *
   * @throws CallFailedException {@code not_found}; {@code rate_limited} while too many guess
   */
  public R find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw missing();
    }
    String digest = Base64.getEncoder().encodeToString(Sha256.of(token));
    if (unknown.contains(digest)) {
      throw missing();
    }
    if (!known.contains(digest)
        && !MarkedToken.isMarked(seal, token)
        && !firsts().contains(digest)) {
      pace.admit(UNKNOWN_CALLERS);
    }
    Optional<R> found = store.apply(Sha256.of(token));
    (found.isPresent() ? known : unknown).add(digest);
    return found.orElseThrow(TokenLookups::missing);
  }

  // Read when the first token without a mark comes.
  private Set<String> firsts() {
    Set<String> read = firsts;
    if (read == null) {
      read = unmarked.get();
      firsts = read;
    }
    return read;
  }

  private static CallFailedException missing() {
    return new CallFailedException(FailureCode.NOT_FOUND, "there is no such webhook");
  }
}
