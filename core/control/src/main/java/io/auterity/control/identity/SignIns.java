package io.auterity.control.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.auterity.control.access.Access;
import io.auterity.control.access.People;
import io.auterity.control.access.Sessions;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.id.Ids;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs people in whom an issuer of their tenant vouches for. What a browser has begun it brings
 * back sealed, so that nobody finishes in another's; no token of an issuer is kept.
 */
public final class SignIns {

  private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
  private static final Duration TOKEN_KEPT = Duration.ofHours(2);
  private static final int WRONG_AT_MOST = 20;
  private static final int ADDRESSES = 10_000;
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

  private final Access access;
  private final Issuers issuers;
  private final IssuerTable table;
  private final ContentSeal seal;
  private final Ids ids;
  private final Time time;
  private final RandomGenerator random;
  private final Cache<Tried, AtomicInteger> wrong;

  public SignIns(
      Access access,
      Issuers issuers,
      IssuerTable table,
      ContentSeal seal,
      Ids ids,
      Time time,
      RandomGenerator random) {
    this.access = access;
    this.issuers = issuers;
    this.table = table;
    this.seal = seal;
    this.ids = ids;
    this.time = time;
    this.random = random;
    this.wrong =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(Duration.ofMinutes(1))
            .ticker(time::nanos)
            .build();
  }

  /**
   * A way to sign in.
   *
   * @param issuer id of the resource
   * @param preset whose sign it may bear, e.g. {@code google}
   */
  public record Way(String issuer, String name, String preset) {}

  /**
   * What was begun.
   *
   * @param authorize where the browser goes
   * @param cookie what it keeps until it comes back, which is good for ten minutes
   */
  public record Begun(URI authorize, String cookie) {
    @Override
    public String toString() {
      return "sign-in";
    }
  }

  /** Where a request comes from, and what it is. */
  public record From(String address, String request) {}

  /**
   * What came of it.
   *
   * @param session null where an identity was linked
   * @param next a path of this server
   */
  public record Finished(Authenticated caller, Sessions.@Nullable Issued session, String next) {}

  /** What an issuer sent somebody back with. */
  public record Answer(
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String issuer) {
    @Override
    public String toString() {
      return "answer of an issuer";
    }
  }

  /** The ways of a tenant; none of one that is not there. */
  public List<Way> ways(String tenant) {
    return access.tenants().named(tenant).map(issuers::of).orElse(List.of()).stream()
        .map(IssuerConnection::issuer)
        .filter(Issuer::redirects)
        .map(each -> new Way(each.id(), each.label(), each.preset().wire()))
        .toList();
  }

  /**
   * Begins.
   *
   * @param redirect the address of the callback
   * @param next where the console goes on; anything but a path of it is not heeded
   */
  public Begun begin(String tenant, String issuer, String redirect, @Nullable String next) {
    TenantScope scope = access.tenants().named(tenant).orElseThrow(SignInRefusal.NO_ISSUER::failed);
    return begun(scope, tenant, PendingSignIn.fresh(issuer, redirect, next, time.now(), random));
  }

  /** Begins to link another identity to the person who asks. */
  public Begun beginLinking(
      Authenticated caller,
      SessionToken session,
      String issuer,
      String redirect,
      @Nullable String next) {
    byte[] digest = access.people().session(caller, session);
    return begun(
        caller.scope(),
        access.tenants().name(caller.scope()),
        PendingSignIn.fresh(issuer, redirect, next, time.now(), random)
            .linking(caller.principal().id(), digest));
  }

  private Begun begun(TenantScope scope, String tenant, PendingSignIn pending) {
    IssuerConnection connection = connection(scope, pending.issuer());
    if (!connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    UUID id = ids.next();
    byte[] sealed = seal.seal(scope, id, pending.bytes());
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String cookie =
        encoder.encodeToString(tenant.getBytes(StandardCharsets.UTF_8))
            + "."
            + id
            + "."
            + encoder.encodeToString(sealed);
    URI authorize = told(scope, pending.issuer(), () -> connection.authorize(pending));
    return new Begun(authorize, cookie);
  }

  private IssuerConnection connection(TenantScope scope, String issuer) {
    return issuers.find(scope, issuer).orElseThrow(SignInRefusal.NO_ISSUER::failed);
  }

  /** The tenant whose sign-in a cookie is of, for the page that tells what went wrong. */
  public String tenant(@Nullable String cookie) {
    return cookie == null ? "" : opened(cookie).map(Opened::tenant).orElse("");
  }

  private record Opened(TenantScope scope, String tenant, PendingSignIn pending) {}

  private Optional<Opened> opened(String cookie) {
    String[] parts = cookie.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      String tenant = new String(decoder.decode(parts[0]), StandardCharsets.UTF_8);
      UUID id = UUID.fromString(parts[1]);
      byte[] sealed = decoder.decode(parts[2]);
      return access
          .tenants()
          .named(tenant)
          .map(
              scope -> new Opened(scope, tenant, PendingSignIn.read(seal.open(scope, id, sealed))));
    } catch (IllegalArgumentException | SecretsRefusedException e) {
      return Optional.empty();
    }
  }

  /**
   * Finishes what this browser has begun.
   *
   * @param cookie what it kept; null when it has none
   */
  public Finished finish(@Nullable String cookie, Answer answer, From from) {
    Opened opened =
        (cookie == null ? Optional.<Opened>empty() : opened(cookie))
            .filter(each -> each.pending().isGood(time.now()))
            .filter(each -> same(each.pending().state(), answer.state()))
            .orElseThrow(SignInRefusal.STATE::failed);
    return counted(
        opened.scope(),
        opened.pending().issuer(),
        from,
        () -> finished(opened.scope(), opened.pending(), answer, from));
  }

  private Finished finished(TenantScope scope, PendingSignIn pending, Answer answer, From from) {
    IssuerConnection connection = connection(scope, pending.issuer());
    requireSame(connection, answer.issuer());
    String code = answer.code();
    if (answer.error() != null || code == null) {
      throw SignInRefusal.DENIED.because(
          answer.error() != null && ERROR.matcher(answer.error()).matches()
              ? answer.error()
              : "it gave no code");
    }
    use(scope, pending.state(), PendingSignIn.GOOD_FOR);
    People.Seen seen = seen(connection.issuer(), connection.claims(pending, code));
    UUID person = pending.person();
    String session = pending.session();
    return person == null || session == null
        ? entered(scope, seen, pending.next(), from)
        : linked(scope, person, HexFormat.of().parseHex(session), seen, pending.next(), from);
  }

  // Whoever could have the answer of one issuer taken for that of another would have its codes.
  private static void requireSame(IssuerConnection connection, @Nullable String told) {
    boolean other = told != null && !told.equals(connection.issuer().issuer());
    if (other || (told == null && connection.namesItself())) {
      throw SignInRefusal.MIX_UP.failed();
    }
  }

  /** Signs in somebody who shows a token that a page of their tenant got: Firebase's. */
  public Finished show(String tenant, String issuer, String token, From from) {
    TenantScope scope = access.tenants().named(tenant).orElseThrow(SignInRefusal.NO_ISSUER::failed);
    return counted(scope, issuer, from, () -> shown(scope, issuer, token, from));
  }

  private Finished shown(TenantScope scope, String issuer, String token, From from) {
    IssuerConnection connection = connection(scope, issuer);
    if (connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    Json.Obj claims = connection.claims(token);
    use(scope, token, TOKEN_KEPT);
    return entered(scope, seen(connection.issuer(), claims), "/", from);
  }

  private void use(TenantScope scope, String once, Duration kept) {
    if (!table.use(scope, Sha256.of(once), time.now().plus(kept))) {
      throw SignInRefusal.USED.failed();
    }
  }

  private static People.Seen seen(Issuer issuer, Json.Obj claims) {
    String name = claims.text("name");
    String email = claims.text("email");
    String subject = String.valueOf(claims.text("sub"));
    String shown = name != null && !name.isBlank() ? name : email == null ? subject : email;
    return new People.Seen(
        issuer.id(), issuer.issuer(), subject, shown, issuer.rules().roles(claims));
  }

  private Finished entered(TenantScope scope, People.Seen seen, String next, From from) {
    if (seen.roles().isEmpty()) {
      access.people().keepOut(scope, seen, from.address(), from.request());
      throw SignInRefusal.NO_ROLE.failed();
    }
    Authenticated caller = access.people().admit(scope, seen, from.address(), from.request());
    return new Finished(caller, access.sessions().open(caller), next);
  }

  private Finished linked(
      TenantScope scope, UUID person, byte[] session, People.Seen seen, String next, From from) {
    if (!access.people().isIn(scope, person, session)) {
      throw SignInRefusal.STATE.because("the session ended in which you asked for it");
    }
    if (seen.roles().isEmpty()) {
      throw SignInRefusal.NO_ROLE.failed();
    }
    Authenticated caller =
        access
            .people()
            .link(scope, person, seen, from.address(), from.request())
            .orElseThrow(SignInRefusal.LINKED::failed);
    return new Finished(caller, null, next);
  }

  private record Tried(TenantScope scope, String issuer, String address) {}

  private interface Attempt<T> {
    T run();
  }

  /** Whoever is wrong again and again waits; what an issuer is to blame for counts as well. */
  private Finished counted(TenantScope scope, String issuer, From from, Attempt<Finished> attempt) {
    AtomicInteger failures =
        wrong.get(new Tried(scope, issuer, from.address()), tried -> new AtomicInteger());
    if (failures.get() >= WRONG_AT_MOST) {
      throw SignInRefusal.TOO_MANY.failed();
    }
    try {
      return told(scope, issuer, attempt);
    } catch (CallFailedException e) {
      failures.incrementAndGet();
      throw e;
    }
  }

  // Who is not signed in learns nothing of how issuers are reached; whoever runs this server does.
  private static <T> T told(TenantScope scope, String issuer, Attempt<T> attempt) {
    try {
      return attempt.run();
    } catch (CallFailedException e) {
      if (e.failure().fields().containsKey(SignInRefusal.FIELD)) {
        throw e;
      }
      LOG.warn("{}: issuer '{}' cannot be asked: {}", scope, issuer, e.failure().message());
      throw SignInRefusal.ISSUER_AWAY.failed();
    }
  }

  private static boolean same(String expected, @Nullable String told) {
    return told != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
  }
}
