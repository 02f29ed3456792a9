package io.auterity.platform.database;

import java.time.LocalDate;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/** How statements are prepared, bound and reported. */
final class Statements {

  private Statements() {}

  static Jdbi over(DataSource source) {
    return configure(Jdbi.create(source));
  }

  /** Arrays of the types in use; errors never carry bound values. */
  static Jdbi configure(Jdbi jdbi) {
    jdbi.registerArrayType(UUID.class, "uuid");
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Integer.class, "int4");
    jdbi.registerArrayType(Long.class, "int8");
    jdbi.registerArrayType(LocalDate.class, "date");
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    return jdbi;
  }

  /** Confines the open transaction to one tenant. */
  static void confine(Handle handle, UUID tenant) {
    handle
        .createQuery("select set_config('auterity.tenant', :tenant, true)")
        .bind("tenant", tenant.toString())
        .mapTo(String.class)
        .one();
  }
}
