package io.auterity.control.access;

import io.auterity.control.owner.Owners;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.call.ProductActs;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import java.security.SecureRandom;

/** The access of a tenant as the product has it, on a database of tests. */
public final class TestAccess {

  private TestAccess() {}

  public static Access of(Database database, AuditLog audit, Owners owners, Time time) {
    return new Access(
        database,
        audit,
        owners,
        Catalogue.standard()::ids,
        ProductActs::all,
        Ids.system(time),
        time,
        new SecureRandom());
  }
}
