package io.auterity.insight.learn.store;

import io.auterity.insight.learn.OfferWithdrawn;
import io.auterity.insight.learn.WithdrawalLog;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import java.time.Instant;

/** The log of withdrawn offers in PostgreSQL; an event in the outbox stands with its notice. */
public record WithdrawalTable(Database database, Outbox outbox, Ids ids) implements WithdrawalLog {

  @Override
  public void withdrawn(TenantScope scope, Withdrawn withdrawn, Instant now) {
    database.inTenant(
        scope,
        tx -> {
          int first =
              tx.update(
                      """
                      insert into withdrawal_notice
                        (tenant, route, route_version, offer, head, why, at)
                      values (current_tenant(), :route, :version, :offer, :head, :why, :now)
                      on conflict do nothing
                      """)
                  .bind("route", withdrawn.route())
                  .bind("version", withdrawn.routeVersion())
                  .bind("offer", withdrawn.offer())
                  .bind("head", withdrawn.head())
                  .bind("why", withdrawn.why())
                  .bind("now", now)
                  .execute();
          if (first > 0) {
            outbox.append(tx, OfferWithdrawn.event(ids.next(), scope, withdrawn, now));
          }
          return first;
        });
  }
}
