package io.auterity.workflow.store;

import io.auterity.platform.database.store.EngineStatement;
import java.util.List;

/** The statements that the engine role runs for runs. */
public final class RunStatements {

  /** Those of each store; a new store adds itself. */
  public static final List<EngineStatement> ALL =
      EngineStatement.all(
          List.of(
              JournalStore.STATEMENTS,
              EventWaitStore.STATEMENTS,
              RecoveryStore.STATEMENTS,
              RunLimitStore.STATEMENTS,
              RunArrivalStore.STATEMENTS,
              NotedRunStore.STATEMENTS,
              RunInboxStore.STATEMENTS,
              CarriedRunStore.STATEMENTS,
              CarriedEventStore.STATEMENTS,
              RunPayloadStore.STATEMENTS,
              StartLimitStore.STATEMENTS,
              RunLoadStore.STATEMENTS,
              SeatStore.STATEMENTS));

  private RunStatements() {}
}
