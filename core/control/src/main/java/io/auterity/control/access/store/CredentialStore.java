package io.auterity.control.access.store;

import static io.auterity.platform.database.store.EngineStatement.FIND_API_KEY;
import static io.auterity.platform.database.store.EngineStatement.FIND_SESSION;
import static io.auterity.platform.database.store.EngineStatement.REDEEM_CODE;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds whom a credential stands for, before any tenant is known. */
public final class CredentialStore {

  private final Database database;

  public CredentialStore(Database database) {
    this.database = database;
  }

  /** The key of that digest, unless it is revoked or expired. */
  public Optional<CallerRow> key(byte[] sha256, Instant now) {
    return find(FIND_API_KEY, sha256, now);
  }

  /** The session of that digest, unless it or its key has ended. */
  public Optional<CallerRow> session(byte[] sha256, Instant now) {
    return find(FIND_SESSION, sha256, now);
  }

  /** Uses up the code of that digest; the second to ask gets nothing. */
  public Optional<CallerRow> redeem(byte[] sha256, Instant now) {
    return find(REDEEM_CODE, sha256, now);
  }

  private Optional<CallerRow> find(EngineStatement statement, byte[] sha256, Instant now) {
    return database.asEngine(
        EngineJob.ACCESS,
        tx ->
            tx.query(statement)
                .bind("sha256", sha256)
                .bind("now", now)
                .map((row, context) -> caller(row))
                .findOne());
  }

  private static CallerRow caller(ResultSet row) throws SQLException {
    return new CallerRow(
        row.getBytes("sha256"),
        RowValues.uuid(row, "tenant"),
        RowValues.uuid(row, "key"),
        row.getString("name"),
        RowValues.instantOrNull(row, "expires"),
        RowValues.instantOrNull(row, "last"));
  }

  /**
   * Whom a credential stands for.
   *
   * @param sha256 the stored digest of the credential
   * @param expires when the credential ends; null when it does not
   * @param last when it ends however much it is used; null of a credential that is no session of a
   *     person
   */
  // The digest is compared in constant time, never by equals.
  @SuppressWarnings("ArrayRecordComponent")
  public record CallerRow(
      byte[] sha256,
      UUID tenant,
      UUID key,
      String name,
      @Nullable Instant expires,
      @Nullable Instant last) {}
}
