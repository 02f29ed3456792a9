package io.auterity.control.identity;

import io.auterity.control.access.Access;
import io.auterity.control.access.People;
import io.auterity.control.access.Sessions;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.digest.Sha256;
import io.auterity.platform.id.Ids;
import io.auterity.platform.id.WireId;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,60}");

  private final Access access;
  private final Issuers issuers;
  private final IssuerTable table;
  private final PendingSeal seal;
  private final Time time;
  private final RandomGenerator random;
  private final WrongAttempts wrong;

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
    this.seal = new PendingSeal(access.tenants(), seal, ids);
    this.time = time;
    this.random = random;
    this.wrong = new WrongAttempts(time);
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
   * @param next a path of this server
   */
  public record Finished(Authenticated caller, Sessions.Issued session, String next) {}

  /**
   * What an issuer sent somebody back with.
   *
   * @param at what came after the address of the callback, which is each issuer's own
   */
  public record Answer(
      String at,
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
   * @param callback address of the callback, below which each issuer has its own
   * @param next where the console goes on; anything but a path of it is not heeded
   */
  public Begun begin(String tenant, String issuer, String callback, @Nullable String next) {
    TenantScope scope = access.tenants().named(tenant).orElseThrow(SignInRefusal.NO_ISSUER::failed);
    return begun(scope, tenant, pending(scope, issuer, callback, next));
  }

  /** Begins to link another identity to the person who asks. */
  public Begun beginLinking(
      Authenticated caller,
      SessionToken session,
      String issuer,
      String callback,
      @Nullable String next) {
    byte[] digest = access.people().session(caller, session);
    return begun(
        caller.scope(),
        access.tenants().name(caller.scope()),
        pending(caller.scope(), issuer, callback, next).linking(caller.principal().id(), digest));
  }

  private PendingSignIn pending(
      TenantScope scope, String issuer, String callback, @Nullable String next) {
    return PendingSignIn.fresh(
        issuer, callback + "/" + at(scope, issuer), next, time.now(), random);
  }

  // Were it one address for all, an issuer could send people on to another tenant's and have the
  // code of that brought to itself.
  private static String at(TenantScope scope, String issuer) {
    return WireId.TENANT.write(scope.tenant()) + "/" + issuer;
  }

  private Begun begun(TenantScope scope, String tenant, PendingSignIn pending) {
    IssuerConnection connection = connection(scope, pending.issuer());
    if (!connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    String cookie = seal.seal(scope, tenant, pending);
    URI authorize = asked(scope, pending.issuer(), () -> connection.authorize(pending));
    return new Begun(authorize, cookie);
  }

  private IssuerConnection connection(TenantScope scope, String issuer) {
    return issuers.find(scope, issuer).orElseThrow(SignInRefusal.NO_ISSUER::failed);
  }

  /** The tenant that a cookie names, for the page that tells what went wrong. */
  public static String tenant(@Nullable String cookie) {
    return PendingSeal.tenant(cookie);
  }

  /** Whether what comes back with that state links an account, and is finished by its person. */
  public static boolean links(@Nullable String state) {
    return state != null && PendingSignIn.isOfLink(state);
  }

  /**
   * Finishes what this browser has begun.
   *
   * @param cookie what it kept; null when it has none
   */
  public Finished finish(@Nullable String cookie, Answer answer, From from) {
    PendingSeal.Opened opened = opened(cookie, answer);
    TenantScope scope = opened.scope();
    PendingSignIn pending = opened.pending();
    if (pending.person() != null) {
      throw SignInRefusal.STATE.failed();
    }
    return told(
        scope,
        pending.issuer(),
        () -> entered(scope, vouched(opened, answer, from), pending.next(), from));
  }

  private PendingSeal.Opened opened(@Nullable String cookie, Answer answer) {
    String state = answer.state();
    PendingSeal.Opened opened =
        Optional.ofNullable(cookie)
            .filter(each -> state != null && PendingSignIn.isState(state))
            .flatMap(seal::open)
            .filter(each -> each.pending().isGood(time.now()))
            .filter(each -> same(each.pending().state(), state))
            .orElseThrow(SignInRefusal.STATE::failed);
    if (!at(opened.scope(), opened.pending().issuer()).equals(answer.at())) {
      LOG.warn(
          "{}: sign-in by '{}' came back to the address of another issuer",
          opened.scope(),
          opened.pending().issuer());
      throw SignInRefusal.MIX_UP.failed();
    }
    return opened;
  }

  private People.Seen vouched(PendingSeal.Opened opened, Answer answer, From from) {
    TenantScope scope = opened.scope();
    PendingSignIn pending = opened.pending();
    IssuerConnection connection = connection(scope, pending.issuer());
    requireSame(connection, answer.issuer());
    String code = code(answer);
    return wrong.counting(
        scope,
        pending.issuer(),
        from.address(),
        () -> {
          use(scope, pending.state(), PendingSignIn.GOOD_FOR);
          return seen(connection.issuer(), connection.claims(pending, code));
        });
  }

  private static String code(Answer answer) {
    String code = answer.code();
    if (answer.error() != null || code == null) {
      throw SignInRefusal.DENIED.because(
          answer.error() != null && ERROR.matcher(answer.error()).matches()
              ? answer.error()
              : "it gave no code");
    }
    return code;
  }

  // Whoever could have the answer of one issuer taken for that of another would have its codes.
  private static void requireSame(IssuerConnection connection, @Nullable String told) {
    boolean other = told != null && !told.equals(connection.issuer().issuer());
    if (other || (told == null && connection.namesItself())) {
      throw SignInRefusal.MIX_UP.failed();
    }
  }

  /**
   * Finishes to link an account, for the person and in the session that began it.
   *
   * @param cookie what the browser kept; null when it has none
   * @return where the console goes on, a path of this server
   */
  public String link(
      Authenticated caller,
      SessionToken session,
      @Nullable String cookie,
      Answer answer,
      From from) {
    byte[] digest = access.people().session(caller, session);
    PendingSeal.Opened opened = opened(cookie, answer);
    PendingSignIn pending = opened.pending();
    boolean own =
        opened.scope().equals(caller.scope())
            && caller.principal().id().equals(pending.person())
            && HexFormat.of().formatHex(digest).equals(pending.session());
    if (!own) {
      throw SignInRefusal.STATE.because("another session asked for it");
    }
    told(
        caller.scope(),
        pending.issuer(),
        () -> linked(caller, vouched(opened, answer, from), from));
    return pending.next();
  }

  private Authenticated linked(Authenticated caller, People.Seen seen, From from) {
    if (seen.roles().isEmpty()) {
      throw SignInRefusal.NO_ROLE.failed();
    }
    return access
        .people()
        .link(caller.scope(), caller.principal().id(), seen, from.address(), from.request())
        .orElseThrow(SignInRefusal.LINKED::failed);
  }

  /** Signs in somebody who shows a token that a page of their tenant got: Firebase's. */
  public Finished show(String tenant, String issuer, String token, From from) {
    TenantScope scope = access.tenants().named(tenant).orElseThrow(SignInRefusal.NO_ISSUER::failed);
    IssuerConnection connection = connection(scope, issuer);
    if (connection.issuer().redirects()) {
      throw SignInRefusal.NO_ISSUER.failed();
    }
    return told(
        scope, issuer, () -> entered(scope, vouched(scope, connection, token, from), "/", from));
  }

  private People.Seen vouched(
      TenantScope scope, IssuerConnection connection, String token, From from) {
    return wrong.counting(
        scope,
        connection.issuer().id(),
        from.address(),
        () -> {
          Json.Obj claims = connection.claims(token);
          use(scope, IdTokens.signed(token), TOKEN_KEPT);
          return seen(connection.issuer(), claims);
        });
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

  private static <T> T told(TenantScope scope, String issuer, Supplier<T> attempt) {
    try {
      return asked(scope, issuer, attempt);
    } catch (CallFailedException e) {
      LOG.info(
          "{}: sign-in by '{}' refused, {}: {}",
          scope,
          issuer,
          SignInRefusal.code(e),
          e.failure().message());
      throw e;
    }
  }

  // Who is not signed in learns nothing of how issuers are reached; whoever runs this server does.
  private static <T> T asked(TenantScope scope, String issuer, Supplier<T> attempt) {
    try {
      return attempt.get();
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
