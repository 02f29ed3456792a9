package io.auterity.control.access.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** People whom issuers outside know: what they may do, and whether they are in. */
public record PersonStore(Database database, ChangeAudit audit) {

  /**
   * Adds a person with the identity that they are first known by.
   *
   * @param sha256 digest of a secret that no caller has
   * @param check asked first in the transaction
   */
  public void add(
      TenantScope scope,
      AuditedAct act,
      PersonIdentity first,
      byte[] sha256,
      Consumer<Transaction> check) {
    database.inTenant(
        scope,
        tx -> {
          check.accept(tx);
          tx.update(
                  """
                  insert into api_key (id, tenant, name, secret_sha256, roles, created, person)
                  values (:id, :tenant, :name, :sha256, :roles, :created, true)
                  """)
              .bind("id", first.person())
              .bind("tenant", scope.tenant())
              .bind("name", first.name())
              .bind("sha256", sha256)
              .bindArray("roles", String.class, first.roles())
              .bind("created", first.linked())
              .execute();
          IdentityStore.insert(tx, scope, first);
          audit.write(tx, act, new AuditedChange(first.target(), null, first.told()));
          return true;
        });
  }

  /**
   * Notes that a person was seen, as they are now; sessions end when they may do otherwise.
   *
   * @param check asked first in the transaction
   * @param together what the person may do by all of their accounts
   * @return what they may do then
   */
  public List<String> seen(
      TenantScope scope,
      AuditedAct act,
      PersonIdentity before,
      PersonIdentity now,
      Consumer<Transaction> check,
      Function<List<PersonIdentity>, List<String>> together) {
    return database.inTenant(
        scope,
        tx -> {
          check.accept(tx);
          // The row lock makes a concurrent sign-in with another account read this change.
          tx.query("select id from api_key where tenant = :tenant and id = :person for update")
              .bind("tenant", scope.tenant())
              .bind("person", now.person())
              .mapTo(UUID.class)
              .one();
          update(tx, scope, now);
          List<String> roles = together.apply(IdentityStore.of(tx, scope, now.person()));
          give(tx, scope, now, roles);
          audit.write(
              tx,
              isIn(now, roles) ? act : refused(act),
              new AuditedChange(now.target(), before.told(), now.with(roles).told()));
          return roles;
        });
  }

  private static boolean isIn(PersonIdentity now, List<String> roles) {
    return !roles.isEmpty() && (now.given() == null || !now.given().isEmpty());
  }

  private static AuditedAct refused(AuditedAct act) {
    return new AuditedAct(act.who(), act.address(), act.action() + ".refused", act.request());
  }

  private static void update(Transaction tx, TenantScope scope, PersonIdentity now) {
    tx.update(
            """
            update identity set way = :way, name = :name, seen = :seen, roles = :roles,
              address = :address
            where tenant = :tenant and issuer = :issuer and subject = :subject
            """)
        .bind("tenant", scope.tenant())
        .bind("way", now.way())
        .bind("name", now.name())
        .bind("seen", now.seen())
        .bindByType("roles", RowValues.array(now.given()), String[].class)
        .bind("address", now.address())
        .bind("issuer", now.issuer())
        .bind("subject", now.subject())
        .execute();
  }

  private static void give(
      Transaction tx, TenantScope scope, PersonIdentity now, List<String> roles) {
    tx.update(
            """
            update api_key
            set name = :name, roles = :roles,
                rotated = case when roles = cast(:roles as text[]) and not :out then rotated
                  else :seen end
            where tenant = :tenant and id = :person and person and revoked is null
            """)
        .bind("tenant", scope.tenant())
        .bind("name", now.name())
        .bindArray("roles", String.class, roles)
        .bind("seen", now.seen())
        .bind("out", now.given() != null && now.given().isEmpty())
        .bind("person", now.person())
        .execute();
  }

  /** Ends the sessions of a person. */
  static void rotate(Transaction tx, TenantScope scope, UUID person, Instant now) {
    tx.update("update api_key set rotated = :now where tenant = :tenant and id = :id and person")
        .bind("tenant", scope.tenant())
        .bind("id", person)
        .bind("now", now)
        .execute();
  }

  /** Forgets a person and their identities; false when there is no such person. */
  public boolean remove(TenantScope scope, AuditedAct act, UUID person, Instant now) {
    return database.inTenant(
        scope,
        tx -> {
          List<PersonIdentity> all = IdentityStore.of(tx, scope, person);
          if (all.isEmpty()) {
            return false;
          }
          tx.update("delete from identity where tenant = :tenant and person = :person")
              .bind("tenant", scope.tenant())
              .bind("person", person)
              .execute();
          tx.update(
                  """
                  update api_key set revoked = :now
                  where tenant = :tenant and id = :person and person and revoked is null
                  """)
              .bind("tenant", scope.tenant())
              .bind("person", person)
              .bind("now", now)
              .execute();
          audit.write(
              tx,
              act,
              new AuditedChange(PersonIdentity.target(person), all.getFirst().told(), null));
          return true;
        });
  }

  /**
   * Ends the sessions of all who were last seen by a way, and takes what they may do and what it
   * gave them: a person who has signed in at this moment, and has no session yet, gets an empty
   * one.
   */
  public static void endSessions(Transaction tx, TenantScope scope, String way, Instant now) {
    tx.update(
            """
            update api_key set rotated = :now, roles = '{}'
            where tenant = :tenant and person and id in (
              select person from identity where tenant = :tenant and way = :way)
            """)
        .bind("tenant", scope.tenant())
        .bind("way", way)
        .bind("now", now)
        .execute();
    tx.update("update identity set roles = null where tenant = :tenant and way = :way")
        .bind("tenant", scope.tenant())
        .bind("way", way)
        .execute();
  }

  /** Those who were last seen by a way. */
  public List<UUID> cameBy(TenantScope scope, String way) {
    return database.inTenant(
        scope,
        tx ->
            tx.query("select distinct person from identity where tenant = :tenant and way = :way")
                .bind("tenant", scope.tenant())
                .bind("way", way)
                .mapTo(UUID.class)
                .list());
  }

  /** Whether a session of that digest is the person's and has not ended. */
  public boolean holds(TenantScope scope, UUID person, byte[] session, Instant now) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select exists (
                      select from console_session s
                        join api_key k on k.tenant = :tenant and k.id = s.api_key
                      where s.tenant = :tenant and s.token_sha256 = :session and k.id = :person
                        and k.person and k.revoked is null and s.expires > :now
                        and (k.rotated is null or s.created >= k.rotated))
                    """)
                .bind("tenant", scope.tenant())
                .bind("session", session)
                .bind("person", person)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one());
  }
}
