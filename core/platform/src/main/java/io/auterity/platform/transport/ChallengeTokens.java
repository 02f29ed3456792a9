package io.auterity.platform.transport;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SigningScheme.Signature;
import io.auterity.spi.WireRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that a registry asks for by challenges, each for one use of one repository. A request is
 * sent without one until the registry has told what it wants for such requests; the answer serves
 * those that come after, and is asked for anew when it has grown old.
 */
public final class ChallengeTokens {

  /** Uses that are known at a time. */
  private static final int MOST = 256;

  private static final long LAST_MOMENTS = Duration.ofSeconds(10).toNanos();

  /** A token that is refused when it is younger is not the reason. */
  private static final long YOUNG = Duration.ofSeconds(10).toNanos();

  /** A place that wanted the credential itself is asked again what it wants after so long. */
  private static final long BASIC_LASTS = Duration.ofMinutes(5).toNanos();

  private static final int FLIGHTS = 64;

  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Pattern REPOSITORY =
      Pattern.compile("/v2/(.+)/(?:manifests|blobs|tags|referrers)(?:/.*)?");

  private final @Nullable String user;
  private final Supplier<String> secret;
  private final TokenEndpoint endpoint;
  private final Set<Destination> places;
  private final Map<Use, Answer> answers = new Latest();
  private final Map<Destination, Long> basic = new ConcurrentHashMap<>();

  /** Of requests for tokens one of a use is under way at a time. */
  private final List<Lock> flights =
      Stream.<Lock>generate(ReentrantLock::new).limit(FLIGHTS).toList();

  /** Requests for which a registry wants the same token. */
  private record Use(Destination place, String method, String what) {

    static Use of(WireRequest request, Destination place) {
      String path = request.uri().getRawPath() == null ? "/" : request.uri().getRawPath();
      Matcher repository = REPOSITORY.matcher(path);
      return new Use(
          place,
          READS.contains(request.method()) ? "GET" : request.method(),
          repository.matches() ? repository.group(1) : path);
    }
  }

  /** What was given for a challenge; times are those of the clock's nanoseconds. */
  private record Answer(ChallengeGrant grant, String token, long at, long lasts) {

    boolean usable(long now) {
      return now - at < lasts - LAST_MOMENTS;
    }
  }

  private static final class Latest extends LinkedHashMap<Use, Answer> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Use, Answer> eldest) {
      return size() > MOST;
    }
  }

  /**
   * Tokens for a credential.
   *
   * @param user null where there is no credential
   * @param secret asked only where there is one
   * @param endpoint reaches the places
   * @param places where challenges may lead: the credential goes to no other
   */
  public ChallengeTokens(
      @Nullable String user,
      Supplier<String> secret,
      TokenEndpoint endpoint,
      Set<Destination> places) {
    this.user = user;
    this.secret = secret;
    this.endpoint = endpoint;
    this.places = Set.copyOf(places);
  }

  /** Fails when there is no such secret. */
  void check() {
    var _ = credential();
  }

  /** What carries the token for a request, as far as one is known to be wanted. */
  Signature signature(WireRequest request, Destination place, Call call) {
    if (user != null && wantsBasic(place)) {
      String encoded = Signing.Basic.encoded(user, credential());
      endpoint.hide(encoded);
      return carried("Basic " + encoded);
    }
    Use use = Use.of(request, place);
    Answer known = answer(use);
    if (known == null || !known.grant().secret().equals(credential())) {
      return Signature.ofHeaders(Map.of());
    }
    Answer usable =
        known.usable(endpoint.time().nanos()) ? known : asked(use, known.grant(), known, call);
    return carried("Bearer " + usable.token());
  }

  private boolean wantsBasic(Destination place) {
    Long since = basic.get(place);
    return since != null && endpoint.time().nanos() - since < BASIC_LASTS;
  }

  private static Signature carried(String value) {
    return Signature.ofHeaders(Map.of("authorization", value));
  }

  /**
   * A registry refused a request and told what it wants.
   *
   * @param challenges values of its header
   * @return whether the same request has another signature now
   * @throws CallFailedException {@code unauthenticated} when it wants a token of a place that does
   *     not get the credential, or none is given
   */
  boolean answers(WireRequest request, Destination place, List<String> challenges, Call call) {
    BearerChallenge challenge = BearerChallenge.in(challenges).orElse(null);
    if (challenge == null) {
      boolean anew = user != null && BearerChallenge.asksForBasic(challenges) && !wantsBasic(place);
      if (anew) {
        basic.put(place, endpoint.time().nanos());
      }
      return anew;
    }
    requireKnown(challenge);
    basic.remove(place);
    ChallengeGrant grant = new ChallengeGrant(challenge, user, credential());
    Use use = Use.of(request, place);
    Answer last = answer(use);
    if (last != null && last.grant().equals(grant) && endpoint.time().nanos() - last.at() < YOUNG) {
      return false;
    }
    var _ = asked(use, grant, last, call);
    return true;
  }

  private void requireKnown(BearerChallenge challenge) {
    if (Destination.of(challenge.realm()).filter(places::contains).isEmpty()) {
      Set<String> known =
          places.stream()
              .map(Destination::authority)
              .collect(Collectors.toCollection(TreeSet::new));
      throw new CallFailedException(
          FailureCode.UNAUTHENTICATED,
          "the vendor sends to '%s' for a token; the credential goes to %s alone: name that place as tokenUrl of the provider's auth"
              .formatted(challenge.realm().getHost(), String.join(", ", known)));
    }
  }

  /**
   * @param last the answer that is of no use any more; another's that came meanwhile is
   */
  private Answer asked(Use use, ChallengeGrant grant, @Nullable Answer last, Call call) {
    Lock flight = flights.get(Math.floorMod(use.hashCode(), FLIGHTS));
    requireTurn(flight, call);
    try {
      Answer now = answer(use);
      return now != null && !now.equals(last) && now.grant().equals(grant)
          ? now
          : flown(use, grant, call);
    } finally {
      flight.unlock();
    }
  }

  private static void requireTurn(Lock flight, Call call) {
    try {
      if (!flight.tryLock(call.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CallFailedException(FailureCode.TIMEOUT, "no access token came in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
  }

  private Answer flown(Use use, ChallengeGrant grant, Call call) {
    TokenStore.Kept given = endpoint.ask(grant, null, new TokenCall(call, call.remaining()));
    Answer answer =
        new Answer(
            grant,
            given.access(),
            endpoint.time().nanos(),
            Duration.between(given.issued(), given.expires()).toNanos());
    synchronized (answers) {
      answers.put(use, answer);
    }
    return answer;
  }

  private @Nullable Answer answer(Use use) {
    synchronized (answers) {
      return answers.get(use);
    }
  }

  private String credential() {
    return user == null ? "" : secret.get();
  }
}
