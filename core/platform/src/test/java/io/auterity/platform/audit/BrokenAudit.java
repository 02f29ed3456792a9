package io.auterity.platform.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An audit log that takes no entries for a while. */
public final class BrokenAudit {

  private static final String ROLES = "auterity_app, auterity_engine";

  private BrokenAudit() {}

  /** What is tried meanwhile is refused, because it could not be audited. */
  public static void refuses(TestDatabase db, ThrowingCallable act) {
    during(
        db,
        () ->
            assertThatThrownBy(act)
                .hasMessageStartingWith("unavailable: the audit log does not take the entry"));
  }

  /** Does something meanwhile. */
  public static void during(TestDatabase db, Runnable work) {
    change(db, "revoke insert on audit_entry from " + ROLES);
    try {
      work.run();
    } finally {
      change(db, "grant insert on audit_entry to " + ROLES);
    }
  }

  private static void change(TestDatabase db, String sql) {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
