package io.auterity.jobs.file.store;

import io.auterity.jobs.file.FileQuery;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Files as rows of sealed pieces, none of which opens in another's place.
 *
 * @param usual how long a file is kept unless its owner says so
 */
public record FileTable(
    Database database, ContentSeal seal, Settings.Batches bounds, Duration usual)
    implements FileStore {

  /** The longest that an upload may take. */
  private static final Duration UNTIL_COMPLETE = Duration.ofDays(2);

  private static final String COLUMNS = "id, owner, purpose, name, bytes, created, expires";

  @Override
  public void begin(TenantScope scope, UUID file, UUID owner, Instant created) {
    database.inTenant(
        scope,
        tx -> {
          requireRoom(tx, 1);
          return insert(tx, file, owner, created);
        });
  }

  @Override
  public void beginResult(TenantScope scope, UUID file, UUID owner, Instant created) {
    database.inTenant(scope, tx -> insert(tx, file, owner, created));
  }

  private static int insert(Transaction tx, UUID file, UUID owner, Instant created) {
    return tx.update(
            """
            insert into ai_file (id, tenant, owner, purpose, name, bytes, complete, created,
              expires)
            values (:id, current_tenant(), :owner, '', '', 0, false, :created, :expires)
            """)
        .bind("id", file)
        .bind("owner", owner)
        .bind("created", created)
        .bind("expires", created.plus(UNTIL_COMPLETE))
        .execute();
  }

  // One after the other, so that two who find room for one do not both take it.
  private void requireRoom(Transaction tx, int more) {
    tx.query(
            "select 1 from pg_advisory_xact_lock(hashtextextended('files ' || current_tenant(),"
                + " 0))")
        .mapTo(Integer.class)
        .one();
    Kept kept = kept(tx);
    if (kept.files() + more > bounds.tenantFiles()) {
      throw full("%d files are kept".formatted(kept.files()));
    }
    if (kept.bytes() > bounds.tenantBytes()) {
      throw full("files and batches would have %d bytes".formatted(kept.bytes()));
    }
  }

  private record Kept(int files, long bytes) {}

  private static Kept kept(Transaction tx) {
    return tx.query(
            """
            select count(*) as files, coalesce(sum(bytes), 0) + (
                select coalesce(sum(bytes), 0) from ai_batch
                where tenant = current_tenant() and (ended is null or
                  state <> 'failed' and output_file is null and error_file is null)) as bytes
            from ai_file where tenant = current_tenant()
            """)
        .map((row, context) -> new Kept(row.getInt("files"), row.getLong("bytes")))
        .one();
  }

  private CallFailedException full(String why) {
    return new CallFailedException(
        FailureCode.TOO_LARGE,
        "%s; a tenant may keep %d files and %d bytes: delete some"
            .formatted(why, bounds.tenantFiles(), bounds.tenantBytes()));
  }

  @Override
  public void append(TenantScope scope, UUID file, int number, byte[] piece) {
    byte[] cipher = seal.sealPart(scope, file, number, piece);
    database.inTenant(
        scope,
        tx -> {
          tx.update(
                  """
                  insert into ai_file_chunk (tenant, file, number, sealed)
                  values (current_tenant(), :file, :number, :sealed)
                  """)
              .bind("file", file)
              .bind("number", number)
              .bind("sealed", cipher)
              .execute();
          return tx.update(
                  """
                  update ai_file set bytes = bytes + :bytes
                  where tenant = current_tenant() and id = :file
                  """)
              .bind("bytes", piece.length)
              .bind("file", file)
              .execute();
        });
  }

  @Override
  public StoredFile complete(
      TenantScope scope, UUID file, String purpose, String name, @Nullable Duration kept) {
    long seconds = (kept == null ? usual : kept).toSeconds();
    return database.inTenant(
        scope,
        tx -> {
          requireRoom(tx, 0);
          return tx.query(
                  """
                  update ai_file set purpose = :purpose, name = :name, complete = true,
                    expires = created + :seconds * interval '1 second'
                  where tenant = current_tenant() and id = :file
                  returning id, owner, purpose, name, bytes, created, expires
                  """)
              .bind("purpose", purpose)
              .bind("name", name)
              .bind("seconds", seconds)
              .bind("file", file)
              .map((row, context) -> file(row))
              .one();
        });
  }

  @Override
  public Optional<StoredFile> find(TenantScope scope, UUID owner, UUID file) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select "
                        + COLUMNS
                        + " from ai_file where tenant = current_tenant() and owner = :owner"
                        + " and id = :file and complete")
                .bind("owner", owner)
                .bind("file", file)
                .map((row, context) -> file(row))
                .findOne());
  }

  @Override
  public List<StoredFile> find(TenantScope scope, UUID owner, Set<UUID> files) {
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select "
                        + COLUMNS
                        + " from ai_file where tenant = current_tenant() and owner = :owner"
                        + " and id = any(:files) and complete")
                .bind("owner", owner)
                .bind("files", files.toArray(UUID[]::new))
                .map((row, context) -> file(row))
                .list());
  }

  @Override
  public List<StoredFile> list(TenantScope scope, UUID owner, FileQuery query) {
    String order = query.oldestFirst() ? "asc" : "desc";
    String side = query.oldestFirst() ? ">" : "<";
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    "select "
                        + COLUMNS
                        + """
                         from ai_file
                        where tenant = current_tenant() and owner = :owner and complete
                          and (cast(:purpose as text) is null or purpose = cast(:purpose as text))
                          and (cast(:after as uuid) is null or id %s cast(:after as uuid))
                        order by id %s limit :limit
                        """
                            .formatted(side, order))
                .bind("owner", owner)
                .bind("purpose", query.purpose())
                .bind("after", query.after())
                .bind("limit", query.limit())
                .map((row, context) -> file(row))
                .list());
  }

  @Override
  public Optional<byte[]> piece(TenantScope scope, UUID file, int number) {
    return database
        .inTenant(
            scope,
            tx ->
                tx.query(
                        """
                        select sealed from ai_file_chunk
                        where tenant = current_tenant() and file = :file and number = :number
                        """)
                    .bind("file", file)
                    .bind("number", number)
                    .map((row, context) -> row.getBytes("sealed"))
                    .findOne())
        .map(cipher -> seal.openPart(scope, file, number, cipher));
  }

  @Override
  public boolean delete(TenantScope scope, UUID owner, UUID file) {
    return database.inTenant(
            scope,
            tx ->
                tx.update(
                        """
                        delete from ai_file
                        where tenant = current_tenant() and owner = :owner and id = :file
                        """)
                    .bind("owner", owner)
                    .bind("file", file)
                    .execute())
        > 0;
  }

  private static StoredFile file(ResultSet row) throws SQLException {
    return new StoredFile(
        row.getObject("id", UUID.class),
        row.getObject("owner", UUID.class),
        row.getString("purpose"),
        row.getString("name"),
        row.getLong("bytes"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        row.getObject("expires", OffsetDateTime.class).toInstant());
  }
}
