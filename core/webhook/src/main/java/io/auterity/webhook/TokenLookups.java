package io.auterity.webhook;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.webhook.store.WebhookRow;
import io.auterity.webhook.store.WebhookStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tokens of webhooks and finds whose one is. A token bears a mark that only a holder of
 * the key file can make, so that a guessed token is told from it without the database. The tokens
 * that were made first, some before there were marks, are read once; what is neither marked nor
 * among them is asked for too, no faster than deliveries to one webhook.
 */
final class TokenLookups {

  private static final int BYTES = 32;
  private static final int MARK_BYTES = 8;
  private static final int REMEMBERED = 10_000;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{54}");

  /** The key of the pace that all unknown tokens share. */
  private static final UUID UNKNOWN_CALLERS = new UUID(0, 0);

  private final Database database;
  private final ContentSeal seal;
  private final WebhookPace pace;
  private final WebhookStore store = new WebhookStore();
  private final Set<String> known = latest();
  private final Set<String> unknown = latest();
  private volatile @Nullable Set<String> firsts;

  TokenLookups(WebhookParts parts, WebhookPace pace) {
    this.database = parts.database();
    this.seal = parts.seal();
    this.pace = pace;
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

  /** 256 random bits and their mark as text. */
  static String fresh(ContentSeal seal, RandomGenerator random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    byte[] marked = Arrays.copyOf(bits, BYTES + MARK_BYTES);
    System.arraycopy(seal.mark(bits), 0, marked, BYTES, MARK_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(marked);
  }

  /**
   * The webhook of a token.
   *
   * @throws CallFailedException {@code not_found}; {@code rate_limited} while too many guess
   */
  WebhookRow find(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw missing();
    }
    String digest = Base64.getEncoder().encodeToString(Sha256.of(token));
    if (unknown.contains(digest)) {
      throw missing();
    }
    if (!known.contains(digest) && !isMarked(token) && !firsts().contains(digest)) {
      pace.admit(UNKNOWN_CALLERS);
    }
    Optional<WebhookRow> found =
        database.asEngine(EngineJob.WEBHOOKS, tx -> store.find(tx, Sha256.of(token)));
    (found.isPresent() ? known : unknown).add(digest);
    return found.orElseThrow(TokenLookups::missing);
  }

  // Read when the first token without a mark comes.
  private Set<String> firsts() {
    Set<String> read = firsts;
    if (read == null) {
      read = database.asEngine(EngineJob.WEBHOOKS, store::firstTokens);
      firsts = read;
    }
    return read;
  }

  private boolean isMarked(String token) {
    byte[] marked = Base64.getUrlDecoder().decode(token);
    return marked.length == BYTES + MARK_BYTES
        && seal.marked(
            Arrays.copyOf(marked, BYTES), Arrays.copyOfRange(marked, BYTES, marked.length));
  }

  private static CallFailedException missing() {
    return new CallFailedException(FailureCode.NOT_FOUND, "there is no such webhook");
  }
}
