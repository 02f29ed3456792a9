package io.auterity.control.identity.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.UniqueViolationException;
import java.time.Instant;

/**
 * The tickets of sign-ins: what has signed a user in already, by its digest, and is forgotten once
 * it is good no more.
 */
public record SignInTickets(Database database) {

  /**
   * Uses up what signs in once.
   *
   * @return false when it was used already
   */
  public boolean use(TenantScope scope, byte[] digest, Instant expires) {
    try {
      database.inTenant(
          scope,
          tx ->
              tx.update(
                      "insert into sign_in_ticket (tenant, digest, expires) values (:tenant,"
                          + " :digest, :expires)")
                  .bind("tenant", scope.tenant())
                  .bind("digest", digest)
                  .bind("expires", expires)
                  .execute());
      return true;
    } catch (UniqueViolationException e) {
      return false;
    }
  }
}
