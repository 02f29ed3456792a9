package io.auterity.control.access;

import io.auterity.control.access.store.IdentityStore;
import io.auterity.control.access.store.PersonIdentity;
import io.auterity.control.access.store.PersonStore;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential.SessionToken;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * People whom issuers outside know. A person is who an issuer's subject is, whatever they are
 * called; an equal name or address makes no two of them the same. What they may do is said anew
 * each time that they sign in.
 */
public final class People {

  private static final int LONGEST_NAME = 100;
  private static final UUID FIRST = new UUID(0, 0);
  private static final String SIGN_IN = "sign_in";
  private static final String LINK = "identity.link";

  private final PersonStore store;
  private final IdentityStore identities;
  private final KeyGrants grants;
  private final CredentialAuthenticator authenticator;
  private final Ids ids;
  private final Time time;
  private final RandomGenerator random;

  People(
      PersonStore store,
      IdentityStore identities,
      KeyGrants grants,
      CredentialAuthenticator authenticator,
      Ids ids,
      Time time,
      RandomGenerator random) {
    this.store = store;
    this.identities = identities;
    this.grants = grants;
    this.authenticator = authenticator;
    this.ids = ids;
    this.time = time;
    this.random = random;
  }

  /**
   * A user whose identity an issuer has just confirmed.
   *
   * @param way the resource by which they came
   * @param name for people to read; it decides nothing
   * @param mail address that the issuer has verified; null where it has none
   * @param roles that the tenant's rules give them; none lets them not in
   * @param standing fails unless the rules are still those, until the transaction ends
   */
  public record Seen(
      String way,
      String issuer,
      String subject,
      String name,
      @Nullable String mail,
      Set<AccessRole> roles,
      Consumer<Transaction> standing) {
    public Seen {
      roles = Set.copyOf(roles);
      name = plain(name, subject);
    }

    private static String plain(String name, String subject) {
      String text =
          (name.isBlank() ? subject : name).replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
      String shown = text.isEmpty() ? "unnamed" : text;
      int end = Math.min(LONGEST_NAME, shown.length());
      boolean splits = end < shown.length() && Character.isHighSurrogate(shown.charAt(end - 1));
      return shown.substring(0, splits ? end - 1 : end);
    }
  }

  /**
   * Admits a user, as the person that they are known as, or a new one.
   *
   * @param address where they come from
   * @param request how
   * @return empty when their accounts have no role in common
   * @throws CallFailedException when the rules have changed since they were asked
   */
  public Optional<Authenticated> admit(
      TenantScope scope, Seen seen, String address, String request) {
    try {
      return admitted(scope, seen, address, request);
    } catch (UniqueViolationException e) {
      // Two of their browsers came at once: the other has made the person.
      return admitted(scope, seen, address, request);
    }
  }

  private Optional<Authenticated> admitted(
      TenantScope scope, Seen seen, String address, String request) {
    Optional<PersonIdentity> known = identities.find(scope, seen.issuer(), seen.subject());
    PersonIdentity now =
        identity(seen, known.map(PersonIdentity::person).orElseGet(ids::next), time.now());
    Principal who = new Principal(now.person(), now.name(), Principal.Type.USER);
    AuditedAct act = new AuditedAct(who, address, SIGN_IN, request);
    boolean in = true;
    if (known.isEmpty()) {
      byte[] nobodys = Token.digest(Token.fresh(Token.API_KEY, random));
      store.add(scope, act, now, nobodys, seen.standing());
    } else {
      in = !store.seen(scope, act, known.get(), now, seen.standing(), People::together).isEmpty();
    }
    changed(now.person());
    return in ? Optional.of(new Authenticated(scope, who)) : Optional.empty();
  }

  // An account that gives nothing admits no user by itself, and takes nothing from the others.
  private static List<String> together(List<PersonIdentity> all) {
    return all.stream()
        .map(PersonIdentity::given)
        .filter(given -> given != null && !given.isEmpty())
        .map(People::roles)
        .reduce(AccessRole::common)
        .map(People::wire)
        .orElse(List.of());
  }

  private static Set<AccessRole> roles(List<String> names) {
    return names.stream().map(AccessRole::of).collect(Collectors.toSet());
  }

  private static List<String> wire(Set<AccessRole> roles) {
    return roles.stream().map(AccessRole::wire).sorted().toList();
  }

  /**
   * Takes from a user whom no rule lets in any more what they had; an unknown user leaves no trace.
   */
  public void keepOut(TenantScope scope, Seen seen, String address, String request) {
    identities
        .find(scope, seen.issuer(), seen.subject())
        .ifPresent(known -> admitted(scope, seen, address, request));
  }

  private PersonIdentity identity(Seen seen, UUID person, Instant now) {
    List<String> roles = wire(seen.roles());
    return new PersonIdentity(
        person,
        ids.next(),
        seen.issuer(),
        seen.subject(),
        seen.way(),
        seen.name(),
        now,
        now,
        roles,
        roles,
        seen.mail());
  }

  /**
   * Whether a session is a person's, to whom another identity can be linked.
   *
   * @return its digest
   * @throws CallFailedException {@code forbidden}
   */
  public byte[] session(Authenticated caller, SessionToken session) {
    byte[] digest = Token.digest(session.secret());
    if (!isIn(caller.scope(), caller.principal().id(), digest)) {
      throw new CallFailedException(
          FailureCode.FORBIDDEN,
          "accounts are linked in a session of a person: sign in with the account that you have,"
              + " then link the other");
    }
    return digest;
  }

  /** Whether a session of that digest is a person's and has not ended. */
  public boolean isIn(TenantScope scope, UUID person, byte[] session) {
    return store.holds(scope, person, session, time.now());
  }

  /** Whether an account would give a person what they have already, so that it may be linked. */
  public boolean givesTheSame(TenantScope scope, UUID person, Seen seen) {
    return identities.of(scope, person).stream()
        .allMatch(own -> roles(own.roles()).equals(seen.roles()));
  }

  /**
   * Links another identity to a person, who has signed in with both in one session.
   *
   * @return empty when it is a person's already
   */
  public Optional<Authenticated> link(
      TenantScope scope, UUID person, Seen seen, String address, String request) {
    List<PersonIdentity> own = identities.of(scope, person);
    if (own.isEmpty() || identities.find(scope, seen.issuer(), seen.subject()).isPresent()) {
      return Optional.empty();
    }
    Principal who = new Principal(person, own.getFirst().name(), Principal.Type.USER);
    AuditedAct act = new AuditedAct(who, address, LINK, request);
    try {
      identities.link(scope, act, identity(seen, person, time.now()), seen.standing());
      return Optional.of(new Authenticated(scope, who));
    } catch (UniqueViolationException e) {
      return Optional.empty();
    }
  }

  /** By what a person is known. */
  public List<PersonIdentity> identities(Authenticated caller) {
    return identities.of(caller.scope(), caller.principal().id());
  }

  /**
   * Takes an identity from the person who asks; all their sessions end.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} when it is their last
   */
  public void unlink(Authenticated caller, AuditedAct act, UUID id) {
    UUID person = caller.principal().id();
    List<PersonIdentity> own = identities.of(caller.scope(), person);
    if (own.stream().noneMatch(each -> each.id().equals(id))) {
      throw unknown("account");
    }
    if (own.size() == 1 || !identities.unlink(caller.scope(), act, person, id, time.now())) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "this is the only account that you can sign in with; link another first");
    }
    changed(person);
  }

  /**
   * Everybody, by each of their identities; those of one person stand together.
   *
   * @param after the person after whom the first comes; null begins
   * @param most how many people
   */
  public List<PersonIdentity> list(TenantScope scope, @Nullable UUID after, int most) {
    return identities.list(scope, after == null ? FIRST : after, most);
  }

  /**
   * Removes a person and ends their sessions. Whom the rules still let in is a new person then.
   *
   * @throws CallFailedException {@code not_found}; {@code conflict} for the caller
   */
  public void remove(Authenticated caller, AuditedAct act, UUID person) {
    if (caller.principal().id().equals(person)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, "you cannot remove yourself; ask another administrator");
    }
    if (!store.remove(caller.scope(), act, person, time.now())) {
      throw unknown("person");
    }
    changed(person);
  }

  /**
   * Ends the sessions of all who came by a way, in the transaction that ends it or gives it other
   * rules; they may do nothing until they sign in again. {@link #wayChanged} is for after that.
   */
  public void endSessions(Transaction tx, TenantScope scope, String way) {
    PersonStore.endSessions(tx, scope, way, time.now());
  }

  /** Forgets what is known here of all who came by a way that has changed. */
  public void wayChanged(TenantScope scope, String way) {
    store.cameBy(scope, way).forEach(this::changed);
  }

  private void changed(UUID person) {
    grants.changed(person);
    authenticator.keyChanged(person);
  }

  private static CallFailedException unknown(String what) {
    return new CallFailedException(FailureCode.NOT_FOUND, "no such " + what);
  }
}
