package io.auterity.workflow.store;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps values of carried runs that are too large for what their carrier keeps itself. */
public final class RunPayloadStore {

  private static final EngineStatement ADD_RUN_PAYLOAD =
      new EngineStatement(
          "ADD_RUN_PAYLOAD",
          EngineJob.JOURNAL,
          """
          insert into run_payload (run, digest, tenant, payload)
          select id, :digest, tenant, :payload from run where id = :run
          on conflict do nothing
          """);

  private static final EngineStatement RUN_PAYLOAD =
      new EngineStatement(
          "RUN_PAYLOAD",
          EngineJob.JOURNAL,
          "select payload from run_payload where run = :run and digest = :digest");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(ADD_RUN_PAYLOAD, RUN_PAYLOAD);

  /**
   * Keeps a value, unless it is kept; that of an unknown run is not.
   *
   * @param digest SHA-256 of the value
   */
  public static void add(EngineTransaction tx, UUID run, byte[] digest, byte[] value) {
    tx.update(ADD_RUN_PAYLOAD)
        .bind("run", run)
        .bind("digest", digest)
        .bind("payload", value)
        .execute();
  }

  /** A value that is kept. */
  public static Optional<byte[]> find(EngineTransaction tx, UUID run, byte[] digest) {
    return tx.query(RUN_PAYLOAD)
        .bind("run", run)
        .bind("digest", digest)
        .mapTo(byte[].class)
        .findOne();
  }

  private RunPayloadStore() {}
}
