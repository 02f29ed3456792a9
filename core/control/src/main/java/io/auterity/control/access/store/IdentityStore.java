package io.auterity.control.access.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Stores the identities of people: the subjects of external issuers (identity providers) that are
 * theirs.
 */
public record IdentityStore(Database database, ChangeAudit audit) {

  private static final String JOINED =
      """
      select i.person, i.id, i.issuer, i.subject, i.way, i.name, i.linked, i.seen, k.roles,
             i.roles as given, i.address
      from identity i join api_key k on k.tenant = :tenant and k.id = i.person
      where i.tenant = :tenant
      """;

  /** The identity of an issuer's subject. */
  public Optional<PersonIdentity> find(TenantScope scope, String issuer, String subject) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(JOINED + " and i.issuer = :issuer and i.subject = :subject")
                .bind("tenant", scope.tenant())
                .bind("issuer", issuer)
                .bind("subject", subject)
                .map((row, context) -> PersonIdentity.of(row))
                .findOne());
  }

  /**
   * The identities of people in the order of their ids, those of one person together.
   *
   * @param after whom the first of them follows
   * @param people at most so many
   */
  public List<PersonIdentity> list(TenantScope scope, UUID after, int people) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    JOINED
                        + """
                         and i.person in (
                          select distinct person from identity
                          where tenant = :tenant and person > :after order by person limit :people)
                        order by i.person, i.linked, i.id
                        """)
                .bind("tenant", scope.tenant())
                .bind("after", after)
                .bind("people", people)
                .map((row, context) -> PersonIdentity.of(row))
                .list());
  }

  /** The identities whose issuer has verified an address, however it is written. */
  public List<PersonIdentity> ofAddress(TenantScope scope, String address) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(JOINED + " and lower(i.address) = lower(:address) order by i.person, i.id")
                .bind("tenant", scope.tenant())
                .bind("address", address)
                .map((row, context) -> PersonIdentity.of(row))
                .list());
  }

  /** The identities of one person. */
  public List<PersonIdentity> of(TenantScope scope, UUID person) {
    return database.inTenant(scope, tx -> of(tx, scope, person));
  }

  /** The same in a transaction that changes them. */
  static List<PersonIdentity> of(Transaction tx, TenantScope scope, UUID person) {
    return tx.query(JOINED + " and i.person = :person order by i.linked, i.id")
        .bind("tenant", scope.tenant())
        .bind("person", person)
        .map((row, context) -> PersonIdentity.of(row))
        .list();
  }

  /**
   * Adds an identity to a person.
   *
   * @param check asked first in the transaction
   */
  public void link(
      TenantScope scope, AuditedAct act, PersonIdentity added, Consumer<Transaction> check) {
    database.inTenant(
        scope,
        tx -> {
          check.accept(tx);
          insert(tx, scope, added);
          audit.write(tx, act, new AuditedChange(added.target(), null, added.told()));
          return true;
        });
  }

  /** Adds an identity in the transaction that adds more. */
  static void insert(Transaction tx, TenantScope scope, PersonIdentity identity) {
    tx.update(
            """
            insert into identity (tenant, id, issuer, subject, way, person, name, linked, seen, roles,
              address)
            values (:tenant, :id, :issuer, :subject, :way, :person, :name, :linked, :seen, :roles,
              :address)
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
        .bindByType("roles", RowValues.array(identity.given()), String[].class)
        .bind("address", identity.address())
        .execute();
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
          PersonStore.rotate(tx, scope, person, now);
          Optional<PersonIdentity> taken =
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
          audit.write(
              tx, act, new AuditedChange(PersonIdentity.target(person), taken.get().told(), null));
          return true;
        });
  }
}
