package io.auterity.platform.rate.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.rate.RateGrants;
import io.auterity.platform.rate.RateOwner;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grants in PostgreSQL, by its clock; those of one owner are asked for one after another. */
public record RateGrantTable(Database database) implements RateGrants {

  @Override
  public Grant ask(
      RateOwner owner, RateLimit limit, int wanted, Duration valid, @Nullable Unused unused) {
    return database.inTenant(
        owner.scope(),
        tx -> {
          lock(tx, owner);
          if (unused != null) {
            giveBack(tx, unused);
          }
          forget(tx, owner);
          return grant(tx, owner, limit, wanted, valid);
        });
  }

  private static void lock(Transaction tx, RateOwner owner) {
    tx.query(
            """
            select pg_advisory_xact_lock(hashtextextended(
              'rate ' || current_tenant() || ' ' || :host || ' ' || :credential, 0))
            """)
        .bind("host", owner.host())
        .bind("credential", owner.credential())
        .mapTo(String.class)
        .list();
  }

  private static void giveBack(Transaction tx, Unused unused) {
    tx.update(
            """
            update rate_grant set amount = greatest(0, amount - :amount)
            where tenant = current_tenant() and id = :id
            """)
        .bind("id", unused.grant())
        .bind("amount", unused.amount())
        .execute();
  }

  private static void forget(Transaction tx, RateOwner owner) {
    tx.update(
            """
            delete from rate_grant where tenant = current_tenant() and credential = :credential
              and host = :host and (counts_until <= clock_timestamp() or amount = 0)
            """)
        .bind("credential", owner.credential())
        .bind("host", owner.host())
        .execute();
  }

  // What one limit of a credential granted counts under each other limit of it, as long as that
  // says.
  private static Grant grant(
      Transaction tx, RateOwner owner, RateLimit limit, int wanted, Duration valid) {
    return tx.query(
            """
            with live as (
              select coalesce(sum(amount), 0) as used,
                min(send_until) + :seconds * interval '1 second' - clock_timestamp() as free_in
              from rate_grant where tenant = current_tenant() and credential = :credential
                and host = :host
                and send_until > clock_timestamp() - :seconds * interval '1 second'),
            given as (
              insert into rate_grant
                (tenant, id, credential, host, amount, send_until, counts_until)
              select current_tenant(), gen_random_uuid(), :credential, :host,
                least(:wanted, :most - used),
                clock_timestamp() + :valid * interval '1 millisecond',
                clock_timestamp() + :valid * interval '1 millisecond'
                  + :seconds * interval '1 second'
              from live where used < :most
              returning id, amount)
            select coalesce(given.id, gen_random_uuid()) as id, coalesce(given.amount, 0) as amount,
              coalesce(ceil(extract(epoch from live.free_in) * 1000), 0)::bigint as free_in
            from live left join given on true
            """)
        .bind("credential", owner.credential())
        .bind("host", owner.host())
        .bind("seconds", limit.seconds())
        .bind("most", limit.requests())
        .bind("wanted", wanted)
        .bind("valid", valid.toMillis())
        .map(
            (row, context) ->
                new Grant(
                    row.getObject("id", UUID.class),
                    row.getInt("amount"),
                    Duration.ofMillis(Math.max(1, row.getLong("free_in")))))
        .one();
  }

  @Override
  public void rest(RateOwner owner, Duration wait) {
    database.inTenant(
        owner.scope(),
        tx ->
            tx.update(
                    """
                    insert into rate_rest (tenant, credential, host, until)
                    values (current_tenant(), :credential, :host,
                      clock_timestamp() + :wait * interval '1 millisecond')
                    on conflict (tenant, credential, host) do update set until = excluded.until
                      where rate_rest.until < excluded.until
                    """)
                .bind("credential", owner.credential())
                .bind("host", owner.host())
                .bind("wait", wait.toMillis())
                .execute());
  }

  @Override
  public Duration resting(RateOwner owner) {
    return database.inTenant(
        owner.scope(),
        tx ->
            tx.query(
                    """
                    select ceil(extract(epoch from until - clock_timestamp()) * 1000)::bigint
                    from rate_rest where tenant = current_tenant() and credential = :credential
                      and host = :host and until > clock_timestamp()
                    """)
                .bind("credential", owner.credential())
                .bind("host", owner.host())
                .mapTo(Long.class)
                .findOne()
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO));
  }

  @Override
  public void reopen(TenantScope scope, String credential) {
    database.inTenant(
        scope,
        tx ->
            tx.update(
                    """
                    delete from rate_rest
                    where tenant = current_tenant() and credential = :credential
                    """)
                .bind("credential", credential)
                .execute());
  }
}
