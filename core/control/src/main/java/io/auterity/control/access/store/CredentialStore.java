package io.auterity.control.access.store;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds whom a credential stands for, before any tenant is known. */
public record CredentialStore(Database database) {

  private static final EngineStatement FIND_API_KEY =
      new EngineStatement(
          "FIND_API_KEY",
          EngineJob.ACCESS,
          """
          select case when secret_sha256 = :sha256 then secret_sha256 else former_sha256 end as sha256,
                 tenant, id as key, name,
                 case when secret_sha256 = :sha256 then expires else least(expires, former_until) end
                   as expires,
                 cast(null as timestamptz) as last
          from api_key
          where (secret_sha256 = :sha256 or (former_sha256 = :sha256 and former_until > :now))
            and not person and revoked is null and (expires is null or expires > :now)
          """);

  // Whom an issuer knows is asked for again after a day: what it says of them may have changed.
  private static final EngineStatement FIND_SESSION =
      new EngineStatement(
          "FIND_SESSION",
          EngineJob.ACCESS,
          """
          select s.token_sha256 as sha256, s.tenant, k.id as key, k.name,
                 least(s.expires, k.expires) as expires,
                 case when k.person then s.created + interval '24 hours' end as last
          from console_session s join api_key k on k.id = s.api_key
          where s.token_sha256 = :sha256 and s.expires > :now
            and (k.rotated is null or s.created >= k.rotated)
            and k.revoked is null and (k.expires is null or k.expires > :now)
          """);

  private static final EngineStatement REDEEM_CODE =
      new EngineStatement(
          "REDEEM_CODE",
          EngineJob.ACCESS,
          """
          with used as (
            delete from one_time_code where code_sha256 = :sha256 and expires > :now
            returning code_sha256, tenant, api_key, created, expires)
          select used.code_sha256 as sha256, used.tenant, k.id as key, k.name, used.expires,
                 cast(null as timestamptz) as last
          from used join api_key k on k.id = used.api_key
          where (k.rotated is null or used.created >= k.rotated)
            and not k.person and k.revoked is null and (k.expires is null or k.expires > :now)
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(FIND_API_KEY, FIND_SESSION, REDEEM_CODE);

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
