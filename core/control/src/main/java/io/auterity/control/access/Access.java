package io.auterity.control.access;

import io.auterity.control.access.store.CredentialStore;
import io.auterity.control.access.store.IdentityStore;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.PersonStore;
import io.auterity.control.access.store.SessionStore;
import io.auterity.control.access.store.TenantStore;
import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.Acts;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access as a whole: its services, and the writer that works behind them. */
public final class Access implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);

  private final Supplier<Acts> acts;
  private final LastUse lastUse;
  private final KeyGrants grants;
  private final AccessAudit audit;
  private final CredentialAuthenticator authenticator;
  private final GrantAuthorizer authorizer;
  private final Sessions sessions;
  private final ApiKeys keys;
  private final Tenants tenants;
  private final People people;
  private final Users users;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param owners whose the keys may be
   * @param capabilities ids of those that may be granted now
   * @param acts the registry of those that are granted and decided about
   */
  public Access(
      Database database,
      AuditLog log,
      Owners owners,
      Supplier<? extends Collection<String>> capabilities,
      Supplier<Acts> acts,
      Ids ids,
      Time time,
      RandomGenerator random) {
    ChangeAudit changes = new ChangeAudit(ids, time);
    KeyStore keyStore = new KeyStore(database, changes);
    CredentialStore credentials = new CredentialStore(database);
    this.acts = acts;
    this.grants = new KeyGrants(keyStore, owners, time);
    this.lastUse = new LastUse(keyStore);
    this.audit = new AccessAudit(log, changes);
    this.authenticator = new CredentialAuthenticator(credentials, time, lastUse);
    this.authorizer = new GrantAuthorizer(grants, acts);
    this.sessions =
        new Sessions(new SessionStore(database), credentials, authenticator, time, random);
    this.keys =
        new ApiKeys(
            keyStore,
            grants,
            new KeyRules(owners),
            new GrantCheck(capabilities, acts),
            authenticator,
            ids,
            time,
            random);
    this.tenants = new Tenants(new TenantStore(database, changes), acts, ids, time, random);
    IdentityStore identities = new IdentityStore(database, changes);
    this.users = new Users(identities, keyStore, owners);
    this.people =
        new People(
            new PersonStore(database, changes),
            identities,
            grants,
            authenticator,
            ids,
            time,
            random);
  }

  /** Makes felt here what any server changes of keys and sessions. */
  public void follow(ChangeFeed changes) {
    changes.follow(ChangeFeed.Topic.KEY, this::keyChanged, this::forget);
    changes.follow(ChangeFeed.Topic.SESSION, authenticator::sessionsEnded, this::forget);
  }

  private void keyChanged(UUID key) {
    grants.changed(key);
    authenticator.keyChanged(key);
  }

  private void forget() {
    grants.forget();
    authenticator.forget();
  }

  /** All acts that there are. */
  public Acts acts() {
    return acts.get();
  }

  public Authenticator authenticator() {
    return authenticator;
  }

  public GrantAuthorizer authorizer() {
    return authorizer;
  }

  public Sessions sessions() {
    return sessions;
  }

  public ApiKeys keys() {
    return keys;
  }

  public Tenants tenants() {
    return tenants;
  }

  public People people() {
    return people;
  }

  public Users users() {
    return users;
  }

  public AccessAudit audit() {
    return audit;
  }

  /** Begins to write last uses down, each second. */
  public void start() {
    Thread.ofVirtual().name("access").start(this::write);
  }

  private void write() {
    try {
      while (!closing.await(1, TimeUnit.SECONDS)) {
        flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes down what was noted so far; what cannot be written now is tried again. */
  synchronized void flush() {
    try {
      lastUse.flush();
    } catch (CallFailedException e) {
      LOG.warn("Last uses wait: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Last uses could not be written", e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    flush();
  }
}
