package io.auterity.control.access.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.id.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** People whom issuers outside know, and by what they are known. */
public final class PersonStore {

  private static final String JOINED =
      """
      select i.person, i.id, i.issuer, i.subject, i.way, i.name, i.linked, i.seen, k.roles,
             k.revoked is not null as ended
      from identity i join api_key k on k.tenant = :tenant and k.id = i.person
      where i.tenant = :tenant
      """;

  private final Database database;
  private final ChangeAudit audit;

  public PersonStore(Database database, ChangeAudit audit) {
    this.database = database;
    this.audit = audit;
  }

  /**
   * One of the identities of a person.
   *
   * @param person the principal
   * @param way the resource by which it was seen last
   * @param roles of the person
   * @param ended whether an administrator has ended the person
   */
  public record KnownIdentity(
      UUID person,
      UUID id,
      String issuer,
      String subject,
      String way,
      String name,
      Instant linked,
      Instant seen,
      List<String> roles,
      boolean ended) {

    /** What the audit log names. */
    String target() {
      return PersonStore.target(person);
    }
  }

  /** The identity of an issuer's subject. */
  public Optional<KnownIdentity> find(TenantScope scope, String issuer, String subject) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(JOINED + " and i.issuer = :issuer and i.subject = :subject")
                .bind("tenant", scope.tenant())
                .bind("issuer", issuer)
                .bind("subject", subject)
                .map((row, context) -> identity(row))
                .findOne());
  }

  /** All identities of all people, those of one person together. */
  public List<KnownIdentity> list(TenantScope scope) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(JOINED + " order by i.person, i.linked, i.id")
                .bind("tenant", scope.tenant())
                .map((row, context) -> identity(row))
                .list());
  }

  /** The identities of one person. */
  public List<KnownIdentity> of(TenantScope scope, UUID person) {
    return database.inTenant(scope, tx -> of(tx, scope, person));
  }

  private static List<KnownIdentity> of(Transaction tx, TenantScope scope, UUID person) {
    return tx.query(JOINED + " and i.person = :person order by i.linked, i.id")
        .bind("tenant", scope.tenant())
        .bind("person", person)
        .map((row, context) -> identity(row))
        .list();
  }

  /**
   * Adds a person with the identity that they are first known by.
   *
   * @param sha256 digest of a secret that nobody has
   */
  public void add(TenantScope scope, AuditedAct act, KnownIdentity first, byte[] sha256) {
    database.inTenant(
        scope,
        tx -> {
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
          insert(tx, scope, first);
          audit.write(tx, act, new AuditedChange(first.target(), null, told(first)));
          return true;
        });
  }

  /** Adds an identity to a person. */
  public void link(TenantScope scope, AuditedAct act, KnownIdentity added) {
    database.inTenant(
        scope,
        tx -> {
          insert(tx, scope, added);
          audit.write(tx, act, new AuditedChange(added.target(), null, told(added)));
          return true;
        });
  }

  private static void insert(Transaction tx, TenantScope scope, KnownIdentity identity) {
    tx.update(
            """
            insert into identity (tenant, id, issuer, subject, way, person, name, linked, seen)
            values (:tenant, :id, :issuer, :subject, :way, :person, :name, :linked, :seen)
            """)
        .bind("tenant", scope.tenant())
        .bind("id", identity.id())
        .bind("issuer", identity.issuer())
        .bind("subject", identity.subject())
        .bind("way", identity.way())
        .bind("person", identity.person())
        .bind("name", identity.name())
        .bind("linked", identity.linked())
        .bind("seen", identity.seen())
        .execute();
  }

  /** Notes that a person was seen, as they are now; sessions end when they may do otherwise. */
  public void seen(TenantScope scope, AuditedAct act, KnownIdentity before, KnownIdentity now) {
    database.inTenant(
        scope,
        tx -> {
          tx.update(
                  """
                  update identity set way = :way, name = :name, seen = :seen
                  where tenant = :tenant and issuer = :issuer and subject = :subject
                  """)
              .bind("tenant", scope.tenant())
              .bind("way", now.way())
              .bind("name", now.name())
              .bind("seen", now.seen())
              .bind("issuer", now.issuer())
              .bind("subject", now.subject())
              .execute();
          tx.update(
                  """
                  update api_key
                  set name = :name, roles = :roles,
                      rotated = case when roles = cast(:roles as text[]) then rotated else :seen end
                  where tenant = :tenant and id = :person and person and revoked is null
                  """)
              .bind("tenant", scope.tenant())
              .bind("name", now.name())
              .bindArray("roles", String.class, now.roles())
              .bind("seen", now.seen())
              .bind("person", now.person())
              .execute();
          audit.write(tx, act, new AuditedChange(now.target(), told(before), told(now)));
          return true;
        });
  }

  /**
   * Takes an identity from a person, whose sessions end; not their last.
   *
   * @return whether it was taken
   */
  public boolean unlink(TenantScope scope, AuditedAct act, UUID person, UUID id, Instant now) {
    return database.inTenant(
        scope,
        tx -> {
          rotate(tx, scope, person, now);
          Optional<KnownIdentity> taken =
              of(tx, scope, person).stream().filter(each -> each.id().equals(id)).findFirst();
          if (taken.isEmpty()
              || tx.update(
                          """
                          delete from identity
                          where tenant = :tenant and id = :id and person = :person
                            and exists (select from identity other
                              where other.tenant = :tenant and other.person = :person
                                and other.id <> :id)
                          """)
                      .bind("tenant", scope.tenant())
                      .bind("id", id)
                      .bind("person", person)
                      .execute()
                  == 0) {
            return false;
          }
          audit.write(tx, act, new AuditedChange(target(person), told(taken.get()), null));
          return true;
        });
  }

  private static void rotate(Transaction tx, TenantScope scope, UUID person, Instant now) {
    tx.update("update api_key set rotated = :now where tenant = :tenant and id = :id and person")
        .bind("tenant", scope.tenant())
        .bind("id", person)
        .bind("now", now)
        .execute();
  }

  /** Forgets a person: their identities are nobody's; false when there is no such person. */
  public boolean remove(TenantScope scope, AuditedAct act, UUID person, Instant now) {
    return database.inTenant(
        scope,
        tx -> {
          List<KnownIdentity> all = of(tx, scope, person);
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
          audit.write(tx, act, new AuditedChange(target(person), told(all.getFirst()), null));
          return true;
        });
  }

  /** Ends the sessions of all who were last seen by a way. */
  public List<UUID> endSessions(TenantScope scope, String way, Instant now) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    update api_key set rotated = :now
                    where tenant = :tenant and person and id in (
                      select person from identity where tenant = :tenant and way = :way)
                    returning id
                    """)
                .bind("tenant", scope.tenant())
                .bind("way", way)
                .bind("now", now)
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

  private static String target(UUID person) {
    return "person/" + WireId.KEY.write(person);
  }

  // Who somebody is at an issuer is no secret of theirs, and what an auditor asks for.
  private static String told(KnownIdentity identity) {
    return "%s at %s by %s, roles %s"
        .formatted(
            identity.subject(),
            identity.issuer(),
            identity.way(),
            identity.roles().isEmpty() ? "none" : String.join(", ", identity.roles()));
  }

  private static KnownIdentity identity(ResultSet row) throws SQLException {
    return new KnownIdentity(
        RowValues.uuid(row, "person"),
        RowValues.uuid(row, "id"),
        row.getString("issuer"),
        row.getString("subject"),
        row.getString("way"),
        row.getString("name"),
        RowValues.instant(row, "linked"),
        RowValues.instant(row, "seen"),
        RowValues.texts(row, "roles"),
        row.getBoolean("ended"));
  }
}
