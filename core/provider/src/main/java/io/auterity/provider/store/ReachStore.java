package io.auterity.provider.store;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.AuditedChange;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.life.ReachConsents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Stores how far tenants let the connectors of their providers reach, in rows. */
public record ReachStore(Database database, ChangeAudit audit) implements ReachConsents {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  private static final String COLUMNS =
      """
      provider, life, connector, hosts, credential, author""";

  private static Agreed row(ResultSet row) throws SQLException {
    return new Agreed(
        row.getString("provider"),
        row.getLong("life"),
        row.getString("connector"),
        new ConnectorReach(texts(row, "hosts"), texts(row, "credential")));
  }

  private static Set<String> texts(ResultSet row, String column) throws SQLException {
    return Set.copyOf(Arrays.asList((String[]) row.getArray(column).getArray()));
  }

  @Override
  public @Nullable ConnectorReach of(
      TenantScope scope,
      String provider,
      long life,
      String connector,
      @Nullable ConnectorReach now) {
    return database
        .inTenant(
            scope,
            tx -> {
              Optional<Agreed> known = find(tx, provider, life, connector);
              if (known.isPresent() || now == null) {
                return known;
              }
              begin(tx, new Agreed(provider, life, connector, now));
              return find(tx, provider, life, connector);
            })
        .map(Agreed::reach)
        .orElse(null);
  }

  private static Optional<Agreed> find(
      Transaction tx, String provider, long life, String connector) {
    return tx.query(
            """
            select %s from provider_agreement
            where tenant = current_tenant() and provider = :provider and life = :life
              and connector = :connector
            """
                .formatted(COLUMNS))
        .bind("provider", provider)
        .bind("life", life)
        .bind("connector", connector)
        .map((row, context) -> row(row))
        .findOne();
  }

  // Of an earlier provider of the name, or of its former connector, nothing is agreed any more.
  private static void begin(Transaction tx, Agreed first) {
    write(
        tx,
        """
        insert into provider_agreement (tenant, provider, life, connector, hosts, credential)
        values (current_tenant(), :provider, :life, :connector, :hosts, :credential)
        on conflict (tenant, provider) do update
        set life = excluded.life, connector = excluded.connector, hosts = excluded.hosts,
          credential = excluded.credential, author = null, agreed = now()
        where provider_agreement.life <= excluded.life
          and (provider_agreement.life, provider_agreement.connector)
            is distinct from (excluded.life, excluded.connector)
        """,
        first,
        null);
  }

  @Override
  public boolean put(TenantScope scope, AuditedAct act, Agreed wanted, String told) {
    return database.inTenant(
        scope,
        tx -> {
          int written =
              write(
                  tx,
                  """
                  insert into provider_agreement as known
                    (tenant, provider, life, connector, hosts, credential, author)
                  values (current_tenant(), :provider, :life, :connector, :hosts, :credential,
                    :author)
                  on conflict (tenant, provider) do update
                  set life = excluded.life, connector = excluded.connector,
                    hosts = case when known.life < excluded.life then excluded.hosts
                      else array(select distinct unnest(known.hosts || excluded.hosts)) end,
                    credential = case when known.life < excluded.life then excluded.credential
                      else array(select distinct unnest(known.credential || excluded.credential)) end,
                    author = excluded.author, agreed = now(), told = null
                  where known.life < excluded.life
                    or (known.life, known.connector) = (excluded.life, excluded.connector)
                  """,
                  wanted,
                  act.who().name());
          if (written > 0) {
            String target = "provider/%s/consent".formatted(wanted.provider());
            audit.write(tx, act, new AuditedChange(target, null, told));
          }
          return written > 0;
        });
  }

  @Override
  public boolean withdraw(TenantScope scope, AuditedAct act, Agreed nowhere) {
    return database.inTenant(
        scope,
        tx -> {
          boolean some =
              tx.update(
                          """
                          update provider_agreement
                          set hosts = '{}', credential = '{}', author = :author, agreed = now()
                          where tenant = current_tenant() and provider = :provider
                            and life = :life and connector = :connector
                            and cardinality(hosts || credential) > 0
                          """)
                      .bind("author", act.who().name())
                      .bind("provider", nowhere.provider())
                      .bind("life", nowhere.life())
                      .bind("connector", nowhere.connector())
                      .execute()
                  > 0;
          if (some) {
            String target = "provider/%s/consent".formatted(nowhere.provider());
            audit.write(tx, act, new AuditedChange(target, "all that was agreed to", null));
          }
          return some;
        });
  }

  @Override
  public void tell(
      TenantScope scope, String provider, long life, String of, Consumer<Transaction> telling) {
    boolean _ =
        database.inTenant(
            scope,
            tx -> {
              boolean fresh =
                  tx.update(
                              """
                              update provider_agreement set told = :of
                              where tenant = current_tenant() and provider = :provider
                                and life = :life and told is distinct from :of
                              """)
                          .bind("of", of)
                          .bind("provider", provider)
                          .bind("life", life)
                          .execute()
                      > 0;
              if (fresh) {
                telling.accept(tx);
              }
              return fresh;
            });
  }

  private static int write(Transaction tx, String sql, Agreed row, @Nullable String author) {
    Update update =
        tx.update(sql)
            .bind("provider", row.provider())
            .bind("life", row.life())
            .bind("connector", row.connector())
            .bindArray("hosts", String.class, List.copyOf(row.reach().hosts()))
            .bindArray("credential", String.class, List.copyOf(row.reach().credential()));
    return (author == null ? update : update.bind("author", author)).execute();
  }

  @Override
  public List<Agreed> all(TenantScope scope) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select %s from provider_agreement where tenant = current_tenant()"
                        .formatted(COLUMNS))
                .map((row, context) -> row(row))
                .list());
  }
}
