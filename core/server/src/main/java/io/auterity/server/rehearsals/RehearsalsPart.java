package io.auterity.server.rehearsals;

import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.rehearsal.RehearsalLog;
import io.auterity.relay.rehearsal.Rehearsals;
import io.auterity.relay.rehearsal.store.RehearsalTable;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** Rehearsed outages: those under way, and the log of all. */
public final class RehearsalsPart implements ServerPart {

  public final RehearsalLog log;
  public final Rehearsals rehearsals;

  public RehearsalsPart(Foundation base, LiveHealthByTenant health) {
    this.log = new RehearsalTable(base.database, base.changeAudit);
    this.rehearsals = new Rehearsals(log, health, base.time, Thread::startVirtualThread);
    base.changes.follow(
        ChangeFeed.Topic.REHEARSAL, tenant -> rehearsals.changed(), rehearsals::changed);
  }

  @Override
  public List<EngineStatement> statements() {
    return RehearsalTable.STATEMENTS;
  }

  @Override
  public void recover() {
    rehearsals.read();
  }
}
