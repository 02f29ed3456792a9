package io.auterity.provider.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.spi.Documents;
import java.time.Duration;

/** The documents of all providers; one for each process, in which their writers take turns. */
public final class ProviderDocuments {

  private static final int MOST_WRITERS = 256;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Database database;
  private final DocumentOutbox events;
  private final WriterQueue<StoredDocuments.Place> turns =
      new WriterQueue<>(MOST_WRITERS, LONGEST_WAIT);

  /**
   * Those of a database.
   *
   * @param outbox takes the events that connectors raise about them
   */
  public ProviderDocuments(Database database, Outbox outbox, Ids ids) {
    this.database = database;
    this.events = new DocumentOutbox(outbox, ids);
  }

  /** Those of the provider that has the name when they are first used. */
  public Documents of(TenantScope scope, String provider) {
    return new StoredDocuments(database, events, turns, scope, provider, null);
  }

  /** Those of the provider that has, or had, the name in that life; nothing is read yet. */
  public Documents of(TenantScope scope, String provider, long life) {
    return new StoredDocuments(database, events, turns, scope, provider, life);
  }
}
